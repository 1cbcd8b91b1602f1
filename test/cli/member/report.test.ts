import type { MemberFaultDetails } from '../../../cli/member/faults';
import type { FoundItem } from '../../../cli/member/find';
import { KINDS, placeOf } from '../../../cli/member/places';
import { eraseReport, exportReport, planInWords } from '../../../cli/member/report';
import { faultReport } from '../../../cli/stack/report';
import { textsIn } from '../../../cli/texts';
import { deliveryKey, pictureKey, turnKey, usageKey, type TableKey } from '../../../lambda/shared/table-keys';

const { member: en } = textsIn('en');
const ID = 'ab12'.repeat(16);
const receivedAt = Date.UTC(2026, 10, 23, 2, 30);

function found(key: TableKey, more: Partial<FoundItem> = {}): FoundItem {
  const place = placeOf(key);
  if (!place) throw new Error(key.pk);
  return { ...place, key, expiresAt: undefined, receivedAt: undefined, isUnderWay: false, ...more };
}

const chunk = (n: number): TableKey => {
  const { pk, sk } = pictureKey('assistant', 'zhangsan', ID, 'media');
  return { pk, sk: `${sk}#00${n}` };
};
const turns = ['1', '2'].map((sequence) => found(turnKey('assistant', 'zhangsan', ID, sequence)));
const picture = [0, 1].map((n) => found(chunk(n)));
const usage = found(usageKey('finance-bot', 'zhangsan', '2026-11-23'));
const delivery = found(deliveryKey('assistant', ID), { isUnderWay: true, receivedAt });

it('an export is told by app and kind, a file once in however many items it stands', () => {
  const { text, json } = exportReport('zhangsan', [usage, ...turns, ...picture], 'x.json', en);
  expect(text.split('\n').slice(0, 8)).toEqual([
    '✓ All that the table holds of zhangsan:',
    '',
    'APP          WHAT                          COUNT',
    'assistant    questions with their answers  2',
    'assistant    pictures sent                 1',
    'finance-bot  days of usage                 1',
    '',
    'Written to x.json',
  ]);
  expect(json).toEqual({
    ok: true,
    member: 'zhangsan',
    file: 'x.json',
    items: [
      { app: 'assistant', kind: 'turns', count: 2, fate: 'exported' },
      { app: 'assistant', kind: 'pictures', count: 1, fate: 'exported' },
      { app: 'finance-bot', kind: 'usage', count: 1, fate: 'exported' },
    ],
  });
});

it('what was erased, what is kept and what is left are told apart, and what is left is named', () => {
  const plan = { erased: turns, kept: [usage], underWay: [delivery] };
  const { text, json } = eraseReport('zhangsan', plan, en, 'Asia/Shanghai');
  expect(text).toMatch(/assistant {4}questions with their answers {2}2 {6}erased\n/);
  expect(text).toMatch(/finance-bot {2}days of usage {17}1 {6}kept\n/);
  expect(text).toMatch(/With --all they go, too\.\n/);
  expect(text).toMatch(
    /! These messages may still be answered.*:\nassistant {2}ab12ab12 {2}2026-11-23 10:30:00 \+08:00\n/,
  );
  expect(json).toMatchObject({
    ok: true,
    underWay: [{ app: 'assistant', id: ID, since: '2026-11-23T02:30:00.000Z' }],
  });
});

it('says each time what it can’t erase', () => {
  for (const erased of [turns, []]) {
    const { text } = eraseReport('zhangsan', { erased, kept: [], underWay: [] }, en);
    for (const place of ['queue', 'audit log', 'logs in CloudWatch', 'WeCom', 'store: false', 'backups']) {
      expect(text.slice(text.indexOf('Not in the table'))).toContain(place);
    }
  }
});

it('nothing there is said, not celebrated', () => {
  const nothing = 'There is nothing of zhangsan in the table.';
  expect(exportReport('zhangsan', [], undefined, en).text).toMatch(nothing);
  expect(eraseReport('zhangsan', { erased: [], kept: [], underWay: [] }, en).text).toMatch(nothing);
});

it('what is to be erased is told before somebody is asked', () => {
  const words = planInWords('zhangsan', { erased: turns, kept: [usage], underWay: [] }, en);
  expect(words).toMatch(
    /^What the table holds of zhangsan.*:\n\nAPP.*\nassistant .*2 {6}to be erased\nfinance-bot .*kept\n$/,
  );
});

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  const { member, report } = textsIn(language);

  it('every kind has its words, and all are different', () => {
    const words = KINDS.map((kind) => member.kinds[kind]);
    expect(new Set(words).size).toBe(KINDS.length);
  });

  const details = {
    app: 'x',
    apps: ['a', 'b'],
    file: 'F',
    member: 'm',
    stack: 'S',
    region: 'R',
    output: 'O',
    action: 'A',
    reason: 'r',
  };
  it.each(Object.keys(member.faults) as (keyof MemberFaultDetails)[])(
    '%s says what, why and what next',
    (code) => {
      const { text } = faultReport({ code, ...details }, member.faults, report);
      expect(text).toMatch(new RegExp(`^✗ .+\\(${code}\\)\n  \\S+.+\n  \\S+.+\n  \\S+.+$`));
      expect(text).not.toMatch(/undefined|\[object/);
    },
  );
});
