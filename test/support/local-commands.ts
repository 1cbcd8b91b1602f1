import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, type Ended } from '../cli/stack/command';
import type { OwnStack } from './own-stack';
import { inTerminal, type TypedCommand } from './terminal';

/** An operator's commands, which find a stack of a test's own by `--local`, as that of a running `npm start`. */
export interface LocalCommands {
  /** A folder that is there until the end. */
  readonly directory: string;
  /** What `npm start` writes, and takes away when it ends. */
  readonly endpointsFile: string;
  /** Starts one in a terminal, in English. */
  typed(command: string, ...args: string[]): TypedCommand;
  /** Runs one where there is no terminal, in English. */
  withoutTerminal(command: string, ...args: string[]): Promise<Ended>;
  /** Starts a process in place of `npm start`, to be ended: at Ctrl-C it takes the file away. */
  startNpmStart(): Promise<ChildProcess>;
  close(): void;
}

export function localCommands({ endpoints, outputs }: OwnStack): LocalCommands {
  const directory = mkdtempSync(join(tmpdir(), 'local-commands-'));
  const endpointsFile = join(directory, 'endpoints.json');
  const writeEndpoints = (pid?: number): void =>
    writeFileSync(endpointsFile, `${JSON.stringify({ ...endpoints, outputs, pid }, null, 2)}\n`);
  const environment = { WECOM_GPT_ENDPOINTS: endpointsFile };
  const argumentsOf = (args: string[]): string[] => [...args, '--local', '--lang', 'en'];
  let npmStart: ChildProcess | undefined;
  writeEndpoints();
  return {
    directory,
    endpointsFile,
    typed: (command, ...args) => inTerminal(`cli/${command}.ts`, argumentsOf(args), environment),
    withoutTerminal: (command, ...args) => runCommand(command, argumentsOf(args), environment),
    startNpmStart: async () => {
      const child = spawn(process.execPath, ['-e', NPM_START, endpointsFile], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      npmStart = child;
      await once(child.stdout, 'data');
      writeEndpoints(child.pid);
      return child;
    },
    close: () => {
      npmStart?.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const NPM_START = `
  process.on('SIGINT', () => { require('node:fs').rmSync(process.argv[1]); process.exit(0); });
  setInterval(() => {}, 1000);
  console.log('ready');`;
