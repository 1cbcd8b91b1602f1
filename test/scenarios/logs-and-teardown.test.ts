import { runCommand } from '../cli/stack/command';
import { startFakeCloudFormation } from '../cli/stack/fake-cloudformation';
import { thingsIn } from '../../cli/teardown/kept';
import { Member } from '../support/member';
import { runningStack } from '../support/running-stack';

const { endpoints, outputs } = runningStack();
let cloudFormation: Awaited<ReturnType<typeof startFakeCloudFormation>>;
let environment: Record<string, string>;
beforeAll(async () => {
  cloudFormation = await startFakeCloudFormation({ 'WecomGpt-test': outputs });
  environment = {
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'LOCALTOOLS',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: endpoints.logsUrl,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
  };
});
afterAll(() => cloudFormation.close());

const STACK = ['--stack', 'WecomGpt-test', '--lang', 'en'];

it('the lines about a member are shown to programs, of others none, and nothing of what was said', async () => {
  const member = new Member();
  await Promise.all([member.asks('原样返回：秘密'), new Member().asks('原样返回：别人')]);
  const { code, stdout, stderr } = await runCommand(
    'logs',
    [...STACK, '--json', '--member', member.userid.toUpperCase(), '--level', 'info'],
    environment,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  const about = { function: 'worker', level: 'info', app: 'assistant', member: member.userid };
  expect(lines).toContainEqual(expect.objectContaining({ ...about, event: 'model answered' }));
  expect(lines).toEqual(lines.map(() => expect.objectContaining({ member: member.userid }) as unknown));
  expect(stdout).not.toContain('秘密');
});

it('where no line fits, it is said what that means', async () => {
  const ended = await runCommand('logs', [...STACK, 'worker', '--member', 'nobody'], environment);
  expect(ended).toMatchObject({ code: 0, stdout: '' });
  expect(ended.stderr).toMatch(/^No lines since \d{4}-.* as asked for\. There may be others/);
});

it('what a stack says of what outlives it is understood when it is taken away', () => {
  const { Step5TrustedIp: ip, BotTableName: table, AuditLogName: auditLog } = outputs;
  const secrets = ['Callback', 'Wecom', 'Model', 'Robot'];
  expect(thingsIn(outputs['KeepLine'] ?? '')).toEqual([
    { kind: 'address', id: ip, allocationId: expect.stringMatching(/^eipalloc-/) as string },
    ...secrets.map((name) => ({
      kind: 'secret',
      id: expect.stringContaining(`Credentials${name}`) as string,
    })),
    { kind: 'table', id: table },
    { kind: 'auditLog', id: auditLog },
  ]);
});
