import type { Hours, TimeSpan } from '../shared/bot-config';
import { momentIn } from './calendar';

/** Whether the model may be asked at a moment. @param at ms since epoch */
export function isServed(hours: Hours | undefined, timeZone: string, at: number): boolean {
  if (!hours) return true;
  const { date, minute, weekday } = momentIn(timeZone, at);
  return spansOn(hours, date, weekday).some(({ from, to }) => from <= minute && minute < to);
}

/** When the model may be asked on a day, as `09:00-18:00`. */
export function servedOn(hours: Hours, timeZone: string, at: number): string[] {
  const { date, weekday } = momentIn(timeZone, at);
  return spansOn(hours, date, weekday).map(({ from, to }) => `${clock(from)}-${clock(to)}`);
}

function spansOn({ week, holidays, workdays }: Hours, date: string, weekday: number): readonly TimeSpan[] {
  if (holidays.includes(date)) return [];
  return week[workdays.includes(date) ? 0 : weekday] ?? [];
}

function clock(minutes: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
