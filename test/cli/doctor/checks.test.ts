import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { attempt, merged } from '../../../cli/doctor/attempt';
import { checksFromHere, checksOfStack } from '../../../cli/doctor/checks';
import { checkCertificate, type Shown } from '../../../cli/doctor/checks/certificate';
import { checkConfig } from '../../../cli/doctor/checks/config';
import { checkDomain, type Dns } from '../../../cli/doctor/checks/domain';
import { checkOutputs, OUTPUTS_OF_THIS_RELEASE } from '../../../cli/doctor/checks/outputs';
import { checkNode, checkRelease } from '../../../cli/doctor/checks/versions';
import { found } from '../../../cli/doctor/findings';
import { templateOf } from '../../support/synthesised';
import { selfSigned } from '../callback-check/self-signed';

describe('versions', () => {
  const release = { version: '1.10.0', engines: { node: '>=20.19' } };
  it.each([
    ['24.0.0', 'node-ok'],
    ['25.1.0', 'node-ok'],
    ['22.21.0', 'node-older'],
    ['20.19.0', 'node-older'],
    ['20.9.0', 'node-too-old'],
    ['18.20.8', 'node-too-old'],
  ])('Node.js %s: %s', (version, code) => {
    expect(checkNode(version, release)).toMatchObject({ code, facts: { version } });
  });
  it.each([
    ['1.10.0', 'release-same'],
    ['1.9.3', 'release-behind'],
    ['1.11.0', 'release-ahead'],
    ['2.0.0', 'release-ahead'],
  ])('a stack of release %s: %s', (deployed, code) => {
    expect(checkRelease(deployed, release)).toMatchObject({ code });
  });
});

