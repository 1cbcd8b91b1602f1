import type { RedriveFaultDetails } from '../redrive/faults';
import type { PutBackResult } from '../redrive/put-back';
import type { FaultTexts } from './stack-texts';

/** What is said of a call that can't work. */
export interface RedriveUsageTexts {
  readonly oneId: string;
  readonly notAnId: string;
}

/** What the list is made of. */
export interface ListTexts {
  readonly empty: string;
  readonly heading: (count: number) => string;
  /** Id, app, member, kind, sent, given up. */
  readonly columns: readonly string[];
  /** In place of the kind. */
  readonly unreadable: string;
  readonly putBack: (id: string) => string;
  readonly behind: (count: number) => string;
  readonly elsewhere: (count: number) => string;
}

/** Everything that `redrive` says, in one language. */
export interface RedriveTexts {
  readonly help: string;
  readonly usage: RedriveUsageTexts;
  readonly list: ListTexts;
  readonly results: Readonly<Record<PutBackResult, (id: string) => string>>;
  readonly faults: FaultTexts<RedriveFaultDetails>;
}
