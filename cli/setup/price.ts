import type { LoadedConfig } from '../../lib/config';
import { PRICES_AS_OF, type Region } from '../../docs/make/cost/prices';
import { holdingsOf } from '../../docs/make/cost/stack';
import { fixedLines, messageLines, total } from '../../docs/make/cost/sums';

/** What a stack costs, US dollars, at list prices without free allowances. */
export interface PriceOfStack {
  /** A month, whether anybody writes or not. */
  readonly fixed: number;
  /** A thousand messages at AWS; the model's price is beside it. */
  readonly perThousand: number;
  /** The region of the prices: Tokyo's where those of the stack's own are not known. */
  readonly region: Region;
  /** YYYY-MM-DD. */
  readonly asOf: string;
}

const KNOWN: readonly Region[] = ['ap-northeast-1', 'ap-southeast-1'];

/** Reckoned as docs/cost.md does: of one app; a key of the stack's own and more apps come on top. */
export function priceOf({ network, region: wanted }: Pick<LoadedConfig, 'network' | 'region'>): PriceOfStack {
  const region = KNOWN.find((each) => each === wanted) ?? 'ap-northeast-1';
  const holdings = holdingsOf(network);
  return {
    fixed: total(fixedLines(holdings, region)),
    perThousand: total(messageLines(holdings, region, 1000)),
    region,
    asOf: PRICES_AS_OF,
  };
}
