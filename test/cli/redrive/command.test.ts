import { runCommand } from '../stack/command';
import { startFakeCloudFormation } from '../stack/fake-cloudformation';
import { giveUp, messageFrom, startWorld, TABLE, type World } from './world';

let world: World;
let cloudFormation: Awaited<ReturnType<typeof startFakeCloudFormation>>;
let aws: Record<string, string>;
beforeAll(async () => {
  world = await startWorld();
  cloudFormation = await startFakeCloudFormation({
    WecomGpt: {
      MessageQueueUrl: world.messageQueueUrl,
      DeadLetterQueueUrl: world.deadLetterQueueUrl,
      BotTableName: TABLE,
    },
  });
  aws = {
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'LOCALTOOLS',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: world.url,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
  };
});
afterAll(async () => {
  await world.close();
  await cloudFormation.close();
});

it('ends with 0 when nothing was given up, and speaks Chinese', async () => {
  await expect(runCommand('redrive', [], aws)).resolves.toEqual({
    code: 0,
    stdout: '✓ 这里是空的：没有被放弃的消息。\n',
    stderr: '',
  });
});

it('lists, and puts back what was listed', async () => {
  giveUp(world, messageFrom('zhangsan'));
  const listed = await runCommand('redrive', ['--json'], aws);
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  const { messages } = JSON.parse(listed.stdout) as { messages: { id: string; member: string }[] };
  expect(messages).toMatchObject([{ member: 'zhangsan' }]);
  const id = messages[0]?.id.slice(0, 8) ?? '';
  const back = await runCommand('redrive', [id, '--lang', 'en'], aws);
  expect(back).toMatchObject({ code: 0, stderr: '' });
  expect(back.stdout).toContain(`✓ ${id} is back in the queue`);
  expect(world.messages.counts().visible).toBe(1);
  expect(world.deadLetters.counts()).toEqual({ visible: 0, inFlight: 0 });
});

it('ends with 1 at a fault, and says what, why and what next', async () => {
  const ended = await runCommand('redrive', ['--stack', 'Other', '--lang', 'en'], aws);
  expect(ended).toMatchObject({ code: 1, stderr: '' });
  expect(ended.stdout).toMatch(
    /^✗ Fault \(no-such-stack\)\n {2}What: .*Other in ap-northeast-1\.\n {2}Why: .*\n {2}Next: .*AWS_REGION/,
  );
});

it('names commands for the same stack also where JSON is asked for', async () => {
  const ended = await runCommand('redrive', ['00000000', '--json', '--lang', 'en'], aws);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    fault: { next: expect.stringContaining('npm run redrive -- --lang en') as string },
  });
});

it.each<[string, Record<string, string>]>([
  ['no-region', { AWS_REGION: 'no region' }],
  ['no-credentials', { AWS_REGION: 'ap-northeast-1' }],
])('ends with 1 at %s, for a program too', async (code, environment) => {
  const ended = await runCommand('redrive', ['--json'], environment);
  expect(ended).toMatchObject({ code: 1, stderr: '' });
  expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, fault: { code } });
});

it('ends with 2 when called wrongly', async () => {
  const ended = await runCommand('redrive', ['zhangsan', '--stage', 'prod']);
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toMatch(/^这不是编号.*npm run redrive -- --stage prod/);
});

it.each([
  ['zh-CN', /退出码：0 正常/],
  ['en', /Exit code: 0 well/],
])('explains itself in %s', async (language, text) => {
  const ended = await runCommand('redrive', ['--help', '--lang', language]);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(text);
});
