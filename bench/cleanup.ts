import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Release = () => Promise<void>;

/** What is to be let go at the end, the latest last; one list, since the signals are the whole process's. */
const held: Release[] = [];
let isStopping = false;

/** On Ctrl-C and its like lets go what is held, and ends the process; a second one ends it at once. */
export function exitOnSignals(): void {
  const stop = async (): Promise<void> => {
    if (isStopping) process.exit(130);
    isStopping = true;
    for (const release of held.reverse()) await release();
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

/** Runs `use`, and then `release`, once, whether it failed or a signal ended it. */
export async function holding<T>(release: Release, use: () => Promise<T>): Promise<T> {
  held.push(release);
  try {
    return await use();
  } finally {
    // What failed now failed because it is being ended, in its order and by another.
    if (isStopping) await new Promise(() => undefined);
    held.splice(held.indexOf(release), 1);
    await release();
  }
}

/** Runs `use` with a folder that is there only so long. */
export async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'wecom-gpt-bench-'));
  return holding(
    () => rm(folder, { recursive: true, force: true, maxRetries: 10 }),
    () => use(folder),
  );
}
