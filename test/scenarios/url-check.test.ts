import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { urlCheck } from '../support/callback-request';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { asOperator } from '../support/running-stack';
import { eventually } from '../support/eventually';

/** As WeCom draws them: digits that a number would not keep. */
const ECHOSTR = '94966531020182955848408';
const credentials = {
  corpId: 'ww1234567890abcdef',
  agentId: 1000002,
  token: 'aToken',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack({ leaveUnfilled: true });
});
afterAll(() => stack.close());

async function fill(app: object): Promise<void> {
  const client = new SecretsManagerClient(asOperator(stack.endpoints.secretsManagerUrl));
  await client.send(
    new PutSecretValueCommand({
      SecretId: stack.outputs['Step3CallbackSecret'],
      SecretString: JSON.stringify({ corpId: credentials.corpId, apps: { assistant: app } }),
    }),
  );
  client.destroy();
}

it('the URL check says what is still to be filled in, and passes soon after it was', async () => {
  const { callbackUrl } = stack.endpoints;
  const unfilled = await urlCheck(callbackUrl, credentials, ECHOSTR);
  expect(unfilled.status).toBe(503);
  await expect(unfilled.text()).resolves.toMatch(
    /corpId, apps\.assistant\.token, apps\.assistant\.encodingAesKey, apps\.assistant\.agentId.*npm run secrets -- enter/s,
  );

  await fill(credentials);
  const filled = await eventually('the new values are used', async () => {
    const answer = await urlCheck(callbackUrl, credentials, ECHOSTR);
    return answer.status === 200 ? answer : undefined;
  });
  expect(Buffer.from(await filled.arrayBuffer()).toString()).toBe(ECHOSTR);
});

it('the first request that a cold callback gets is answered with the exact echostr, on both paths', async () => {
  const cold = await startOwnStack({
    environment: {
      WECOM_CORP_ID: credentials.corpId,
      WECOM_TOKEN: credentials.token,
      WECOM_ENCODING_AES_KEY: credentials.encodingAesKey,
    },
    leaveConsoleUntouched: true,
  });
  try {
    const answer = await urlCheck(cold.endpoints.callbackUrl, credentials, ECHOSTR);
    expect([answer.status, await answer.text()]).toEqual([200, ECHOSTR]);
    const byDefaultPath = cold.endpoints.callbackUrl.replace(/\/assistant$/, '');
    const again = await urlCheck(byDefaultPath, credentials, ECHOSTR);
    expect([again.status, await again.text()]).toEqual([200, ECHOSTR]);
  } finally {
    await cold.close();
  }
});
