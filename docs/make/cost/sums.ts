import { MODEL_PRICES } from '../../../lib/config/model-prices';
import { PRICES, type PriceName, type Region } from './prices';
import type { Holdings } from './stack';
import { ASSUMED, HOURS_A_MONTH, useOfAMessage, useWhileIdle, type Use } from './use';

/** One line of a bill. */
export interface Line {
  readonly item: string;
  readonly amount: number;
  /** US dollars. */
  readonly usd: number;
}

/** Size of the disk of a NAT instance, GB: Amazon Linux 2023's own. */
const DISK_GB = 8;

/** What is to be paid a month whether anybody writes or not, without any free allowance. */
export function fixedLines(holdings: Holdings, region: Region): Line[] {
  return linesOf(
    {
      natHour: holdings.natGateways * HOURS_A_MONTH,
      instanceHour: holdings.natInstances * HOURS_A_MONTH,
      diskGb: holdings.natInstances * DISK_GB,
      ipHour: holdings.addresses * HOURS_A_MONTH,
      secret: holdings.secrets,
      key: holdings.keys,
      alarm: holdings.alarmMetrics,
      metric: holdings.metrics,
      dashboard: holdings.dashboards,
      ...useWhileIdle(holdings.natGateways + holdings.natInstances > 0),
    },
    region,
  );
}

/** What messages use of AWS. */
export function messageLines({ natGateways }: Holdings, region: Region, messages: number): Line[] {
  const use = Object.entries(useOfAMessage(natGateways)).map(([name, amount]) => [name, amount * messages]);
  return linesOf(Object.fromEntries(use) as Use, region);
}

/** US dollars that a model takes for messages. */
export function modelUsd(model: string, messages: number): number {
  const price = MODEL_PRICES[model];
  if (!price) throw new Error(`lib/config/model-prices.ts has no ${model}.`);
  const { inputTokens, cachedTokens, outputTokens } = ASSUMED;
  const usd =
    (inputTokens - cachedTokens) * price.input +
    cachedTokens * price.cachedInput +
    outputTokens * price.output;
  return (usd * messages) / 1e6;
}

/** The sum of lines, US dollars. */
export function total(lines: readonly Line[]): number {
  return lines.reduce((sum, { usd }) => sum + usd, 0);
}

function linesOf(use: Use, region: Region): Line[] {
  return (Object.entries(use) as [PriceName, number][])
    .filter(([, amount]) => amount > 0)
    .map(([name, amount]) => ({ item: PRICES[name].per, amount, usd: amount * PRICES[name].usd[region] }));
}
