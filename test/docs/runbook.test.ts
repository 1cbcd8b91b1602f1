import { ADMIN_CODES } from '../../docs/make/runbook/page';
import { MENDABLE_FAILURES, OWN_CODES } from '../../docs/make/runbook/texts';
import { ModelError } from '../../lambda/chat/ports';
import { noticeOf } from '../../lambda/notifier/notice';
import { ALARMS } from '../../lambda/shared/alarms';
import { WecomApiError } from '../../lambda/wecom/errors';
import { ERROR_TABLE } from '../../lambda/wecom/error-table';
import { pageOf, textOf } from './markdown';

const anchorsIn = (file: string): string[] => pageOf(textOf(file)).headings.map(({ anchor }) => anchor);

describe.each([
  ['docs/runbook.md', 'en'],
  ['docs/runbook.zh-CN.md', 'zh-CN'],
] as const)('%s', (file, language) => {
  const anchors = anchorsIn(file);

  it.each(ALARMS)('has the section that the notice of %s links to', (id) => {
    const change = {
      id,
      AlarmName: `WecomGpt-${id}`,
      NewStateValue: 'ALARM',
      OldStateValue: 'OK',
      StateChangeTime: '2026-11-25T12:00:00Z',
      AlarmArn: `arn:aws:cloudwatch:ap-northeast-1:123456789012:alarm:WecomGpt-${id}`,
    };
    const notice = noticeOf(change, { language, ips: '203.0.113.7', projectUrl: 'https://git.example/bot' });
    const [, page, anchor] = /\(https:\/\/git\.example\/bot\/([^#)]+)#([^)]+)\)/.exec(notice) ?? [];
    expect(page).toBe(file);
    expect(anchors).toContain(anchor);
  });

  it('has a section for every code that an admin can mend', () => {
    const ofWecom = ERROR_TABLE.filter(({ concerns }) => concerns === 'admin')
      .flatMap(({ codes }) => codes)
      .map((code) => new WecomApiError('', code, '').code);
    const ofModel = MENDABLE_FAILURES.map((failure) => new ModelError(failure, '', '').code);
    expect(anchors).toEqual(
      expect.arrayContaining([...ofWecom, ...ofModel, ...OWN_CODES].map((code) => code.toLowerCase())),
    );
  });
});

it('both have the same sections', () => {
  const sections = (file: string): string[] => anchorsIn(file).filter((anchor) => /^[\w-]+$/.test(anchor));
  const [english, chinese] = [sections('docs/runbook.md'), sections('docs/runbook.zh-CN.md')];
  expect(chinese.filter((anchor) => english.includes(anchor))).toEqual(chinese);
  expect(chinese).toHaveLength(
    ALARMS.length + ADMIN_CODES.length + MENDABLE_FAILURES.length + OWN_CODES.length,
  );
});
