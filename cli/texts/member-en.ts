import { fileFaultsEn } from './files-en';
import type { MemberTexts } from './member-texts';
import { stackEn } from './stack-en';

const ELSEWHERE = [
  'messages that wait in the queue, and those given up (npm run redrive): both for 14 days',
  "the audit log in CloudWatch (output AuditLogName): as long as audit.keepDays says; with what was said only where an app has auditContent: 'full'",
  "the functions' logs in CloudWatch, with userids and nothing that was said: as long as logs are kept",
  "WeCom's own copy of the chat",
  "the model's provider: it is asked with store: false; what it keeps beyond that is in its own terms",
];

export const memberEn: MemberTexts = {
  help: `npm run member -- export [options] USER
npm run member -- erase [options] USER

What the table of the stack holds of a member: shows it as JSON, or erases it. What is where: docs/member.md

  USER           the member's userid (账号); capital and small letters are the same
  --app NAME     one app; every app that has something of the member's if not given

export
  --out FILE     writes into a file that only you can read, instead of to stdout
  --force        writes over a file that is there
  --no-pictures  without the bytes of pictures and other files

erase
  --all          also usage, cost and what admins set, such as a block; they are kept otherwise
  --yes          asks nothing

${stackEn.commonHelp('member', 'docs/member.md', ', 130 left by Ctrl-C')}
Here 1 also means: something is left to be erased later.`,

  usage: {
    exportOrErase: 'Say what to do: npm run member -- export USER, or npm run member -- erase USER.',
    oneMember: 'Name one member, by userid (账号).',
    notAUserid:
      'That is not a userid (账号): 1 to 64 letters, digits, _ - @ and ., beginning with a letter or a digit.',
    ofErase: '--all and --yes belong to erase.',
    ofExport: '--out, --force and --no-pictures belong to export.',
    forceWithoutOut: '--force needs --out.',
    nobodyToAsk: 'There is no terminal to ask at. If it is to be erased without a question, add --yes.',
  },

  columns: ['APP', 'WHAT', 'COUNT', ''],
  kinds: {
    turns: 'questions with their answers',
    pictures: 'pictures sent',
    profile: 'profile',
    pending: 'to be confirmed as an admin',
    pace: 'times of the last sends',
    other: 'of another release',
    attachments: 'files of answers',
    uploads: 'uploads to WeCom',
    marks: 'marks of audit records',
    deliveries: 'records of messages',
    auditRecords: 'audit records not in the log yet',
    usage: 'days of usage',
    spent: "days and months of the app's totals",
    control: 'what admins set',
  },
  fates: { exported: '', erased: 'erased', kept: 'kept', underWay: 'under way' },
  nothing: (member) => `There is nothing of ${member} in the table.`,
  exported: (member) => `All that the table holds of ${member}:`,
  written: (file) => `Written to ${file}`,
  toErase: (member) => `What the table holds of ${member}; what is erased can't be got back:`,
  toBeErased: 'to be erased',
  confirm: (member) => `Type ${member} to erase it: `,
  left: 'Left. Nothing was erased. To go on, run the same command again.',
  erased: (member) => `Erased what the table held of ${member}:`,
  kept: 'Kept are the company’s accounts and what admins set: they hold nothing that was said. With --all they go, too.',
  underWay: 'These messages may still be answered, and were left. Erase again when they are done:',
  elsewhere: 'Not in the table, and therefore not in this:',
  notExported: ELSEWHERE,
  notErased: [
    ...ELSEWHERE,
    "backups of the table: point-in-time recovery goes back 35 days, and the company's own as long as it keeps them",
  ],

  faults: {
    ...stackEn.faults('docs/member.md'),
    ...fileFaultsEn,
    'no-such-app': ({ app, apps }) => ({
      what: `The stack has no app ${app}, and the table nothing of the member's in it.`,
      why: `Its apps are: ${apps.join(', ')}.`,
      next: 'Name one of them, or leave out --app.',
    }),
    'not-confirmed': ({ member }) => ({
      what: 'Nothing was erased.',
      why: `What was typed is not ${member}.`,
      next: 'Call again, and type the userid as it is shown.',
    }),
  },
};
