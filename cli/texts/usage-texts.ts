import type { Dimension } from '../usage/arguments';
import type { UsageFaultDetails } from '../usage/faults';
import type { Plot } from '../usage/plot';
import type { FaultTexts } from './stack-texts';

/** What is said of a call that can't work. */
export interface UsageUsageTexts {
  readonly notBy: string;
  readonly svgIsAFile: string;
  readonly csvOrJson: string;
  readonly twoFiles: string;
  readonly forceWithoutFile: string;
}

/** Everything that `usage` says, in one language. */
export interface UsageTexts {
  readonly help: string;
  readonly usage: UsageUsageTexts;
  readonly asking: (period: string) => string;
  readonly dimensions: Readonly<Record<Dimension, string>>;
  /** Messages, and of them answered, commands and not answered; tokens in and out, US dollars. */
  readonly figures: readonly string[];
  readonly together: string;
  /** More of them than there are colours. */
  readonly others: string;
  readonly nothing: string;
  readonly estimated: string;
  readonly daysOf: (timeZone: string) => string;
  readonly daysOfUtc: string;
  readonly plotTitles: Readonly<Record<Plot['unit'], string>>;
  readonly written: (file: string) => string;
  readonly faults: FaultTexts<UsageFaultDetails>;
}
