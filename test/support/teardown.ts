import { rmSync } from 'node:fs';
import type { LocalStack } from '../../local/local-stack';

const held = globalThis as { wecomGptTestStack?: { stack: LocalStack; directory: string } };

/** Jest loads setup and teardown apart from each other: only the global object reaches both. */
export function keepForTeardown(stack: LocalStack, directory: string): void {
  held.wecomGptTestStack = { stack, directory };
}

export async function tearDown(): Promise<void> {
  if (!held.wecomGptTestStack) return;
  const { stack, directory } = held.wecomGptTestStack;
  await stack.close();
  rmSync(directory, { recursive: true, force: true });
}
