import { ask } from '../../../cli/insights/ask';
import type { InsightsFaultDetails } from '../../../cli/insights/faults';
import { checkApp } from '../../../cli/insights/log-to-ask';
import { faultReport } from '../../../cli/stack/report';
import { textsIn } from '../../../cli/texts';
import { errorWith } from '../../support/errors';
import { fakeInsights } from './asking';

const PERIOD = { from: 1_000_500, to: 2_000_500 };
const often = (status: string, times: number) => Array.from({ length: times }, () => status);

it('asks for whole seconds around the period, waits, and gives all pages of rows without their pointers', async () => {
  const rows = Array.from({ length: 5_001 }, (_, index) => ({ n: String(index) }));
  const { asking, asked, told } = fakeInsights(() => rows, ['Scheduled', 'Running']);
  await expect(ask(asking, 'fields n', PERIOD)).resolves.toEqual(rows);
  expect(asked).toEqual([{ query: 'fields n', from: 1000, to: 2001 }]);
  expect(told).toEqual([]);
});

it('tells now and then that it is still at it', async () => {
  const { asking, told } = fakeInsights(() => [], often('Running', 10));
  await ask(asking, 'fields n', PERIOD);
  expect(told.length).toBeGreaterThan(1);
});

it('a query that fails, or goes on and on, is a fault', async () => {
  const failing = fakeInsights(() => [], ['Failed']);
  await expect(ask(failing.asking, 'x', PERIOD)).rejects.toThrow(
    errorWith({ fault: { code: 'query-failed', status: 'Failed' } }),
  );
  const slow = fakeInsights(() => [], often('Running', 1_000));
  await expect(ask(slow.asking, 'x', PERIOD)).rejects.toThrow(
    errorWith({ fault: { code: 'query-too-slow', minutes: 5 } }),
  );
});

it('a query that is given up is stopped, for CloudWatch would go on at its price', async () => {
  const slow = fakeInsights(() => [], often('Running', 1_000));
  await expect(ask(slow.asking, 'x', PERIOD)).rejects.toThrow(errorWith({ code: 'query-too-slow' }));
  expect(slow.stopped).toEqual(['q']);

  const unheard = fakeInsights(() => [], ['Running', new Error('no network')]);
  await expect(ask(unheard.asking, 'x', PERIOD)).rejects.toThrow('no network');
  expect(unheard.stopped).toEqual(['q']);
});

it('a query that has ended is not stopped', async () => {
  const failing = fakeInsights(() => [], ['Failed']);
  await expect(ask(failing.asking, 'x', PERIOD)).rejects.toThrow(errorWith({ code: 'query-failed' }));
  expect(failing.stopped).toEqual([]);
  const well = fakeInsights(() => []);
  await ask(well.asking, 'x', PERIOD);
  expect(well.stopped).toEqual([]);
  expect(well.interrupts.size).toBe(0);
});

it('Ctrl-C stops a query, also one that is only being started, and nothing where none was', async () => {
  const { asking, stopped, interrupts } = fakeInsights(() => []);
  const asked = ask(asking, 'x', PERIOD);
  for (const stop of interrupts) await stop();
  expect(stopped).toEqual(['q']);
  await asked;

  const refused = fakeInsights(() => new Error('no'));
  const refusal = ask(refused.asking, 'x', PERIOD);
  const stopping = [...refused.interrupts].map((stop) => stop());
  await expect(refusal).rejects.toThrow('no');
  await Promise.all(stopping);
  expect(refused.stopped).toEqual([]);
});

it('before the log was made there is nothing; any other refusal is one', async () => {
  const refusing = (message: string) =>
    fakeInsights(() => Object.assign(new Error(message), { name: 'MalformedQueryException' })).asking;
  const tooOld =
    "Query's end date and time is either before the log groups creation time or exceeds the log groups log retention settings";
  await expect(ask(refusing(tooOld), 'x', PERIOD)).resolves.toEqual([]);
  await expect(ask(refusing('unexpected symbol'), 'x', PERIOD)).rejects.toThrow('unexpected symbol');
});

it('an app that is neither in the stack nor in the log is misspelt', () => {
  expect(() => checkApp('asistant', 'assistant,finance-bot', false)).toThrow(
    errorWith({ fault: { code: 'no-such-app', app: 'asistant', apps: ['assistant', 'finance-bot'] } }),
  );
  expect(() => checkApp('former', 'assistant', true)).not.toThrow();
  expect(() => checkApp('assistant', 'assistant', false)).not.toThrow();
});

describe.each(['zh-CN', 'en'] as const)('every fault says what, why and what next in %s', (language) => {
  const { audit, usageOfMembers, report } = textsIn(language);
  const faults = { ...audit.faults, ...usageOfMembers.faults };
  const details = { status: 's', minutes: 5, app: 'x', apps: ['a'], stack: 'S', region: 'R', output: 'O' };
  const more = { action: 'A', reason: 'r', file: 'f' };
  it.each(Object.keys(faults) as (keyof InsightsFaultDetails)[])('%s', (code) => {
    const { text } = faultReport({ code, ...details, ...more }, faults, report);
    expect(text).toMatch(new RegExp(`^✗ .+\\(${code}\\)\n  \\S+.+\n  \\S+.+\n  \\S+.+$`));
    expect(text).not.toMatch(/undefined|\[object/);
  });
});
