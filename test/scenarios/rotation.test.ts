import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { urlCheck } from '../support/callback-request';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { asOperator, type CallbackCredentials } from '../support/running-stack';

const old: CallbackCredentials = {
  corpId: 'ww1234567890abcdef',
  agentId: 1000002,
  token: 'AnOldToken',
  encodingAesKey: 'AnOldKey0123456789abcdefghijklmnopqrstuvwxy',
};
const changed = {
  ...old,
  token: 'ANewToken',
  encodingAesKey: 'ANewKey0123456789abcdefghijklmnopqrstuvwxyz',
};

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack({ leaveUnfilled: true });
  const client = new SecretsManagerClient(asOperator(stack.endpoints.secretsManagerUrl));
  for (const { corpId, ...app } of [old, changed]) {
    await client.send(
      new PutSecretValueCommand({
        SecretId: stack.outputs['Step3CallbackSecret'],
        SecretString: JSON.stringify({ corpId, apps: { assistant: app } }),
      }),
    );
  }
  client.destroy();
});
afterAll(() => stack.close());

it.each([
  ['the new values', changed, 200],
  ['the old values, until WeCom has the new ones', old, 200],
  ['the old Token with the new EncodingAESKey', { ...changed, token: old.token }, 401],
  ['another Token', { ...changed, token: 'AnotherToken' }, 401],
])('while Token and EncodingAESKey are changed, %s', async (_, credentials, status) => {
  expect((await urlCheck(stack.endpoints.callbackUrl, credentials, '1234567890123456789')).status).toBe(
    status,
  );
});
