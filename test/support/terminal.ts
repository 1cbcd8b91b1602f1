import { join } from 'node:path';
import { spawn, type IPty } from '@lydell/node-pty';
import { eventually } from './eventually';

const ROOT = join(__dirname, '..', '..');

const running = new Set<IPty>();
// One that still asks when its test has failed would wait for ever.
afterAll(() => {
  for (const terminal of running) terminal.kill('SIGKILL');
});

/** A command in a pseudo-terminal, as a person sees and types it. */
export interface TypedCommand {
  /** All that is on the screen, without what steers it. */
  screen(): string;
  /** Waits until the text is on the screen, behind what was waited for before; the command may not have ended. */
  shows(text: string | RegExp): Promise<void>;
  /** Types a line, with the return key. */
  types(line: string): void;
  /** Ctrl-C. */
  interrupts(): void;
  /** @returns its exit code, once it has ended */
  ends(): Promise<number>;
}

/**
 * Starts a TypeScript file in a pseudo-terminal.
 * @param script from the project's root, e.g. `cli/setup.ts`
 * @param environment all that it sees besides PATH and HOME
 */
export function inTerminal(
  script: string,
  args: string[],
  environment: Readonly<Record<string, string>> = {},
): TypedCommand {
  const { PATH = '', HOME = '' } = process.env;
  const terminal: IPty = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    name: 'xterm',
    // Wide enough that no line is broken by the terminal.
    cols: 400,
    rows: 50,
    cwd: ROOT,
    env: {
      PATH,
      HOME,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      ...environment,
    },
  });
  running.add(terminal);
  let raw = '';
  let read = 0;
  let exitCode: number | undefined;
  terminal.onData((data) => (raw += data));
  terminal.onExit((exit) => {
    exitCode = exit.exitCode;
    running.delete(terminal);
  });
  const screen = (): string => raw.replace(STEERING, '').replaceAll('\r', '');
  return {
    screen,
    shows: async (text) => {
      try {
        await eventually('', () => {
          const found = findIn(screen().slice(read), text);
          if (found === undefined) {
            if (exitCode !== undefined) throw new Error('Nothing more will come.');
            return undefined;
          }
          read += found;
          return true;
        });
      } catch {
        const end = exitCode === undefined ? '' : `, and ended with ${exitCode}`;
        throw new Error(`The screen does not show ${String(text)}${end}:\n${screen()}`);
      }
    },
    types: (line) => terminal.write(`${line}\r`),
    interrupts: () => terminal.write('\x03'),
    ends: () => eventually(`the command ends`, () => exitCode),
  };
}

/** Sequences that move the cursor or colour, which a reader does not see. */

const STEERING = /\x1b\[[0-9;?]*[ -/]*[@-~]/g;

/** @returns where it ends */
function findIn(text: string, wanted: string | RegExp): number | undefined {
  const at = typeof wanted === 'string' ? text.indexOf(wanted) : text.search(wanted);
  if (at < 0) return undefined;
  return at + (typeof wanted === 'string' ? wanted.length : (wanted.exec(text)?.[0].length ?? 0));
}
