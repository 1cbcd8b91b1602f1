import type { AppConfig, BotConfig } from '../shared/bot-config';
import { eventOf } from './audit';
import { dateIn } from './calendar';
import type { Counted, DeliveryRecord, Member, UsageCounts } from './ports';
import { costOf } from './prices';

/** What accounting takes. */
export interface AccountingPorts {
  readonly config: BotConfig;
  readonly usage: UsageCounts;
}

/** How a message counts: the same at every attempt. */
export function countedAs(
  { id, receivedAt }: Pick<DeliveryRecord, 'id' | 'receivedAt'>,
  { timeZone }: Pick<BotConfig, 'timeZone'>,
): Counted {
  return { id, at: receivedAt, date: dateIn(timeZone, receivedAt) };
}

/**
 * Adds what a message took as soon as that is known, before its answer is sent: what waits to be sent must not be left out
 * of what others see of the budget. Repeating it changes nothing.
 */
export async function settleUp(
  { config, usage }: AccountingPorts,
  member: Member,
  app: AppConfig,
  record: DeliveryRecord,
): Promise<void> {
  const { conclusion } = record;
  if (!conclusion) return;
  const { inputTokens, outputTokens, reasoningTokens } = conclusion.usage;
  const tokens = inputTokens + outputTokens + reasoningTokens;
  const cost = costOf(conclusion, config, app.model);
  if (tokens + cost > 0) await usage.settle(member, countedAs(record, config), { tokens, cost });
}

/** Takes a message that was not answered out of its member's count, if it is in it. Repeating it changes nothing. */
export async function uncount(
  { config, usage }: AccountingPorts,
  member: Member,
  record: DeliveryRecord,
): Promise<void> {
  const { outcome } = record.conclusion ?? {};
  const mayBeCounted = outcome !== undefined && ['failed', 'refused'].includes(eventOf(outcome));
  if (mayBeCounted) await usage.takeBack(member, countedAs(record, config));
}
