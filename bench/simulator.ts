import { setTimeout as pause } from 'node:timers/promises';
import { MeasurementError } from './report';

/** A message on a member's phone, as far as it is looked at. */
export interface PhoneMessage {
  /** `in`: the member wrote it; `out`: it came to them. */
  readonly direction: 'in' | 'out';
  readonly content: string;
  /** Milliseconds since epoch. */
  readonly time: number;
}

const POLL_MS = 5;

/** Calls the simulator's control interface. @throws MeasurementError for a refusal */
export async function control<T>(simulatorUrl: string, path: string, message?: object): Promise<T> {
  const response = await fetch(`${simulatorUrl}${path}`, {
    ...(message && { method: 'POST', body: JSON.stringify(message) }),
  });
  if (!response.ok) throw new MeasurementError(`The simulator refused ${path}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Lets the member write a text. */
export async function write(simulatorUrl: string, member: string, content: string): Promise<void> {
  await control(simulatorUrl, `/members/${member}/messages`, { msgtype: 'text', text: { content } });
}

/** What is on the member's phone, in order. */
export async function phoneOf(simulatorUrl: string, member: string): Promise<PhoneMessage[]> {
  return (await control<{ messages: PhoneMessage[] }>(simulatorUrl, `/members/${member}/messages`)).messages;
}

/** Asks every 5 ms until it is so. @throws MeasurementError when it takes longer than `withinMs` */
export async function until(what: string, withinMs: number, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new MeasurementError(`Waited ${withinMs} ms in vain: ${what}.`);
    await pause(POLL_MS);
  }
}
