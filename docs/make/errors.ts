import { textsIn } from '../../cli/texts';
import type { Explanation } from '../../cli/texts/texts';
import { meaningOf, type Concerns, type Handling } from '../../lambda/wecom/error-codes';
import { ERROR_TABLE } from '../../lambda/wecom/error-table';
import { errorCodesIn, namesOf, refusalCodes } from './error-classes';
import { placeholder, withoutGaps } from './placeholder';
import { ADMIN_CODES } from './runbook/page';
import { MENDABLE_FAILURES, OWN_CODES } from './runbook/texts';

const IN_RUNBOOK = new Set<string>([
  ...OWN_CODES,
  ...MENDABLE_FAILURES.map((failure) => constant('MODEL', failure)),
]);

/** Codes that are in no class. */
const BESIDES: Readonly<Record<string, string>> = {
  TOO_MANY_ATTEMPTS: 'Four attempts at a message have failed; the lines before it say of what.',
  UNKNOWN: 'Something was thrown that is no error.',
  UNKNOWN_APP: 'A message is of an app that the configuration does not have.',
};

/** Each takes the details of its own fault. */
type FaultTexts = Readonly<Record<string, (fault: never) => Explanation>>;

const HANDLED: Readonly<Record<Handling, string>> = {
  retry: 'tried again at once',
  'refresh-token': 'once more with a new token',
  wait: 'the message waits',
  'give-up': 'not tried again',
};
const MENDED_BY: Readonly<Record<Concerns, string>> = {
  admin: 'admin',
  member: 'the member',
  engineer: 'engineer',
  nobody: 'nobody has to',
};

/** docs/errors.md: every code of logs, records and commands, with what it means and what to do. */
export function errorsPage(): string {
  return [
    '# Errors',
    '',
    'Every code that a log line, an audit record, a command or the callback can name. Made from the code (`npm run docs`). The message of an error says more than stands here: what happened, why, and what to do next. What each fault leads to, as the tests saw it: [faults.md](faults.md). What an admin can mend: [runbook.md](runbook.md), in Chinese [runbook.zh-CN.md](runbook.zh-CN.md).',
    '',
    '- [Commands](#commands): what `npm run …` says',
    '- [The callback](#the-callback): what it refuses',
    '- [The model](#the-model), [files of members](#files-of-members), [other codes of the functions](#other-codes-of-the-functions)',
    '- [Synthesis](#synthesis): before anything is deployed',
    '- [WeCom](#wecom): its error codes',
    '',
    '## Commands',
    '',
    'With `--json` a fault has its `code`. What stands in ‹ › is filled in.',
    ...commandFaults(),
    '',
    '## The callback',
    '',
    'As `code` in lines `callback refused` of its log.',
    '',
    '| code | status | what it says |',
    '| ---- | ------ | ------------ |',
    ...refusalCodes().map(({ code, status, words }) => row(codeOf(code), status, words)),
    '',
    'Its other codes stand [below](#other-codes-of-the-functions).',
    '',
    '## The model',
    '',
    'As `code` in lines `model failed` of the worker’s log, and as `error` in the audit log. The member is told in one sentence.',
    '',
    '| code | what it means |',
    '| ---- | ------------- |',
    ...namesOf('ModelFailure', 'lambda/chat/ports/model.ts').map(([name, sentence]) =>
      row(nameOf(constant('MODEL', name)), sentence),
    ),
    '',
    '## Files of members',
    '',
    'The member is told, and can send another.',
    '',
    '| code | what it means |',
    '| ---- | ------------- |',
    ...namesOf('MediaFailure', 'lambda/chat/ports/media.ts').map(([name, sentence]) =>
      row(nameOf(constant('MEDIA', name)), sentence),
    ),
    '',
    '## Other codes of the functions',
    '',
    '| code | what it means | source |',
    '| ---- | ------------- | ------ |',
    ...Object.entries(BESIDES).map(([code, sentence]) => row(nameOf(code), sentence, '')),
    ...errorCodesIn('lambda').map(({ code, sentences, file }) => row(nameOf(code), sentences, codeOf(file))),
    '',
    'A call of AWS that failed has AWS’s name of it for its code, like `AccessDeniedException`.',
    '',
    '## Synthesis',
    '',
    'Said by `npx cdk synth` and `npx cdk deploy`; nothing is deployed.',
    '',
    '| code | what it means | source |',
    '| ---- | ------------- | ------ |',
    ...errorCodesIn('lib').map(({ code, sentences, file }) => row(codeOf(code), sentences, codeOf(file))),
    '',
    '## WeCom',
    '',
    'As `WECOM_<code>`. Source: WeCom, document 90313. A code that is not here is treated like one that concerns an engineer; [WeCom tells](https://open.work.weixin.qq.com/devtool/query) what it means.',
    '',
    '| code | what it means | what to do | who mends it | what becomes of the call |',
    '| ---- | ------------- | ---------- | ------------ | ------------------------ |',
    ...ERROR_TABLE.map(({ codes }) => wecomRow(codes)),
    '',
  ].join('\n');
}

