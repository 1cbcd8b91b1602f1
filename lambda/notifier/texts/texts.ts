import type { AlarmId } from '../../shared/alarms';

/** What an admin is told of one alarm. */
export interface AlarmText {
  readonly title: string;
  /** What it means for members. */
  readonly meaning: string;
  /** What to do. @param ips the stack's trusted addresses */
  readonly next: (ips: string) => string;
}

/** Everything that is said in the admins' group, in one language. */
export interface NotifierTexts {
  readonly alarms: Readonly<Record<AlarmId, AlarmText>>;
  readonly alarm: string;
  readonly recovered: string;
  readonly meaning: string;
  readonly next: string;
  /** Before the link to the page of the runbook. */
  readonly page: string;
  /** The link to the alarm itself. */
  readonly console: string;
  /** The runbook in this language, below the project's folder. */
  readonly runbook: string;
}
