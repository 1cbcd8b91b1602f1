import { randomBytes } from 'node:crypto';
import { checkCallback, WECOM_LIMITS } from '../../cli/callback-check/check';
import type { Finding } from '../../cli/callback-check/findings';
import { parseEncodingAesKey } from '../../lambda/wecom/crypto';
import { settled } from '../support/member';
import { logged, startOwnStack, type OwnStack } from '../support/own-stack';

const given = {
  corpId: 'ww1234567890abcdef',
  token: 'aToken',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  agentId: '1000002',
};
/** A busy machine must not make this fail: what is slow is tested elsewhere. */
const LIMITS = { ...WECOM_LIMITS, checkMs: Infinity, messageMs: Infinity };

async function findingsOf(
  url: string,
  changed: Partial<typeof given> = {},
  skewMs = 0,
): Promise<readonly Finding[]> {
  const { corpId, token, encodingAesKey, agentId } = { ...given, ...changed };
  const credentials = { corpId, token, key: parseEncodingAesKey(encodingAesKey), agentId };
  const ports = { randomBytes, clock: () => Date.now() + skewMs, limits: LIMITS };
  return (await checkCallback(new URL(url), credentials, ports)).findings;
}

describe('our own callback', () => {
  let stack: OwnStack;
  beforeAll(async () => {
    stack = await startOwnStack({
      environment: {
        WECOM_CORP_ID: given.corpId,
        WECOM_AGENT_ID: given.agentId,
        WECOM_TOKEN: given.token,
        WECOM_ENCODING_AES_KEY: given.encodingAesKey,
      },
      leaveConsoleUntouched: true,
    });
  });
  afterAll(() => stack.close());

  it('passes, and nobody hears of it', async () => {
    await expect(findingsOf(stack.endpoints.callbackUrl)).resolves.toEqual([]);
    await settled(stack.endpoints.simulatorUrl);
    const { members } = (await (await fetch(`${stack.endpoints.simulatorUrl}/members`)).json()) as {
      members: string[];
    };
    expect(members).toEqual([]);
    await expect((await fetch(new URL('/requests', stack.endpoints.openaiUrl))).json()).resolves.toEqual([]);
    expect(logged(stack, 'callback refused').map(({ status }) => status)).toEqual([401, 401]);
  });

  it.each<[string, Partial<typeof given>, number, Finding['code'], RegExp]>([
    ['another Token', { token: 'another' }, 0, 'wrong-token', /signature/],
    ['another EncodingAESKey', { encodingAesKey: 'a'.repeat(43) }, 0, 'wrong-key', /decrypted/],
    ['another CorpID', { corpId: 'ww0000000000000000' }, 0, 'wrong-corp-id', /another company/],
    ['another AgentId', { agentId: '99' }, 0, 'wrong-agent-id', /another app/],
    ['a clock two hours off', {}, 2 * 3_600_000, 'stale', /too old/],
  ])('tells %s', async (_, changed, skewMs, code, words) => {
    await expect(findingsOf(stack.endpoints.callbackUrl, changed, skewMs)).resolves.toEqual([
      { code, words: expect.stringMatching(words) as string },
    ]);
  });

  it.each(['/wxcomapp/nobody', '/'])('tells the wrong path %s', async (path) => {
    await expect(findingsOf(new URL(path, stack.endpoints.callbackUrl).href)).resolves.toEqual([
      { code: 'wrong-path', words: expect.any(String) as string },
    ]);
  });
});

it('our callback with a secret that is not filled in tells which fields', async () => {
  const stack = await startOwnStack({
    leaveUnfilled: true,
  });
  try {
    await expect(findingsOf(stack.endpoints.callbackUrl)).resolves.toEqual([
      { code: 'not-ready', words: expect.stringContaining('apps.assistant.encodingAesKey') as string },
    ]);
  } finally {
    await stack.close();
  }
});
