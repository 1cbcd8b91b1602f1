import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BotTable } from '../../lambda/aws/bot-table';
import { accessTokenKey } from '../../lambda/shared/table-keys';
import type { TokenRecord } from '../../lambda/wecom/access-token';
import { callback, textXml, urlCheck } from '../support/callback-request';
import { Member, settled } from '../support/member';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { asOperator } from '../support/running-stack';

const secrets = {
  WECOM_SECRET: 'the-secret-of-the-app-0123456789abcdefghijk',
  WECOM_TOKEN: 'TheTokenOfTheCallback',
  WECOM_ENCODING_AES_KEY: 'TheKeyOfTheCallback0123456789abcdefghijklmn',
};
const credentials = {
  corpId: 'ww1234567890abcdef',
  agentId: 1000002,
  token: secrets.WECOM_TOKEN,
  encodingAesKey: secrets.WECOM_ENCODING_AES_KEY,
};
const PRIVATE_WORDS = '只有我和机器人知道的话';

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack({ environment: { ...secrets, WECOM_CORP_ID: credentials.corpId } });
});
afterAll(() => stack.close());

/** The token in force, as it stands in the table. */
async function accessToken(): Promise<string> {
  const client = new DynamoDBClient(asOperator(stack.endpoints.dynamodbUrl));
  const item = await new BotTable(client, stack.outputs['BotTableName'] ?? '', Date.now).get(
    accessTokenKey('assistant'),
  );
  client.destroy();
  return (item?.['record'] as TokenRecord | undefined)?.token?.value ?? '';
}

it('after good and bad requests no log line holds a secret, a token, a right signature or what was said', async () => {
  const { callbackUrl, simulatorUrl } = stack.endpoints;
  const member = new Member('zhangsan', stack);
  await member.asks(PRIVATE_WORDS);
  await member.asks('出错 401');
  const forged = textXml(credentials, 'zhangsan', PRIVATE_WORDS);
  const signatures: string[] = [];
  for (const forgery of [{ token: 'another' }, { receiveId: 'ww0' }, { timestamp: '1' }, {}]) {
    const answer = await callback(callbackUrl, credentials, forged, forgery);
    signatures.push(new URL(answer.url).searchParams.get('msg_signature') ?? '');
  }
  await callback(callbackUrl, credentials, `<xml><Content>${PRIVATE_WORDS}</Conten></xml>`);
  await urlCheck(callbackUrl, credentials, '1234567890123456789', { token: 'another' });
  // WeCom gives the token back: it must not be told on.
  await fetch(`${simulatorUrl}/access-tokens`, { method: 'DELETE' });
  await member.asks('再来一次');
  await settled(simulatorUrl);

  const token = await accessToken();
  expect(token.length).toBeGreaterThan(20);
  const output = stack.logLines.join('\n');
  expect(output).toContain('callback refused');
  expect(output).toContain('model failed');
  expect(output).toContain('answered');
  const apiCalls = (await (await fetch(`${simulatorUrl}/api-calls`)).json()) as object[];
  expect(apiCalls.length).toBeGreaterThan(3);
  for (const secret of [
    ...Object.values(secrets),
    'sk-local-stand-in',
    token,
    'access_token',
    PRIVATE_WORDS,
    ...signatures,
  ]) {
    expect(output).not.toContain(secret);
  }
});
