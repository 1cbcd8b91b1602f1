import type { DoctorReport } from '../../lambda/doctor/handler';
import { accessTokenKey, statusKey } from '../../lambda/shared/table-keys';
import { Member, settled } from '../support/member';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { tableItems } from '../support/table-items';

let stack: OwnStack;
afterEach(() => stack.close());

const control = async (method: string, path: string, body?: object): Promise<unknown> => {
  const response = await fetch(`${stack.endpoints.simulatorUrl}${path}`, {
    method,
    body: JSON.stringify(body),
  });
  return response.json();
};
const ask = async (): Promise<DoctorReport> => (await control('POST', '/doctor')) as DoctorReport;

/** `code app`, of what is not well. */
const wrongIn = ({ findings }: DoctorReport): string[] =>
  findings
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ code, app }) => [code, app].filter(Boolean).join(' '))
    .sort();
const wellIn = ({ findings }: DoctorReport, app: string): string[] =>
  findings.filter((finding) => finding.verdict === 'ok' && finding.app === app).map(({ code }) => code);

it('of a stack whose secrets nobody has filled in, that is what it says, and nothing that follows from it', async () => {
  stack = await startOwnStack({ leaveUnfilled: true });
  const report = await ask();
  const unfilled = ['secret-unfilled', 'secret-unfilled', 'secret-unfilled'];
  const never = ['assistant', 'finance-bot'].flatMap((app) => [
    `callback-never ${app}`,
    `never-asked ${app}`,
  ]);
  expect(wrongIn(report)).toEqual([...never, 'robot-unfilled', ...unfilled].sort());
  expect(report.findings[0]?.words['zh-CN']).toEqual({
    says: expect.stringContaining('apps.finance-bot.token') as string,
    next: '运行 npm run secrets -- enter 逐项填写。',
  });
});

it('from the first callback on it sees all of an app, and it leaves no trace in the table', async () => {
  stack = await startOwnStack();
  const before = await ask();
  expect(wrongIn(before)).toEqual([
    'callback-never assistant',
    'callback-never finance-bot',
    'never-asked assistant',
    'never-asked finance-bot',
  ]);
  expect(before.findings.filter(({ code }) => code === 'secret-ok')).toHaveLength(4);
  // It had to get a token of its own.
  await expect(tableItems(stack, accessTokenKey('assistant').pk, '')).resolves.toEqual([]);
  await expect(tableItems(stack, statusKey('assistant').pk, '')).resolves.toEqual([]);

  await control('POST', '/schedules/run');
  await new Member('lisi', stack).asks('原样返回：好');
  await settled(stack.endpoints.simulatorUrl);
  await expect(ask().then(wrongIn)).resolves.toEqual(['callback-never finance-bot']);
  await expect(ask().then((report) => wellIn(report, 'assistant'))).resolves.toEqual([
    'wecom-accepts',
    'address-trusted',
    'visible-to',
    'not-blocked',
    'callback-seen',
  ]);
});

it('an address that WeCom does not trust is named, and what waits for it is counted', async () => {
  stack = await startOwnStack();
  const ips = stack.outputs['Step5TrustedIp'] ?? '';
  await control('PUT', '/apps/finance-bot/trusted-ips', { ips: ['198.51.100.1'] });
  await control('POST', '/schedules/run');
  await new Member('wangwu', stack, 'finance-bot').writes('在吗');
  const report = await untilWaiting();
  expect(wrongIn(report)).toEqual([
    'address-untrusted finance-bot',
    'blocked finance-bot',
    'callback-never assistant',
    'messages-wait',
  ]);
  const [untrusted] = report.findings.filter(({ code }) => code === 'address-untrusted');
  expect(untrusted).toMatchObject({ facts: { seen: ips, ips } });
  expect(untrusted?.words.en.next).toContain(`Enter ${ips}`);
});

it('an app that nobody sees is not the same as one of a few', async () => {
  stack = await startOwnStack();
  await control('PUT', '/visible-range', { members: [] });
  await control('PUT', '/apps/finance-bot/visible-range', { members: ['lisi', 'wangwu'] });
  const report = await ask();
  expect(wrongIn(report)).toContain('visible-to-nobody assistant');
  const [range] = report.findings.filter(({ code }) => code === 'visible-to');
  expect(range).toMatchObject({ app: 'finance-bot', facts: { members: 2, departments: 0, tags: 0 } });
});

/** What came is on its way for a moment. */
async function untilWaiting(): Promise<DoctorReport> {
  for (;;) {
    const report = await ask();
    if (wrongIn(report).includes('messages-wait') && !wrongIn(report).includes('callback-never finance-bot'))
      return report;
  }
}
