import type { LogsFaultDetails } from '../logs/faults';
import type { FaultTexts } from './stack-texts';

/** What is said of a call that can't work. */
export interface LogsUsageTexts {
  readonly notATime: string;
  readonly notALevel: string;
}

/** Everything that `logs` says, in one language. */
export interface LogsTexts {
  readonly help: string;
  readonly usage: LogsUsageTexts;
  /** @param since a time of this machine's clock */
  readonly none: (since: string) => string;
  /** Where only some lines were asked for. */
  readonly noneFit: (since: string) => string;
  readonly faults: FaultTexts<LogsFaultDetails>;
}
