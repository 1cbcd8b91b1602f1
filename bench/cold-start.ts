import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { MeasurementError } from './report';

/** What a cold process says when it has its result, with the CPU time that it used since its start. */
export interface ColdAnswer {
  readonly result: unknown;
  readonly cpu: NodeJS.CpuUsage;
}

/** One process from its start to its answer. */
export interface ColdStart {
  readonly result: unknown;
  readonly wallMs: number;
  /** User and system time. */
  readonly cpuMs: number;
}

/** A process to start: program text for `node -e`, its argument, and its whole environment. */
export interface ColdProgram {
  readonly code: string;
  readonly argument: string;
  readonly environment: Readonly<Record<string, string>>;
}

const GIVE_UP_MS = 10_000;

/** Answers as soon as Node runs: what no function can be faster than. */
export const BARE_NODE = 'process.send({ result: null, cpu: process.cpuUsage() })';

/** Program text that runs a bundle's handler once; `_HANDLER` and `LAMBDA_TASK_ROOT` say where it is. */
export function handlerProgram(): string {
  const source = readFileSync(join(__dirname, 'cold-process.ts'), 'utf8');
  return transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20', minify: true }).code;
}

/** Starts a process, waits for its answer and ends it. @throws MeasurementError where none comes within 10 s */
export function startCold({ code, argument, environment }: ColdProgram): Promise<ColdStart> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, ['-e', code, argument], {
      env: environment,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      timeout: GIVE_UP_MS,
      windowsHide: true,
    });
    let start: ColdStart | undefined;
    child.once('message', (message) => {
      const wallMs = performance.now() - startedAt;
      const { result, cpu } = message as ColdAnswer;
      start = { result, wallMs, cpuMs: (cpu.user + cpu.system) / 1000 };
      child.kill('SIGKILL');
    });
    child.once('error', reject);
    // Not before it is gone: the next process shall have the machine to itself.
    child.once('close', () => {
      if (start) resolve(start);
      else reject(new MeasurementError('The process ended without an answer; what it wrote is above.'));
    });
  });
}
