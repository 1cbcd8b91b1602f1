import { runCommand } from '../cli/stack/command';
import { startFakeCloudFormation } from '../cli/stack/fake-cloudformation';
import { recordsOf } from '../support/audit-records';
import { Member, settled } from '../support/member';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { pngOf } from '../support/pictures';
import { tableItems } from '../support/table-items';

let stack: OwnStack;
let cloudFormation: Awaited<ReturnType<typeof startFakeCloudFormation>>;
beforeAll(async () => {
  stack = await startOwnStack();
  cloudFormation = await startFakeCloudFormation({ 'WecomGpt-test': stack.outputs });
});
afterAll(async () => {
  await cloudFormation.close();
  await stack.close();
});

interface Said {
  readonly apps: Record<string, Record<string, Record<string, unknown>[]> | undefined>;
}

/** `npm run member`, as it is called for a stack in AWS. @returns what it says to a program */
async function member(...args: string[]): Promise<Said> {
  const ended = await runCommand('member', [...args, '--stack', 'WecomGpt-test', '--json'], {
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'LOCALTOOLS',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: stack.endpoints.dynamodbUrl,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
  });
  expect(ended.code).toBe(0);
  return JSON.parse(ended.stdout) as Said;
}

/** What the bot says to it, once nothing is under way. */
async function answerTo(member: Member, message: object): Promise<string> {
  const before = (await member.received()).length;
  await member.sends(message);
  await settled(stack.endpoints.simulatorUrl);
  return (await member.received()).slice(before).join('');
}
const text = (content: string) => ({ msgtype: 'text', text: { content } });

const exported = async (userid: string) => (await member('export', userid)).apps;

it('what the bot keeps of one member can be shown and erased, is then forgotten, and another’s stays as it was', async () => {
  const zhangsan = new Member('ZhangSan', stack);
  const lisi = new Member('lisi', stack);
  const ofFinance = new Member('ZhangSan', stack, 'finance-bot');
  await answerTo(zhangsan, text('我叫小兰'));
  await answerTo(lisi, text('我叫小红'));
  await answerTo(ofFinance, text('原样返回：财务'));
  const picture = pngOf(8, 6, [204, 51, 0]);
  await answerTo(zhangsan, { msgtype: 'image', image: { file: picture.toString('base64') } });

  const before = { zhangsan: await exported('zhangsan'), lisi: await exported('lisi') };
  expect(before.zhangsan['assistant']).toMatchObject({
    turns: [{ question: '我叫小兰' }, {}],
    pictures: [{ bytes: picture.toString('base64') }],
    profile: [{}],
    usage: [{ messages: 2 }],
    deliveries: [
      { state: 'DONE', outcome: 'answered' },
      { state: 'DONE', outcome: 'answered' },
    ],
  });
  expect(before.zhangsan['finance-bot']).toMatchObject({ turns: [{ answer: '财务' }], deliveries: [{}] });
  for (const [others, exported] of [
    ['小红', before.zhangsan],
    ['lisi', before.zhangsan],
    ['小兰', before.lisi],
  ] as const) {
    expect(JSON.stringify(exported)).not.toContain(others);
  }

  await expect(member('erase', 'zhangsan', '--yes')).resolves.toMatchObject({ ok: true, underWay: [] });
  const left = Object.values(await exported('zhangsan'));
  const accounts = ['usage', 'spent'];
  expect(
    left.flatMap((kinds) => Object.keys(kinds ?? {})).filter((kind) => !accounts.includes(kind)),
  ).toEqual([]);
  expect(left).toHaveLength(2);
  await expect(exported('lisi')).resolves.toEqual(before.lisi);

  await expect(answerTo(zhangsan, text('我叫什么？'))).resolves.toMatch(/还没有告诉我你的名字/);
  await expect(answerTo(zhangsan, text('刚才的图片呢？'))).resolves.toMatch(/^(?!.*图片 1).+/s);
  await expect(answerTo(lisi, text('我叫什么？'))).resolves.toContain('小红');
});

it('with --all nothing of the member is left but records that say done, and the audit log', async () => {
  const wangwu = new Member('wangwu', stack);
  await answerTo(wangwu, text('原样返回：再见'));
  const [delivery] = (await exported('wangwu'))['assistant']?.['deliveries'] ?? [];
  await member('erase', 'wangwu', '--yes', '--all');
  await expect(exported('wangwu')).resolves.toEqual({});
  await expect(tableItems(stack, 'MEMBER#assistant#wangwu', '')).resolves.toEqual([]);
  const items = await tableItems(stack, `MESSAGE#assistant#${String(delivery?.['id'])}`, '');
  expect(items.map((item) => Object.keys(item).sort())).toEqual([['expiresAt', 'pk', 'sk', 'state', 'v']]);
  await expect(recordsOf(stack, 'wangwu')).resolves.toMatchObject([{ event: 'answered' }]);
});
