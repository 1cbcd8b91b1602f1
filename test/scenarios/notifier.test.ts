import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { logged, startOwnStack, type OwnStack } from '../support/own-stack';
import { asOperator } from '../support/running-stack';

const BLOCKED = {
  AlarmName: 'WecomGpt-test-blocked',
  NewStateValue: 'ALARM',
  StateChangeTime: '2026-11-25T08:00:00.000+0000',
  AlarmArn: 'arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:WecomGpt-test-blocked',
};

let stack: OwnStack;
beforeEach(async () => {
  stack = await startOwnStack();
});
afterEach(() => stack.close());

const control = async (method: string, path: string, body?: object): Promise<unknown> => {
  const response = await fetch(`${stack.endpoints.simulatorUrl}${path}`, {
    method,
    body: JSON.stringify(body),
  });
  return response.json();
};
const inGroup = async (): Promise<string[]> => {
  const { messages } = (await control('GET', '/robot/messages')) as { messages: { content: string }[] };
  return messages.map(({ content }) => content);
};

async function enterWebhook(webhook: string): Promise<void> {
  const client = new SecretsManagerClient(asOperator(stack.endpoints.secretsManagerUrl));
  const SecretId = stack.outputs['Step6RobotSecret'];
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify({ webhook }) }));
  client.destroy();
}

it("while WeCom refuses the app's address, the admins' group is told all the same, with the address to enter", async () => {
  await control('PUT', '/trusted-ips', { ips: [] });
  await expect(control('POST', '/alarms', BLOCKED)).resolves.toEqual({
    called: [{ function: 'NotifierFunction', ok: true }],
  });
  const [text = '', ...others] = await inGroup();
  expect(others).toEqual([]);
  expect(text).toContain('【告警】企业微信拒绝了应用的调用');
  expect(text).toContain(stack.outputs['Step5TrustedIp']);
  expect(text).toContain('docs/runbook.zh-CN.md#blocked');

  await control('POST', '/alarms', { ...BLOCKED, NewStateValue: 'OK', OldStateValue: 'ALARM' });
  expect((await inGroup())[1]).toContain('【已恢复】');
});

it('a webhook that is not entered yet is said in the log, and is no failure', async () => {
  await enterWebhook('REPLACE-ME');
  await expect(control('POST', '/alarms', BLOCKED)).resolves.toMatchObject({ called: [{ ok: true }] });
  expect(logged(stack, 'group not told')).toMatchObject([{ alarm: 'blocked', code: 'UNFILLED_CREDENTIALS' }]);
});

it('a robot that is gone is a failure, which Lambda tries again, and its key is in no log', async () => {
  await enterWebhook('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a-secret-key-of-nobody');
  await expect(control('POST', '/alarms', BLOCKED)).resolves.toMatchObject({ called: [{ ok: false }] });
  expect(stack.logLines.join('\n')).not.toContain('a-secret-key-of-nobody');
  await expect(inGroup()).resolves.toEqual([]);
});

it('a message of the topic that is none of ours is left alone', async () => {
  await expect(control('POST', '/alarms', { hello: 1 })).resolves.toMatchObject({ called: [{ ok: true }] });
  await expect(inGroup()).resolves.toEqual([]);
});
