import type { AppConfig, BotConfig } from '../shared/bot-config';
import { countedAs } from './accounting';
import { groupOf, isAdmin } from './audience';
import { budgetUsed } from './budget';
import type { Delivery } from './delivery';
import { isServed, servedOn } from './hours';
import type {
  Counted,
  Groups,
  Limits,
  Member,
  MemberControl,
  Outcome,
  Spendings,
  UsageCounts,
  Used,
} from './ports';
import type { Texts } from './texts';

/** What deciding takes. All of it is decided outside the model: nothing that anybody writes can change it. */
export interface AdmissionPorts {
  readonly config: BotConfig;
  readonly groups: Groups;
  readonly usage: UsageCounts;
  readonly spendings: Spendings;
}

/** A message about which the model is to be asked. */
export interface ToAdmit {
  readonly app: AppConfig;
  readonly member: Member;
  readonly control: MemberControl;
  /** When it came; ms since epoch. */
  readonly queuedAt: number;
  readonly texts: Texts;
}

/** Why the model is not asked. */
export interface Refusal {
  readonly outcome: Outcome & ('closed' | 'over-budget' | 'limited');
  /** What the member is told. */
  readonly words: string;
}

/** From here on a member is told how much is left of the day. */
const NEAR = 0.8;

/**
 * Whether the model may be asked about a message, which counts it. Where an earlier attempt has asked, it may.
 * @returns why not; undefined if it may
 * @throws MustWaitError if WeCom can't be asked now; what the table throws
 */
export async function admit(
  ports: AdmissionPorts,
  delivery: Delivery,
  message: ToAdmit,
): Promise<Refusal | undefined> {
  const { config } = ports;
  const { app, member, queuedAt, texts } = message;
  const counted = countedAs(delivery.record, config);
  if (delivery.record.asks > 0) {
    await ports.usage.admit(member, counted, {});
    return undefined;
  }
  const { refusals } = texts;
  const { hours } = app;
  if (hours && !isServed(hours, config.timeZone, queuedAt)) {
    return { outcome: 'closed', words: refusals.closed(servedOn(hours, config.timeZone, queuedAt)) };
  }
  const { date } = counted;
  if (!isAdmin(config, member.id) && (await budgetUsed(ports.spendings, config, member.app, date)) >= 1) {
    return { outcome: 'over-budget', words: refusals.overBudget };
  }
  return withinLimits(ports, delivery, message, counted);
}

async function withinLimits(
  { groups, usage }: AdmissionPorts,
  delivery: Delivery,
  { app, member, control, texts }: ToAdmit,
  counted: Counted,
): Promise<Refusal | undefined> {
  const group = await delivery.orWait(() => groupOf(groups, member, app));
  const limits = limitsOf(group ?? {}, control, counted.date);
  const admission = await usage.admit(member, counted, limits);
  const { refusals } = texts;
  if (!admission.isAdmitted) {
    const { by } = admission;
    return { outcome: 'limited', words: refusals.limited[by](limits[by] ?? 0) };
  }
  if (isNear(admission.used, limits)) {
    const words = refusals.left(leftOf(admission.used, limits));
    delivery.addAfterword(words, () => usage.mayTell(member, counted, 'near-limit'));
  }
  return undefined;
}

/** A group's limits, and what an admin added for the day. */
export function limitsOf({ messages, tokens }: Limits, { raised }: MemberControl, date: string): Limits {
  const more = raised?.date === date ? raised : { messages: 0, tokens: 0 };
  return {
    ...(messages !== undefined && { messages: messages + more.messages }),
    ...(tokens !== undefined && { tokens: tokens + more.tokens }),
  };
}

/** What is left of the limits that there are; never less than nothing. */
export function leftOf(used: Used, { messages, tokens }: Limits): Limits {
  return {
    ...(messages !== undefined && { messages: Math.max(0, messages - used.messages) }),
    ...(tokens !== undefined && { tokens: Math.max(0, tokens - used.tokens) }),
  };
}

function isNear(used: Used, { messages, tokens }: Limits): boolean {
  const isReached = (amount: number, limit: number | undefined): boolean =>
    limit !== undefined && amount >= limit * NEAR;
  return isReached(used.messages, messages) || isReached(used.tokens, tokens);
}
