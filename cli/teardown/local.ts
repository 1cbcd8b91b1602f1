import { readFileSync, rmSync } from 'node:fs';
import { isRunning } from '../stack/is-running';
import { TeardownError } from './faults';

/** What ending a local stack needs. */
export interface LocalPorts {
  /** Whether it answers: if not, its process id may be somebody else's by now. */
  readonly isAnswering: boolean;
  /** Waits a little. */
  readonly pause: () => Promise<unknown>;
  /** Ms since epoch. */
  readonly clock: () => number;
}

/** What there was to end. */
export type LocalEnd = 'ended' | 'was-gone';

/** It gives up its functions first. */
const ENDS_WITHIN_MS = 30_000;

/**
 * Ends the running `npm start` as Ctrl-C does, and waits for it.
 * @param file that it wrote, and takes away when it ends
 * @throws TeardownError not-ended
 */
export async function endLocalStack(
  file: string,
  { isAnswering, pause, clock }: LocalPorts,
): Promise<LocalEnd> {
  const written = readFileSync(file, 'utf8');
  const { pid } = JSON.parse(written) as { readonly pid: number };
  // Another copy may be started meanwhile: its file stays.
  const isThere = () => textOf(file) === written;
  if (!isAnswering || !isRunning(pid)) {
    rmSync(file);
    return 'was-gone';
  }
  process.kill(pid, 'SIGINT');
  const until = clock() + ENDS_WITHIN_MS;
  while (isThere() && isRunning(pid)) {
    if (clock() > until) throw new TeardownError({ code: 'not-ended', pid });
    await pause();
  }
  // It was killed at once, as Windows does.
  if (isThere()) rmSync(file);
  return 'ended';
}

/** @returns undefined where there is no such file */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
