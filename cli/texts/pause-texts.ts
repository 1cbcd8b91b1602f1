import type { PauseFaultDetails } from '../pause/faults';
import type { FaultTexts } from './stack-texts';

/** What is said of a call that can't work. */
export interface PauseUsageTexts {
  readonly oneApp: string;
  readonly appOrAll: string;
}

/** Everything that `pause` says, in one language. */
export interface PauseTexts {
  readonly help: string;
  readonly usage: PauseUsageTexts;
  /** App, state, since, by. */
  readonly columns: readonly string[];
  readonly allApps: string;
  readonly paused: string;
  readonly atWork: string;
  /** @param app its name, or what all apps are called */
  readonly hasPaused: (app: string) => string;
  /** @param apps as that of `hasPaused` */
  readonly hasEnded: (apps: readonly string[]) => string;
  /** There was none that could end; of that app. */
  readonly noPause: (app: string) => string;
  /** There was none of any app. */
  readonly noPauses: string;
  /** After the end of an app's own pause. */
  readonly allStillPaused: string;
  readonly faults: FaultTexts<PauseFaultDetails>;
}
