import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { transformSync } from 'esbuild';
import type { FunctionFailure, Invocation, SandboxMessage } from './sandbox-messages';

/** How an invocation ended. `payload` is JSON. */
export type Outcome =
  | { readonly type: 'returned'; readonly payload: string }
  | { readonly type: 'threw'; readonly failure: FunctionFailure };

/** What a sandbox is started with. */
export interface SandboxSettings {
  readonly codeDirectory: string;
  /** The whole environment of the process; nothing of ours is added. */
  readonly environment: Readonly<Record<string, string>>;
  /** How long loading the handler may take, in ms. */
  readonly initialisationMs: number;
  readonly onLine: (line: string) => void;
}

/** One execution environment of a function: a process that takes one invocation at a time. */
export class Sandbox {
  private readonly process: ChildProcess;
  private readonly gone: Promise<void>;
  private exit: string | undefined;
  private readonly inbox: SandboxMessage[] = [];
  private wake: (() => void) | undefined;

  constructor(private readonly settings: SandboxSettings) {
    this.process = spawn(process.execPath, ['-e', runtime()], {
      cwd: settings.codeDirectory,
      env: settings.environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      windowsHide: true,
    });
    this.process.on('message', (message) => {
      this.inbox.push(message as SandboxMessage);
      this.wake?.();
    });
    this.process.on('exit', (status, signal) => {
      this.exit = signal === null ? `exit status ${status ?? 0}` : `signal: ${signal}`;
      this.wake?.();
    });
    this.gone = new Promise((resolve) => {
      this.process.on('close', resolve);
      this.process.on('error', (error) => {
        this.exit ??= error.message;
        this.wake?.();
        resolve();
      });
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      if (stream !== null) byLine(stream, settings.onLine);
    }
  }

  get alive(): boolean {
    return this.exit === undefined;
  }

  /** Waits until the handler is loaded. @returns what is wrong, if something is */
  async initialise(): Promise<FunctionFailure | undefined> {
    const message = await this.next(this.settings.initialisationMs);
    if (message === 'timeout') {
      this.kill();
      return failure('Sandbox.Timedout', `Init timed out after ${this.settings.initialisationMs} ms`);
    }
    if (message === 'exit') return this.exited();
    return message.type === 'broken' ? message.failure : undefined;
  }

  /** Runs one invocation; after a time-out or a crash the sandbox is of no more use. */
  async invoke(invocation: Invocation, timeoutMs: number): Promise<Outcome> {
    const answered = this.next(timeoutMs);
    if (this.alive) this.process.send(invocation, ignoreSendError);
    const message = await answered;
    if (message === 'timeout') {
      this.kill();
      const seconds = (timeoutMs / 1000).toFixed(2);
      return threw(failure('Sandbox.Timedout', `Task timed out after ${seconds} seconds`));
    }
    if (message === 'exit') return threw(this.exited());
    if (message.type === 'returned' || message.type === 'threw') return message;
    return threw(failure('Runtime.Unknown', `The sandbox said ${message.type} during an invocation.`));
  }

  /** Waits until it can take the next invocation. @returns whether it can */
  async ready(withinMs: number): Promise<boolean> {
    const message = await this.next(withinMs);
    return typeof message === 'object' && message.type === 'ready';
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }

  /** Ends the process, hung or not, and waits until it is gone. */
  async close(): Promise<void> {
    this.kill();
    await this.gone;
  }

  private async next(withinMs: number): Promise<SandboxMessage | 'exit' | 'timeout'> {
    if (this.inbox.length === 0 && this.alive) await this.wokenOrLate(withinMs);
    return this.inbox.shift() ?? (this.alive ? 'timeout' : 'exit');
  }

  private wokenOrLate(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private exited(): FunctionFailure {
    return failure('Runtime.ExitError', `Runtime exited with error: ${this.exit ?? 'unknown'}`);
  }
}

let compiled: string | undefined;

function runtime(): string {
  compiled ??= transformSync(readFileSync(join(__dirname, 'sandbox-runtime.ts'), 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
    minify: true,
  }).code;
  return compiled;
}

function threw(what: FunctionFailure): Outcome {
  return { type: 'threw', failure: what };
}

function failure(errorType: string, errorMessage: string): FunctionFailure {
  return { errorType, errorMessage };
}

/** A process that is gone says so by its exit. */
function ignoreSendError(): void {
  return undefined;
}

/** Not readline, which also breaks lines at U+2028, of which JSON may hold some. */
function byLine(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
