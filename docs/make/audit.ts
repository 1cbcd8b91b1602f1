import * as z from 'zod';
import { AUDIT_QUESTIONS } from '../../lib/audit-questions';
import { auditRecordSchema } from './audit-schema';

/** docs/audit.md: the audit log, its records field by field, and the saved questions. */
export function auditPage(): string {
  return [
    '# The audit log',
    '',
    'Made from the code (`npm run docs`).',
    '',
    'What happened to every message is one record, a line of JSON in a CloudWatch log group of its own: the output `AuditLogName`. It outlives the stack, and is kept for `audit.keepDays` (400). A worker writes the record into the table with the turn, then puts it into the log and deletes it from the table. While CloudWatch is away, answers go on, and the function that runs every minute puts the records there later (`test/promises/seen.test.ts`). So a record may be in the log twice, with the same `id`; the questions below count each once.',
    '',
    'Keys and tokens that a member may have pasted are masked by the data-protection policy of the log group, for whoever may not unmask. The output `AuditReadPolicy` is a policy for those who may read the log, to be attached to their role; functions may add records and read none.',
    '',
    "What was said is not recorded, unless an app has `auditContent: 'full'`; its welcome and 帮助 then tell members so.",
    '',
    '## A record',
    '',
    '| field | what it is |',
    '| ----- | ---------- |',
    ...rowsOf(auditRecordSchema, ''),
    '',
    '## Events',
    '',
    '| `event` | `result` | when |',
    '| ------- | -------- | ---- |',
    '| `answered` | `answered`; `broken-off`: the answer ends in the middle; `drawn`: a picture, by 画 | a member got an answer of the model |',
    '| `failed` | `apologised`: a sentence said why; `unsupported`: a file or a kind that the bot can not read; `not-understood`: voice without words; `given-up`: after too many attempts, [kept](redrive.md); `unreachable`: WeCom delivers nothing to this member, kept as well | a member got none |',
    '| `command` | `help`, `new-conversation`, `model`, `persona`, `voice`, `usage`, `export`, `who-am-i`, `my-data`, `erased`, `unknown-command` | a member told the bot something |',
    "| `refused` | `outside`: not in the audience, denied, or blocked; `closed`: out of service hours; `over-budget`; `limited`: the day's limit; `moderated`: a question or an answer that may not be said; `paused`: an admin wrote while the app is paused; `not-admin`: 管理 by somebody else | the company's rules let the bot not answer |",
    '| `managed` | `managed` | an admin looked at something, or did it, by 管理: `managed` says what |',
    '| `welcomed` | `welcomed` | a member opened the app, the first time in `welcomeEveryDays` |',
    '| `left` | `left` | a member left the visible range, or the company; the conversation has ended, and is erased with `eraseOnLeave` |',
    '| `waited` | why: `blocked`, `paused`, `model`, `not-sent`, `too-fast`, `unknown-send`, `pacing` | a message had to wait in the queue, the first time; what became of it is another record, with the same id but for `-waited` |',
    '| `blocked`, `unblocked` | – | WeCom refuses all calls of an app, or takes them again |',
    '| `paused`, `resumed` | – | an operator stopped an app or all of them, or let them go on |',
    '| `configuration` | – | the stack works by this configuration from now on |',
    '',
    'The last three are written by the function that runs every minute, when it sees that something has changed since it last looked: a pause that begins and ends within a minute may be missed. What the callback refuses is in its own log, at most 20 lines a minute from each of its sandboxes; what goes beyond is counted there.',
    '',
    '## Questions',
    '',
    'Saved with the stack: CloudWatch → Logs Insights → _Saved and sample queries_ → the folder with the name of the stack.',
    ...AUDIT_QUESTIONS.flatMap(({ name, of, query }) => [
      '',
      `### ${name}`,
      '',
      ...(of === 'callback' ? ["Asked of the callback's log.", ''] : []),
      '```',
      query,
      '```',
    ]),
    '',
    'Not tried against a live CloudWatch: that these queries answer as they are meant.',
    '',
  ].join('\n');
}

function rowsOf(schema: z.ZodObject, prefix: string): string[] {
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) => {
    const unwrapped = field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
    const inner = unwrapped instanceof z.ZodArray ? (unwrapped.element as z.ZodType) : unwrapped;
    const isOpen = inner instanceof z.ZodObject && Object.keys(inner.shape).length === 0;
    return [
      `| \`${prefix}${name}\` | ${field.description ?? ''} |`,
      ...(inner instanceof z.ZodObject && !isOpen ? rowsOf(inner, `${prefix}${name}.`) : []),
    ];
  });
}
