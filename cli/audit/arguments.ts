import type { AuditEvent } from '../../lambda/shared/audit-record';
import { parsedArguments } from '../arguments';
import { appIn, PERIOD_OPTIONS, typedPeriodIn } from '../insights/options';
import type { TypedPeriod } from '../insights/period';
import { STACK_OPTIONS, stackOptionsIn, type StackOptions } from '../stack/options';
import type { AuditUsageTexts } from '../texts/audit-texts';
import type { PeriodUsageTexts } from '../texts/insights-texts';
import type { StackUsageTexts } from '../texts/stack-texts';
import { UsageError } from '../usage-error';
import { useridIn } from '../userid';
import { questionCalled, type NamedQuestion } from './questions';

/** `npm run audit` alone: which questions there are. */
export interface ListOptions extends StackOptions {
  readonly action: 'list';
}

interface OfPeriod extends StackOptions {
  readonly period: TypedPeriod;
  /** Undefined: all. */
  readonly app: string | undefined;
  /** Userid in lower case; undefined: everyone. */
  readonly member: string | undefined;
}

/** A saved question is asked. */
export interface AskOptions extends OfPeriod {
  readonly action: 'ask';
  readonly question: NamedQuestion;
}

/** The records themselves. */
export interface RecordsOptions extends OfPeriod {
  readonly action: 'records';
  /** Undefined: all. */
  readonly event: AuditEvent | undefined;
}

/** What `npm run audit` was asked for. */
export type AuditOptions = ListOptions | AskOptions | RecordsOptions;

const OPTIONS = {
  ...STACK_OPTIONS,
  ...PERIOD_OPTIONS,
  member: { type: 'string' },
  event: { type: 'string' },
} as const;

/** In an object, so that none is forgotten. */
const EVENTS = Object.keys({
  answered: true,
  failed: true,
  refused: true,
  managed: true,
  command: true,
  welcomed: true,
  left: true,
  waited: true,
  blocked: true,
  unblocked: true,
  paused: true,
  resumed: true,
  configuration: true,
} satisfies Record<AuditEvent, true>) as AuditEvent[];

const WEEK = { agoMs: 7 * 86_400_000 };

/** @throws UsageError */
export function readArguments(
  args: string[],
  texts: AuditUsageTexts & PeriodUsageTexts & StackUsageTexts,
): AuditOptions | 'help' {
  const { values, positionals } = parsedArguments('audit', args, OPTIONS, texts);
  if (values.help) return 'help';
  const stack = stackOptionsIn(values, texts);
  const [called, ...others] = positionals;
  if (others.length > 0) throw new UsageError(texts.oneQuestion);
  const common = {
    ...stack,
    period: typedPeriodIn(values, WEEK, texts),
    app: appIn(values.app, texts),
    member: memberIn(values.member, texts),
  };
  if (called === undefined) {
    const { since, until, app, member, event } = values;
    if ([since, until, app, member, event].some((value) => value !== undefined))
      throw new UsageError(texts.whichQuestion);
    return { ...stack, action: 'list' };
  }
  if (called === 'records') return { ...common, action: 'records', event: eventIn(values.event, texts) };
  const question = questionCalled(called);
  if (!question) throw new UsageError(texts.noSuchQuestion(called));
  if (values.event !== undefined) throw new UsageError(texts.eventOfRecords);
  if (question.takesMember !== (common.member !== undefined))
    throw new UsageError(question.takesMember ? texts.whichMember : texts.noMemberThere);
  if (question.of === 'callback' && common.app !== undefined) throw new UsageError(texts.noAppThere);
  return { ...common, action: 'ask', question };
}

function memberIn(text: string | undefined, texts: AuditUsageTexts): string | undefined {
  if (text === undefined) return undefined;
  const member = useridIn(text);
  if (member === undefined) throw new UsageError(texts.notAUserid);
  return member;
}

function eventIn(text: string | undefined, texts: AuditUsageTexts): AuditEvent | undefined {
  if (text === undefined) return undefined;
  const event = EVENTS.find((each) => each === text);
  if (!event) throw new UsageError(texts.noSuchEvent(EVENTS));
  return event;
}
