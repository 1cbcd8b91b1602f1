import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, type Ended } from '../cli/stack/command';
import type { OwnStack } from './own-stack';
import { inTerminal, type TypedCommand } from './terminal';

/** An operator's commands with `--local`, in English. */
export interface Commands {
  /** Starts one in a terminal. */
  typed(command: string, ...args: string[]): TypedCommand;
  /** Runs one where there is no terminal. */
  withoutTerminal(command: string, ...args: string[]): Promise<Ended>;
}

/** Commands that find a stack of a test's own, as that of a running `npm start`. */
export interface LocalCommands extends Commands {
  /** A folder that is there until the end. */
  readonly directory: string;
  close(): void;
}

export function localCommands({ endpoints, outputs }: OwnStack): LocalCommands {
  const directory = mkdtempSync(join(tmpdir(), 'local-commands-'));
  const endpointsFile = join(directory, 'endpoints.json');
  writeFileSync(endpointsFile, `${JSON.stringify({ ...endpoints, outputs }, null, 2)}\n`);
  return {
    ...commandsOf(endpointsFile),
    directory,
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** @param endpointsFile of the stack that they find */
export function commandsOf(endpointsFile: string): Commands {
  const environment = { WECOM_GPT_ENDPOINTS: endpointsFile };
  const argumentsOf = (args: string[]): string[] => [...args, '--local', '--lang', 'en'];
  return {
    typed: (command, ...args) => inTerminal(`cli/${command}.ts`, argumentsOf(args), environment),
    withoutTerminal: (command, ...args) => runCommand(command, argumentsOf(args), environment),
  };
}
