import { rmSync } from 'node:fs';

/** Something that runs. */
interface Closable {
  close(): Promise<void>;
}

const held = globalThis as { wecomGptTest?: { running: readonly Closable[]; directory: string } };

/** Jest loads setup and teardown apart from each other: only the global object reaches both. */
export function keepForTeardown(running: readonly Closable[], directory: string): void {
  held.wecomGptTest = { running, directory };
}

/** Ends, in order, what was kept. */
export async function tearDown(): Promise<void> {
  for (const each of held.wecomGptTest?.running ?? []) await each.close();
  if (held.wecomGptTest) rmSync(held.wecomGptTest.directory, { recursive: true, force: true });
}
