import { ActivityLog } from '../../local/activity';
import { startLocalStack, type LocalStack, type LocalStackOptions } from '../../local/local-stack';
import { runningStack } from './running-stack';

/** A stack that one test file has to itself. */
export interface OwnStack extends LocalStack {
  /** Every line that a function wrote. */
  readonly logLines: string[];
}

/** Starts the same assembly once more, for tests that change what others rely on. The caller closes it. */
export async function startOwnStack(options: Partial<LocalStackOptions> = {}): Promise<OwnStack> {
  const logLines: string[] = [];
  const stack = await startLocalStack({
    assemblyDirectory: runningStack().assemblyDirectory,
    environment: {},
    activity: new ActivityLog(),
    callbackPort: 0,
    tokensPerSecond: Infinity,
    onLog: (_, line) => logLines.push(line),
    ...options,
  });
  return { ...stack, logLines };
}

/** The log lines of an event, as they were written. */
export function logged(stack: OwnStack, event: string): Record<string, unknown>[] {
  return stack.logLines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((fields) => fields['event'] === event);
}
