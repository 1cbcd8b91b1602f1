import { randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { checkCallback, WECOM_LIMITS } from '../../../cli/callback-check/check';
import { connectionFinding } from '../../../cli/callback-check/connection-finding';
import type { Finding } from '../../../cli/callback-check/findings';
import { urlFindings } from '../../../cli/callback-check/url-findings';
import { parseEncodingAesKey } from '../../../lambda/wecom/crypto';
import { CREDENTIALS, startFakeCallback } from './fake-callback';
import { selfSigned } from './self-signed';

async function check(url: string): Promise<readonly Finding[]> {
  const { corpId, token, encodingAesKey } = CREDENTIALS;
  const credentials = { corpId, token, key: parseEncodingAesKey(encodingAesKey), agentId: '1000002' };
  const ports = { randomBytes, clock: Date.now, limits: WECOM_LIMITS };
  return (await checkCallback(new URL(url), credentials, ports)).findings;
}

it('a certificate that nobody vouches for', async () => {
  const server = createServer(selfSigned('localhost'), (_, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await expect(check(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`)).resolves.toEqual([
      { code: 'certificate', host: '127.0.0.1', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    ]);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

it('https where only http is spoken', async () => {
  const callback = await startFakeCallback();
  try {
    const url = callback.url.replace('http:', 'https:');
    await expect(check(url)).resolves.toEqual([
      { code: 'tls', reason: expect.stringMatching(/^(EPROTO|ERR_SSL_)/) as string },
    ]);
  } finally {
    await callback.close();
  }
});

it('nobody there', async () => {
  const callback = await startFakeCallback();
  await callback.close();
  const { host } = new URL(callback.url);
  await expect(check(callback.url)).resolves.toEqual([{ code: 'connection', host, reason: 'ECONNREFUSED' }]);
});

it('a host name that can not be', async () => {
  const host = `${'x'.repeat(64)}.invalid`;
  await expect(check(`https://${host}/`)).resolves.toEqual([
    { code: 'dns', host, reason: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) as string },
  ]);
});

it.each<[string, Finding['code']]>([
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['CERT_HAS_EXPIRED', 'certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['EPROTO', 'tls'],
  ['ECONNREFUSED', 'connection'],
  ['ETIMEDOUT', 'connection'],
  ['HPE_INVALID_CONSTANT', 'connection'],
])('%s means %s', (reason, code) => {
  expect(connectionFinding(new URL('https://bot.example.com:8443/'), reason).code).toBe(code);
});

it.each<[string, Finding['code'][]]>([
  ['https://bot.example.com/wxcomapp', []],
  ['http://127.0.0.1:8081/wxcomapp', []],
  ['http://localhost:8081/wxcomapp', []],
  ['http://[::1]:8081/wxcomapp', []],
  ['http://bot.example.com/wxcomapp', ['plain-http']],
  ['http://127.0.0.1.example.com/', ['plain-http']],
  ['https://abc.execute-api.ap-northeast-1.AMAZONAWS.com/wxcomapp', ['amazonaws-domain']],
  ['https://abc.execute-api.cn-north-1.amazonaws.com.cn/wxcomapp', ['amazonaws-domain']],
  ['https://amazonaws.com.example.com/', []],
])('of the address %s it is said: %j', (url, codes) => {
  expect(urlFindings(new URL(url)).map(({ code }) => code)).toEqual(codes);
});
