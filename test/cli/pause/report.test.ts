import type { PauseFaultDetails } from '../../../cli/pause/faults';
import { pauseReport } from '../../../cli/pause/report';
import { faultReport } from '../../../cli/stack/report';
import { textsIn } from '../../../cli/texts';

const en = textsIn('en');
const change = { at: Date.UTC(2026, 10, 23, 2, 30), by: 'zhang\u001b[2J' };
const states = [
  { app: '*', isPaused: false, change },
  { app: 'assistant', isPaused: true, change },
  { app: 'finance-bot', isPaused: false },
];
const allPaused = [{ app: '*', isPaused: true, change }, ...states.slice(1)];

it('shows what is paused, since when, and by whom', () => {
  const { text, json } = pauseReport(
    { action: 'show', app: undefined },
    { changed: [], states },
    en.pause,
    'Asia/Shanghai',
  );
  expect(text.split('\n')).toEqual([
    'APP          STATE       SINCE                       BY',
    '(all apps)   not paused',
    'assistant    paused      2026-11-23 10:30:00 +08:00  zhang [2J',
    'finance-bot  not paused',
  ]);
  expect(json).toEqual({
    ok: true,
    changed: [],
    pauses: [
      { app: '*', paused: false, changedAt: '2026-11-23T02:30:00.000Z', by: change.by },
      { app: 'assistant', paused: true, changedAt: '2026-11-23T02:30:00.000Z', by: change.by },
      { app: 'finance-bot', paused: false },
    ],
  });
});

it.each([
  ['pause', 'assistant', ['assistant'], /^✓ assistant: paused/],
  ['pause', 'assistant', [], /^✓ assistant: paused/],
  ['pause', '*', ['*'], /^✓ \(all apps\): paused/],
  ['end', 'assistant', ['assistant'], /^✓ assistant: the pause is over/],
  ['end-every', undefined, ['*', 'assistant'], /^✓ \(all apps\), assistant: the pause is over/],
] as const)('says what was done: %s %s, which changed %j', (action, app, changed, words) => {
  const { text, json } = pauseReport({ action, app }, { changed, states }, en.pause);
  expect(text).toMatch(words);
  expect(text).not.toContain('!');
  expect(json).toMatchObject({ ok: true, changed });
});

it.each([
  ['end', 'finance-bot', /^! finance-bot: there was no pause to end/],
  ['end', '*', /^! \(all apps\): there was no pause to end/],
  ['end-every', undefined, /^! Nothing was paused/],
] as const)('says that there was no pause to end: %s %s', (action, app, words) => {
  const { text, json } = pauseReport({ action, app }, { changed: [], states }, en.pause);
  expect(text).toMatch(words);
  expect(text).not.toContain('✓');
  expect(json).toMatchObject({ ok: true, changed: [] });
});

it('says so when an app whose pause is over is paused with all others', () => {
  const { text } = pauseReport(
    { action: 'end', app: 'finance-bot' },
    { changed: ['finance-bot'], states: allPaused },
    en.pause,
  );
  expect(text).toMatch(/\n! All apps are still paused.*--all --end\n/);
});

describe.each(['zh-CN', 'en'] as const)('every fault says what, why and what next in %s', (language) => {
  const { pause, report } = textsIn(language);
  const details = {
    app: 'x',
    apps: ['a', 'b'],
    stack: 'S',
    region: 'R',
    output: 'O',
    action: 'A',
    reason: 'r',
  };
  it.each(Object.keys(pause.faults) as (keyof PauseFaultDetails)[])('%s', (code) => {
    const fault = { code, ...details };
    const { text } = faultReport(fault, pause.faults, report);
    expect(text).toMatch(new RegExp(`^✗ .+\\(${code}\\)\n  \\S+.+\n  \\S+.+\n  \\S+.+$`));
    expect(text).not.toMatch(/undefined|\[object/);
  });
});
