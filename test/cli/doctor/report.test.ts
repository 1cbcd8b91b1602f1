import { OUTSIDE_VERDICTS, found, type OutsideCode, type OutsideFinding } from '../../../cli/doctor/findings';
import { listedOutside } from '../../../cli/doctor/listed';
import type { Seen } from '../../../cli/doctor/look';
import { doctorReport, isWell, listOf } from '../../../cli/doctor/report';
import { textsIn } from '../../../cli/texts';
import type { DoctorReport, ReportedFinding } from '../../../lambda/doctor/handler';

const en = textsIn('en');
const inside = (...findings: ReportedFinding[]): DoctorReport => ({
  version: '0.1.0',
  at: '2026-11-25T12:00:00.000Z',
  verdict: 'ok',
  findings,
});
const words = (says: string, next?: string) => ({ says, ...(next !== undefined && { next }) });
const untrusted: ReportedFinding = {
  code: 'address-untrusted',
  app: 'assistant',
  verdict: 'fail',
  facts: { seen: '203.0.113.7', ips: '203.0.113.7' },
  words: {
    en: words('WeCom does not\u001b[2J trust it.', 'Enter it.'),
    'zh-CN': words('企业微信不信任。', '填进去。'),
  },
};
const seen: Seen = {
  outside: [
    found('node-ok', { version: '24.1.0' }),
    found('drift-slow', { seconds: 90 }),
    found('release-behind', { deployed: '0.1.0', here: '0.2.0' }),
    found('not-looked-at', {
      checks: ['address'],
      fault: { code: 'access-denied', action: 'ec2:DescribeAddresses' },
    }),
    found('config-faulty', { faults: 'config.ts has 2 faults:\n  - a\n  - b' }),
  ],
  inside: inside(untrusted),
  leftOut: [{ checks: ['drift'], because: 'no-drift' }],
};

it('both lists are one, the worst first, with what to do next', () => {
  const { text } = doctorReport(listOf(seen, en, 'en'), seen.leftOut, en, { strict: false });
  expect(text).toBe(`✗ The configuration can't be deployed. config.ts has 2 faults:
      - a
      - b (here: config-faulty)
    Next: Correct these; docs/configuration.md tells of every field.
✗ [assistant] WeCom does not [2J trust it. (inside: address-untrusted)
    Next: Enter it.
! The stack is of release 0.1.0, this folder of 0.2.0. (here: release-behind)
    Next: Read CHANGELOG.md. Deploy this release: npx cdk deploy
? After 90 seconds the comparison with the template was not ready. (here: drift-slow)
    Next: See Detect drift in the CloudFormation console, or try again.
? Not looked at: address. AWS refused a call. (here: not-looked-at)
    Why:  These credentials may not do this: ec2:DescribeAddresses
    Next: Have it granted: docs/doctor.md lists the permissions that this command takes. Nothing is lost: then call again.
✓ Node.js 24.1.0. (here: node-ok)

Left out, by --no-drift: drift.

✗ 2 wrong, 1 to mind, 2 not known, 1 well.`);
});

it('of the stack of this machine it says once what stands for the consoles, and not where all is well', () => {
  const simulatorUrl = 'http://127.0.0.1:1234';
  const textOf = (of: Seen): string =>
    doctorReport(listOf(of, en, 'en'), [], en, { strict: false, simulatorUrl }).text;
  expect(textOf(seen).split(simulatorUrl)).toHaveLength(2);
  expect(
    textOf({ ...seen, outside: [found('node-ok', { version: '24.1.0' })], inside: inside() }),
  ).not.toContain(simulatorUrl);
});

it('a program gets the same, and where each was found', () => {
  const zhCn = textsIn('zh-CN');
  const { json } = doctorReport(listOf(seen, zhCn, 'zh-CN'), seen.leftOut, zhCn, { strict: false });
  expect(json).toMatchObject({
    ok: false,
    counts: { fail: 2, warn: 1, unknown: 2, ok: 1 },
    findings: [
      { where: 'outside', code: 'config-faulty', verdict: 'fail' },
      { where: 'inside', code: 'address-untrusted', app: 'assistant', next: '填进去。' },
      {},
      {},
      { code: 'not-looked-at', facts: { checks: ['address'], fault: { code: 'access-denied' } } },
      {},
    ],
    leftOut: [{ checks: ['drift'], because: 'no-drift' }],
  });
});

it.each([
  ['ok', true, true],
  ['warn', true, false],
  ['unknown', true, false],
  ['fail', false, false],
] as const)('%s: well %p, if strict %p', (verdict, usually, strictly) => {
  const [one] = listOf({ ...seen, outside: [], inside: inside({ ...untrusted, verdict }) }, en, 'en');
  expect([false, true].map((strict) => isWell(one ? [one] : [], strict))).toEqual([usually, strictly]);
});

it.each([
  ['wrong-token', 'fail'],
  ['amazonaws-domain', 'warn'],
  ['slow-check', 'warn'],
] as const)('what callback-check finds has its words: %s, %s', (code, verdict) => {
  const finding = { code, words: 'no', host: 'h', firstMs: 1, secondMs: 2, limitMs: 1 } as never;
  expect(listedOutside(found('callback-finding', { finding }), en)).toMatchObject({
    code,
    verdict,
    says: expect.any(String) as string,
    why: expect.any(String) as string,
    next: expect.any(String) as string,
  });
});

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  const texts = textsIn(language);
  const EVERYTHING = {
    version: 'v', recommended: 24, needed: 'n', deployed: 'd', here: 'e', account: 'a', arn: 'r', region: 'g',
    faults: 'f', stack: 's', status: 't', reason: 'w', count: 1, missing: 'm', compared: 2, resource: 'o', type: 'y',
    properties: 'p', seconds: 3, ips: 'i', ip: 'j', host: 'h', target: 'k', found: 'l', until: 'u', days: 4,
    names: 'b', url: 'c', fields: 'q', finding: { code: 'quotes' }, checks: ['stack', 'inside'],
  }; // prettier-ignore
  const codes = Object.keys(OUTSIDE_VERDICTS) as OutsideCode[];
  it.each(codes)('%s says what, and what next if it is not well', (code) => {
    const facts = { ...EVERYTHING, fault: { code: 'no-credentials' } };
    const { says, next, verdict } = listedOutside({ code, facts } as OutsideFinding, texts);
    expect(says).not.toMatch(/undefined|\[object|\{\w+\}/);
    expect(says).toMatch(language === 'en' ? /\w/ : /\p{Script=Han}|Node\.js/u);
    expect(verdict === 'ok' || (next ?? '') !== '').toBe(true);
  });
  it.each([...Object.keys(texts.doctor.faults), 'unforeseen'])(
    'the fault %s says why, and what next',
    (code) => {
      const fault = { code, stack: 'S', region: 'R', output: 'O', action: 'A', reason: 'r' } as never;
      const { says, why, next } = listedOutside(found('inside-unseen', { fault }), texts);
      expect([says, why, next].join('\n')).toMatch(/^\S.*\n\S.*\n\S.*$/);
      expect([says, why, next].join('\n')).not.toMatch(/undefined|\[object/);
    },
  );
});
