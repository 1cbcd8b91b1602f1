import { AUDIT_QUESTIONS } from '../../lib/audit-questions';
import type { Period } from '../insights/period';
import { localTime } from '../stack/report';
import type { AuditTexts } from './audit-texts';
import { insightsEn } from './insights-en';
import { stackEn } from './stack-en';

export const auditEn: AuditTexts = {
  help: `npm run audit
npm run audit -- [options] QUESTION
npm run audit -- records [options]

Asks the audit log of the stack. Without a question, lists those that are saved with it.

  QUESTION       its number or its name, e.g. who-used-how-much
  records        the records themselves, one a line as JSON, the oldest first
${insightsEn.periodHelp('7d', 'this machine')}
  --app NAME     one app; the question about refused requests knows none
  --member USER  the userid (账号) that what-did-one-member-do is about; with records, one member
  --event EVENT  with records, one event, e.g. answered (docs/audit.md)
${stackEn.commonHelp('audit', 'docs/usage-and-audit.md')}

Times in answers are those of UTC. --json prints an answer as one line of JSON for each row. So that npm adds nothing of
its own: npm run --silent audit -- records > records.jsonl`,

  usage: {
    oneQuestion: 'Ask one question at a time.',
    whichQuestion: 'Name a question, or records. Which there are: npm run audit',
    noSuchQuestion: (called) => `There is no question ${called}. Which there are: npm run audit`,
    whichMember: 'That question is about one member: add --member with the userid (账号).',
    noMemberThere: 'That question is about everyone. About one member: what-did-one-member-do, or records.',
    noAppThere: 'That question is asked of the log of the callback, which knows no app: leave out --app.',
    notAUserid:
      'That is not a userid (账号): 1 to 64 letters, digits, _ - @ and ., beginning with a letter or a digit.',
    eventOfRecords: '--event belongs to records.',
    noSuchEvent: (events) => `There is no such event. There are: ${events.join(', ')}`,
  },

  titles: Object.fromEntries(AUDIT_QUESTIONS.map(({ id, name }) => [id, name])),
  list: {
    columns: ['', 'NAME', 'QUESTION'],
    next: 'Ask one with its number or its name, e.g. npm run audit -- who-used-how-much --since 30d',
  },
  asking: (title, period) => `${title} (${inWords(period)})`,
  nothing: 'There is nothing.',
  cutOff: (rows) => `! Only the first ${rows} rows: there may be more. Name a shorter period, or an app.`,
  printed: (records, period) => `✓ ${records} ${records === 1 ? 'record' : 'records'}, ${inWords(period)}`,
  faults: insightsEn.faults('docs/usage-and-audit.md'),
};

function inWords({ from, to }: Period): string {
  return `${localTime(from)} to ${localTime(to)}`;
}
