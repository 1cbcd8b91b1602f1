import type { Verdict } from '../../lambda/doctor/finding';
import type { Report } from '../stack/report';
import type { Texts } from '../texts/texts';
import type { DoctorOptions } from './arguments';
import { listedInside, listedOutside, type Listed } from './listed';
import type { Seen } from './look';

const WORST_FIRST: readonly Verdict[] = ['fail', 'warn', 'unknown', 'ok'];
const SIGNS: Readonly<Record<Verdict, string>> = { fail: '✗', warn: '!', unknown: '?', ok: '✓' };

/** Both lists as one, the worst first. */
export function listOf(
  { outside, inside }: Seen,
  texts: Texts,
  language: DoctorOptions['language'],
): Listed[] {
  const all = [
    ...outside.map((finding) => listedOutside(finding, texts)),
    ...(inside?.findings ?? []).map((finding) => listedInside(finding, language)),
  ];
  const rank = ({ verdict }: Listed): number => WORST_FIRST.indexOf(verdict);
  return all.sort((one, other) => rank(one) - rank(other));
}

/** Whether a program may go on. @param strict only if all is well */
export function isWell(list: readonly Listed[], strict: boolean): boolean {
  return list.every(({ verdict }) => (strict ? verdict === 'ok' : verdict !== 'fail'));
}

/** How it is reported. */
export interface ReportOptions extends Pick<DoctorOptions, 'strict'> {
  /** Of the stack of this machine, where it stands for WeCom's admin console. */
  readonly simulatorUrl?: string | undefined;
}

/** What was found, for a person and for a program. */
export function doctorReport(
  list: readonly Listed[],
  leftOut: Seen['leftOut'],
  texts: Texts,
  { strict, simulatorUrl }: ReportOptions,
): Report {
  const { doctor } = texts;
  const counts = Object.fromEntries(
    WORST_FIRST.map((verdict) => [verdict, list.filter((each) => each.verdict === verdict).length]),
  ) as Record<Verdict, number>;
  const left = leftOut.map(({ checks, because }) =>
    doctor.leftOut(
      checks.map((check) => doctor.checks[check]),
      because,
    ),
  );
  const lines = list.map((each) => linesOf(each, texts));
  const isWrong = list.some(({ verdict }) => verdict !== 'ok');
  const onThisMachine = simulatorUrl !== undefined && isWrong ? doctor.onThisMachine(simulatorUrl) : '';
  return {
    text: [lines.join('\n'), onThisMachine, left.join('\n'), doctor.summary(counts)]
      .filter(Boolean)
      .join('\n\n'),
    json: { ok: isWell(list, strict), counts, findings: list, leftOut },
  };
}

function linesOf({ where, code, app, verdict, says, why, next }: Listed, { doctor, report }: Texts): string {
  const of = app === undefined ? '' : `[${app}] `;
  return [
    `${SIGNS[verdict]} ${of}${printable(says)}${doctor.tag(where, code)}`,
    ...(why === undefined ? [] : [`    ${report.why}${printable(why)}`]),
    ...(next === undefined ? [] : [`    ${report.next}${printable(next)}`]),
  ].join('\n');
}

/** Without anything that would steer a terminal; the faults of a configuration have lines of their own. */
function printable(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\p{C}+/gu, ' '))
    .join('\n    ');
}