describe('config.ts', () => {
  const root = mkdtempSync(join(tmpdir(), 'doctor-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const config = (name: string, region: string, more = ''): string => {
    const directory = mkdtempSync(join(root, name));
    const app = "assistant: { model: 'gpt-5.4-mini', persona: 'x' }";
    writeFileSync(
      join(directory, 'config.ts'),
      `module.exports.default = { ${region} apps: { ${app} }, ${more} };`,
    );
    return directory;
  };
  const tokyo = "region: 'ap-northeast-1',";

  it.each<[string, string, string | undefined, string]>([
    ['of the region here', tokyo, 'ap-northeast-1', 'config-ok'],
    ['where no region is set here', tokyo, undefined, 'config-ok'],
    ['without a region, which is then that here', '', 'ap-northeast-1', 'config-ok'],
    ['of another region', tokyo, 'ap-southeast-1', 'config-region'],
  ])('one %s', (_, region, here, code) => {
    expect(checkConfig(config('c', region), undefined, here)).toMatchObject([{ code }]);
  });
  it('all faults of a faulty one are told, also those of its stage', () => {
    const [finding] = checkConfig(
      config('f', tokyo, 'colour: 1, stages: { dev: { flavour: 2 } }'),
      'dev',
      undefined,
    );
    expect(finding).toMatchObject({
      code: 'config-faulty',
      facts: { faults: expect.stringMatching(/flavour: .*\n.*colour: /s) as string },
    });
  });
});

it('the outputs that are missed are those that a template of this release has', () => {
  const names = Object.keys(templateOf().findOutputs('*'));
  expect(names).toEqual(expect.arrayContaining([...OUTPUTS_OF_THIS_RELEASE]));
  const there = Object.fromEntries(names.map((name) => [name, 'x']));
  expect(checkOutputs(there)).toMatchObject({ code: 'outputs-ok' });
  delete there['LogGroups'];
  expect(checkOutputs(there)).toEqual(found('outputs-missing', { missing: 'LogGroups' }));
});

describe('the domain', () => {
  const url = new URL('https://bot.example.com/wxcomapp/assistant');
  const TARGET = 'd-1.execute-api.ap-northeast-1.amazonaws.com';
  const dns = (addresses: Record<string, string[]>, names: string[] = []): Dns => ({
    lookup: (host) => {
      const found = addresses[host];
      return found
        ? Promise.resolve(found.map((address) => ({ address })))
        : Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    },
    resolveCname: () =>
      names.length > 0
        ? Promise.resolve(names)
        : Promise.reject(Object.assign(new Error('x'), { code: 'ENODATA' })),
  });
  const host = url.hostname;

  it.each<[string, Dns, string | undefined, object]>([
    ['by a CNAME', dns({ [host]: ['1.1.1.1'] }, [`${TARGET.toUpperCase()}.`]), TARGET, { code: 'domain-ok' }],
    [
      'by the same addresses',
      dns({ [host]: ['1.1.1.1'], [TARGET]: ['1.1.1.1'] }),
      TARGET,
      { code: 'domain-ok' },
    ],
    ['by what the stack itself has set', dns({ [host]: ['1.1.1.1'] }), undefined, { code: 'domain-ok' }],
    [
      'elsewhere by a CNAME',
      dns({ [host]: ['1.1.1.1'], [TARGET]: ['2.2.2.2'] }, ['cdn.example']),
      TARGET,
      { code: 'domain-elsewhere', facts: { target: TARGET, found: 'cdn.example' } },
    ],
    [
      'elsewhere by its addresses',
      dns({ [host]: ['1.1.1.1'], [TARGET]: ['2.2.2.2'] }),
      TARGET,
      { code: 'domain-elsewhere', facts: { found: '1.1.1.1' } },
    ],
    [
      'nowhere',
      dns({}),
      TARGET,
      { code: 'callback-finding', facts: { finding: { code: 'dns', host, reason: 'ENOTFOUND' } } },
    ],
  ])('leads %s', async (_, of, target, finding) => {
    await expect(checkDomain(of, url, target)).resolves.toMatchObject([finding]);
  });

  it('of Amazon is warned of', async () => {
    const ofAmazon = new URL('https://a1.execute-api.ap-northeast-1.amazonaws.com/wxcomapp/assistant');
    const findings = await checkDomain(dns({ [ofAmazon.hostname]: ['1.1.1.1'] }), ofAmazon, undefined);
    expect(findings).toMatchObject([
      { facts: { finding: { code: 'amazonaws-domain' } } },
      { code: 'domain-ok' },
    ]);
  });
});

describe('the certificate', () => {
  const url = new URL('https://bot.example.com/wxcomapp/assistant');
  const NOW = Date.UTC(2026, 10, 1);
  const shown = (valid_to: string, distrust?: string) => (): Promise<Shown> =>
    Promise.resolve({ certificate: { valid_to, subjectaltname: 'DNS:other.example' }, distrust });
  it.each<[string, () => Promise<Shown>, object]>([
    ['valid for long', shown('Nov 22 00:00:00 2026 GMT'), { code: 'certificate-ok', facts: { days: 21 } }],
    [
      'about to end',
      shown('Nov 21 23:59:59 2026 GMT'),
      { code: 'certificate-ends', facts: { days: 20, until: '2026-11-21T23:59:59.000Z' } },
    ],
    ['over', shown('Oct 31 00:00:00 2026 GMT', 'CERT_HAS_EXPIRED'), { code: 'certificate-over' }],
    [
      "another's",
      shown('Nov 22 00:00:00 2027 GMT', 'ERR_TLS_CERT_ALTNAME_INVALID'),
      { code: 'certificate-name', facts: { names: 'DNS:other.example' } },
    ],
    [
      'of an authority that nobody knows',
      shown('Nov 22 00:00:00 2027 GMT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
      { code: 'callback-finding', facts: { finding: { code: 'certificate' } } },
    ],
    [
      'not to be seen',
      () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })),
      { code: 'certificate-unseen', facts: { reason: 'ECONNREFUSED' } },
    ],
  ])('%s', async (_, show, finding) => {
    await expect(checkCertificate(url, NOW, show)).resolves.toMatchObject(finding);
  });

  it('is looked at over TLS, also if nobody vouches for it', async () => {
    const server = createServer(selfSigned('localhost'), (socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const finding = await checkCertificate(new URL(`https://localhost:${port}/`), NOW);
    await new Promise((resolve) => server.close(resolve));
    expect(finding).toMatchObject({
      code: 'callback-finding',
      facts: { finding: { code: 'certificate', host: 'localhost', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' } },
    });
  });
});

it('on this machine there is less to look at', () => {
  const ports = {
    root: '.',
    release: { version: '1', engines: { node: '>=20' } },
    node: '24.0.0',
    comparing: jest.fn(),
  };
  const local = { from: 'local', stage: undefined, drift: true } as const;
  const stack = {
    outputs: {},
    allOutputs: {},
    sqs: {},
    dynamodb: {},
    secretsManager: {},
    logs: {},
    lambda: {},
  };
  const names = [...checksFromHere(local, ports), ...checksOfStack(local, stack, ports)].map(
    ({ name }) => name,
  );
  expect(names).toEqual(['versions', 'config', 'outputs', 'callback']);
});

describe('what can not be looked at', () => {
  const looked = (name: 'drift' | 'address' | 'domain', error: Error) =>
    attempt({ name, run: () => Promise.reject(error) }, { from: { stack: 'S' } });
  const refused = () => Object.assign(new Error('The security token is expired'), { name: 'ExpiredToken' });

  it('for one reason is said once, and what nobody foresaw has no stack trace', async () => {
    const findings = [
      ...(await looked('drift', refused())),
      ...(await looked('domain', new TypeError('x is not a function'))),
      ...(await looked('address', refused())),
    ];
    expect(merged(findings)).toEqual([
      found('not-looked-at', {
        checks: ['drift', 'address'],
        fault: { code: 'credentials-refused', reason: 'ExpiredToken: The security token is expired' },
      }),
      found('not-looked-at', {
        checks: ['domain'],
        fault: { code: 'unforeseen', reason: 'TypeError: x is not a function' },
      }),
    ]);
  });

  it('is not said where the stack was not found for the same reason', () => {
    const fault = { code: 'no-region' } as const;
    const unseen = found('stack-unseen', { fault });
    expect(merged([found('not-looked-at', { checks: ['credentials'], fault }), unseen])).toEqual([unseen]);
  });
});
