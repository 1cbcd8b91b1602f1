import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { holding } from './cleanup';
import { MeasurementError } from './report';

/** A command, and where to run it. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** A command that is going on. */
export interface RunningCommand {
  /** Rejects with MeasurementError when it fails or is ended; resolves when it ends well. */
  readonly ended: Promise<void>;
}

/** `npm` with these arguments: the very one that runs this, which on Windows cannot be started by its name. */
export function npm(...args: string[]): Pick<Command, 'file' | 'args'> {
  const cli = process.env['npm_execpath'];
  if (cli === undefined) throw new MeasurementError('npm is not known here. Start with: npm run bench');
  return { file: process.execPath, args: [cli, ...args] };
}

/** Runs a command to its end. @throws MeasurementError with what it said, if it fails */
export function run(command: Command): Promise<void> {
  return during(command, ({ ended }) => ended);
}

/** Runs `use` while a command is going on, then ends the command and waits until all that it started is gone. */
export function during<T>(command: Command, use: (running: RunningCommand) => Promise<T>): Promise<T> {
  const { file, args, cwd, environment = process.env } = command;
  const child = spawn(file, args, {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, by which all of it can be ended.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  }
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new MeasurementError(`${[file, ...args].join(' ')} failed:\n${said.trim()}`));
    });
  });
  const end = async (): Promise<void> => {
    killTree(child);
    await ended.catch(() => undefined);
  };
  return holding(end, () => use({ ended }));
}

function killTree({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
  else process.kill(-pid, 'SIGKILL');
}
