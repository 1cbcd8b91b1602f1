/**
 * Our alarms. An alarm is called as the stack, a hyphen, and one of these; the page about it in the runbook has the same
 * anchor.
 */
export const ALARMS = [
  'blocked',
  'waiting',
  'dead-letters',
  'callback-failing',
  'callback-refusing',
  'worker-failing',
  'model-failing',
  'recovery-silent',
  'audit-behind',
  'budget',
] as const;

export type AlarmId = (typeof ALARMS)[number];

/** Which of ours an alarm is, by its name. */
export function alarmIn(name: string): AlarmId | undefined {
  return ALARMS.find((id) => name.endsWith(`-${id}`));
}
