import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';

/** How a run of the CDK command line ended. */
export interface CdkEnd {
  /** 0: well; undefined: a signal ended it, e.g. Ctrl-C. */
  readonly exitCode: number | undefined;
  /** The last lines that it printed. */
  readonly lastWords: readonly string[];
}

/**
 * Runs the CDK command line.
 * @param args e.g. `['destroy', 'WecomGpt', '--force']`; nobody answers what it asks
 * @param onLine gets each line that it prints, as it does, without anything that would steer a terminal
 * @param environment of it, besides that of this process
 */
export type RunCdk = (
  args: readonly string[],
  onLine: (line: string) => void,
  environment?: Readonly<Record<string, string>>,
) => Promise<CdkEnd>;

const ROOT = join(__dirname, '..', '..');
const LAST = 20;

/** The one that the project pins, in the project's folder. */
export const runCdk: RunCdk = (args, onLine, environment) =>
  runScript(
    createRequire(join(ROOT, 'package.json')).resolve('aws-cdk/bin/cdk'),
    [...args, '--no-color'],
    onLine,
    environment,
  );

/** What the CDK command line calls a value of the context. @param stage undefined: none */
export function stageContext(stage: string | undefined): string[] {
  return stage === undefined ? [] : ['--context', `stage=${stage}`];
}

/** @param script of Node @throws what spawning throws */
export async function runScript(
  script: string,
  args: readonly string[],
  onLine: (line: string) => void,
  environment: Readonly<Record<string, string>> = {},
): Promise<CdkEnd> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const lastWords: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', (raw) => {
      const line = stripVTControlCharacters(raw)
        .replace(/\p{C}+/gu, ' ')
        .trimEnd();
      lastWords.push(line);
      if (lastWords.length > LAST) lastWords.shift();
      onLine(line);
    });
  }
  // Ctrl-C reaches it as well, and it is the one to end; whoever called says what that means.
  const stay = (): void => undefined;
  process.on('SIGINT', stay);
  try {
    return await new Promise<CdkEnd>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ exitCode: code ?? undefined, lastWords }));
    });
  } finally {
    process.off('SIGINT', stay);
  }
}
