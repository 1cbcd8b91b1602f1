import { eventually } from '../support/eventually';
import { Member } from '../support/member';
import { logged, startOwnStack } from '../support/own-stack';
import { runningStack } from '../support/running-stack';

it('the address of the output is the one that WeCom sees', async () => {
  const { endpoints, outputs } = runningStack();
  const member = new Member();
  await member.asks('你好');
  const calls = (await (await fetch(`${endpoints.simulatorUrl}/api-calls`)).json()) as ApiCall[];
  const sends = calls.filter(({ api, body }) => api === 'message/send' && body?.touser === member.userid);
  expect([...new Set(sends.map(({ address }) => address))]).toEqual([outputs['Step5TrustedIp']]);
});

interface ApiCall {
  readonly api: string;
  readonly address: string;
  readonly body?: { readonly touser?: string };
}

it('a worker outside the VPC is refused by WeCom, and the log names the address and the remedy', async () => {
  const stack = await startOwnStack({
    alterTemplate: ({ Resources }) => {
      for (const { Type, Properties } of Object.values(Resources)) {
        if (Type === 'AWS::Lambda::Function') delete Properties?.['VpcConfig'];
      }
    },
  });
  try {
    const member = new Member('zhangsan', stack);
    await member.writes('你好');
    const [line] = await eventually('the refusal is logged', () => {
      const lines = logged(stack, 'message waits');
      return lines.length > 0 ? lines : undefined;
    });
    expect(line).toMatchObject({ level: 'warn', reason: 'blocked', member: 'zhangsan' });
    expect(line?.['because']).toMatch(/WECOM_60020.*198\.51\.100\.24.*企业可信IP/s);
    await expect(member.received()).resolves.toEqual([]);
  } finally {
    await stack.close();
  }
});
