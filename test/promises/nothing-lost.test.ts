import { eventually } from '../support/eventually';
import { Member } from '../support/member';
import { startOwnStack } from '../support/own-stack';

interface Attempt {
  readonly attempt: number;
  readonly outcome: string;
}

it('a callback whose message the queue refuses ends in a time-out, after which WeCom repeats by every reading', async () => {
  const stack = await startOwnStack({
    alterTemplate: ({ Resources }) => {
      for (const { Type, Properties } of Object.values(Resources)) {
        const environment = Properties?.['Environment'] as { Variables: Record<string, unknown> } | undefined;
        if (Type === 'AWS::Lambda::Function' && environment?.Variables['MESSAGE_QUEUE_URL']) {
          environment.Variables['MESSAGE_QUEUE_URL'] = 'http://127.0.0.1:9/nobody/listens.fifo';
        }
      }
    },
  });
  try {
    await new Member('zhangsan', stack).writes('你好');
    const outcome = await eventually('the first attempt has ended', async () => {
      const attempts = (await (await fetch(`${stack.endpoints.simulatorUrl}/callbacks`)).json()) as Attempt[];
      return attempts.find(({ attempt }) => attempt === 1)?.outcome;
    });
    expect(outcome).toBe('timed out');
  } finally {
    await stack.close();
  }
});
