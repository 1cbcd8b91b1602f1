import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { handleCallback, type CallbackPorts } from '../../../lambda/callback/handler';
import { UnfilledCredentialsError } from '../../../lambda/shared/credentials';
import { turnConfig } from '../../support/turn-config';

const QUERY = 'msg_signature=0000000000000000000000000000000000000000&timestamp=1&nonce=1&echostr=AAAA';

/** @returns the status, and how long the request took, ms */
async function called(method: 'GET' | 'POST', secretFails: Error): Promise<[number | undefined, number]> {
  let now = 0;
  const ports: CallbackPorts = {
    config: {
      language: 'zh-CN',
      apps: turnConfig.apps,
      timing: turnConfig.timing,
      verificationFiles: {},
      admins: [],
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- it could wait
    secrets: async function* () {
      throw secretFails;
    },
    enqueue: () => Promise.reject(new Error('not asked')),
    statusOf: () => Promise.resolve({}),
    refusals: { note: () => undefined },
    random: randomBytes,
    clock: () => now,
    pause: (ms) => Promise.resolve(void (now += ms)),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  const event = {
    rawPath: '/wxcomapp',
    rawQueryString: QUERY,
    body: '<xml><Encrypt>AAAA</Encrypt></xml>',
    isBase64Encoded: false,
    requestContext: { http: { method } },
  } as unknown as APIGatewayProxyEventV2;
  const { statusCode } = await handleCallback(ports, event);
  return [statusCode, now];
}

it('a message that comes while the secret can not be read is held past WeCom’s 5 s, so that it is repeated', async () => {
  await expect(called('POST', new Error('Secrets Manager is away'))).resolves.toEqual([503, 5_500]);
});

it('a URL check is not: the admin is waiting', async () => {
  await expect(called('GET', new Error('Secrets Manager is away'))).resolves.toEqual([503, 0]);
});

it('nor is anything while nothing is filled in: a stranger would hold it', async () => {
  await expect(called('POST', new UnfilledCredentialsError('callback', ['corpId']))).resolves.toEqual([
    503, 0,
  ]);
});
