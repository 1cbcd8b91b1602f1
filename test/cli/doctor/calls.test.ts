import { randomBytes } from 'node:crypto';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { WECOM_LIMITS } from '../../../cli/callback-check/check';
import { checkCallbacks } from '../../../cli/doctor/checks/callback';
import { askDoctor } from '../../../cli/doctor/inside';
import { errorWith } from '../../support/errors';
import { FakeServer } from '../../support/fake-server';
import { CREDENTIALS, startFakeCallback } from '../callback-check/fake-callback';

let server: FakeServer;
let settings: object;
beforeEach(async () => {
  server = new FakeServer();
  const credentials = { accessKeyId: 'k', secretAccessKey: 's' };
  settings = { endpoint: await server.start(), region: 'ap-northeast-1', credentials };
});
afterEach(() => server.stop());

describe('the doctor function', () => {
  const ask = async () => {
    const client = new LambdaClient(settings);
    try {
      return await askDoctor(client, 'doctor-1');
    } finally {
      client.destroy();
    }
  };

  it('is asked by its name, and its report taken', async () => {
    const report = { version: '0.1.0', at: 'x', verdict: 'ok', findings: [] };
    server.next(report);
    await expect(ask()).resolves.toEqual(report);
    expect(server.calls.map(({ path }) => path)).toEqual(['/2015-03-31/functions/doctor-1/invocations']);
  });

  it('that fails is a fault with what it said', async () => {
    server.next((response) =>
      response
        .setHeader('X-Amz-Function-Error', 'Unhandled')
        .end(JSON.stringify({ errorType: 'Error', errorMessage: 'out of\u001b[2J memory', trace: ['at x'] })),
    );
    const fault = { code: 'doctor-failed', reason: 'Error: out of [2J memory' };
    await expect(ask()).rejects.toThrow(errorWith({ fault }));
  });

  it.each([['null'], ['{"statusCode":200}'], ['"fine"']])(
    'that answers %s gives no report',
    async (answer) => {
      server.next((response) => response.end(answer));
      await expect(ask()).rejects.toThrow(errorWith({ fault: { code: 'doctor-answer' } }));
    },
  );
});

describe('the callback', () => {
  const { corpId, ...ofApp } = CREDENTIALS;
  const LIMITS = { ...WECOM_LIMITS, checkMs: Infinity, messageMs: Infinity };

  /** Checks two apps at one callback. */
  async function check(secret: string, trusts?: 'POST') {
    const callback = await startFakeCallback(trusts ? { trusts } : {});
    const secretsManager = new SecretsManagerClient(settings);
    server.next({ SecretString: secret });
    const urls = new Map(['one', 'two'].map((app) => [app, new URL(callback.url)]));
    const ports = { secretsManager, randomBytes, clock: Date.now, limits: LIMITS };
    const findings = await checkCallbacks(ports, 'arn:of:the:secret', urls);
    secretsManager.destroy();
    await callback.close();
    return { findings, opened: callback.opened };
  }
  const secretOf = (two: object): string => JSON.stringify({ corpId, apps: { one: ofApp, two } });

  it('of each app is called with what is in the secret', async () => {
    const { findings } = await check(secretOf(ofApp));
    expect(findings).toMatchObject([
      { code: 'callback-ok', app: 'one' },
      { code: 'callback-ok', app: 'two' },
    ]);
    expect(server.calls).toMatchObject([{ body: { SecretId: 'arn:of:the:secret' } }]);
  });

  it('that has a fault has it by the name that callback-check gives it', async () => {
    const { findings } = await check(secretOf(ofApp), 'POST');
    expect(findings[1]).toEqual({
      code: 'callback-finding',
      app: 'two',
      facts: { finding: { code: 'accepts-forgery', request: 'message' } },
    });
  });

  it('of an app without its values, or with misshapen ones, is not called: its fields are named, and no value', async () => {
    const { findings, opened } = await check(
      secretOf({ ...ofApp, token: 'Token: abc', agentId: 'REPLACE-ME' }),
    );
    expect(findings.slice(1)).toEqual([
      { code: 'callback-unfilled', app: 'two', facts: { fields: 'apps.two.agentId' } },
    ]);
    expect(opened).toHaveLength(3);
    const misshapen = await check(secretOf({ ...ofApp, token: 'Token: abc' }));
    expect(misshapen.findings[1]?.facts).toEqual({ fields: 'apps.two.token' });
  });

  it.each(['REPLACE-ME', 'null', '[]'])('with the secret %s is not called', async (secret) => {
    const { findings, opened } = await check(secret);
    expect(findings.map(({ code }) => code)).toEqual(['callback-unfilled', 'callback-unfilled']);
    expect(opened).toEqual([]);
  });
});
