import { PRICES, PRICES_AS_OF, type Price } from '../../docs/make/cost/prices';
import { HOURS_A_MONTH } from '../../docs/make/cost/use';
import type { KeptKind } from './kept';

export { PRICES_AS_OF };

/** Prices of the table and of the audit log go by their size. */
const A_MONTH: Readonly<Partial<Record<KeptKind, readonly [price: Price, amount: number]>>> = {
  address: [PRICES.ipHour, HOURS_A_MONTH],
  secret: [PRICES.secret, 1],
  key: [PRICES.key, 1],
};

/**
 * US dollars that one costs a month for being there.
 * @param region where its prices are not known: those of Tokyo
 * @returns undefined: it goes by size
 */
export function usdAMonth(kind: KeptKind, region: string): number | undefined {
  const [price, amount] = A_MONTH[kind] ?? [];
  if (!price || amount === undefined) return undefined;
  const { usd } = price;
  return amount * (region in usd ? usd[region as keyof typeof usd] : usd['ap-northeast-1']);
}
