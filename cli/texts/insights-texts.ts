import type { InsightsFaultDetails } from '../insights/faults';
import type { FaultTexts } from './stack-texts';

/** What is said of a call that can't work. */
export interface PeriodUsageTexts {
  readonly notATime: (text: string) => string;
  readonly endsBeforeItBegins: string;
  readonly notAnApp: string;
}

/** What the commands say that ask a log. */
export interface InsightsTexts {
  readonly usage: PeriodUsageTexts;
  /** The lines of a help text on --since and --until. @param preset what is meant without --since @param zone in which dates are meant */
  readonly periodHelp: (preset: string, zone: string) => string;
  readonly stillAsking: (seconds: number, records: number) => string;
  /** How soon a record is found. */
  readonly lastMinute: string;
  /** @param page of docs/ that lists the permissions that the command takes */
  readonly faults: (page: string) => FaultTexts<InsightsFaultDetails>;
}