/** The faults that all commands share once, then those of each command; what `callback-check` finds, first. */
function commandFaults(): string[] {
  const texts = textsIn('en');
  const shared: FaultTexts = { ...texts.stack.faults('‹its page of docs/›') };
  const ofCommands = Object.values(texts as object).flatMap((part: unknown) => {
    const { help, faults } = (part ?? {}) as { help?: unknown; faults?: unknown };
    const name = /^npm run ([\w-]+)/.exec(typeof help === 'string' ? help : '')?.[1];
    return name !== undefined && typeof faults === 'object' ? [[name, faults as FaultTexts] as const] : [];
  });
  return [
    ...section('Every command that works on a stack', shared),
    ...section('callback-check', { ...texts.findings, ...texts.checkFaults }),
    ...ofCommands.flatMap(([name, faults]) =>
      section(name, Object.fromEntries(Object.entries(faults).filter(([code]) => !(code in shared)))),
    ),
  ];
}

function section(title: string, faults: FaultTexts): string[] {
  const codes = Object.keys(faults);
  if (codes.length === 0) return [];
  return [
    '',
    `### ${title}`,
    '',
    '| code | what | why | what to do |',
    '| ---- | ---- | --- | ---------- |',
    ...codes.map((code) => {
      const { what, why, next } = faults[code]?.(placeholder(code) as never) ?? {
        what: '',
        why: '',
        next: '',
      };
      return row(codeOf(code), ...[what, why, next].map(withoutGaps));
    }),
  ];
}

/** @param codes that mean the same */
function wecomRow(codes: readonly number[]): string {
  const [first = 0, last = 0] = [codes[0], codes.at(-1)];
  const { meaning, remedy, concerns, handling } = meaningOf(first);
  const isRange = codes.length > 6 && last - first === codes.length - 1;
  const names = isRange ? `\`${first}\` to \`${last}\`` : codes.map(wecomCode).join(', ');
  return row(names, meaning, remedy, MENDED_BY[concerns], HANDLED[handling]);
}

function wecomCode(code: number): string {
  return ADMIN_CODES.includes(code) ? `[\`${code}\`](runbook.md#wecom_${code})` : `\`${code}\``;
}

/** MODEL_NOT_FOUND, of `not-found`. */
function constant(prefix: string, name: string): string {
  return `${prefix}_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** With a link to its section, if the runbook has one. */
function nameOf(code: string): string {
  return IN_RUNBOOK.has(code) ? `[\`${code}\`](runbook.md#${code.toLowerCase()})` : codeOf(code);
}

function codeOf(text: string): string {
  return `\`${text}\``;
}

function row(...cells: readonly (string | number)[]): string {
  const escaped = cells.map((cell) =>
    String(cell)
      .replaceAll('|', '\\|')
      .replace(/\s*\n\s*/g, ' '),
  );
  return `| ${escaped.join(' | ')} |`;
}
