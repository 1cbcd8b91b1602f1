import type { ParseArgsConfig } from 'node:util';
import { argumentsEn } from '../texts/arguments-en';
import { argumentsZhCn } from '../texts/arguments-zh-cn';
import { calledWith, type CalledWith } from './log';
import { quoted } from './quoted';
import { inVariables } from './variables';

/** The options of a command. */
export type OptionsConfig = NonNullable<ParseArgsConfig['options']>;

/** Options that npm kept, and the arguments as they were meant. */
export interface Swallowed {
  /** With their dashes. */
  readonly names: readonly string[];
  readonly meant: string;
}

/** What npm reads as short for others of its own, in whose names its log has it; the longest first. */
const SHORT: readonly (readonly [name: string, read: readonly string[]])[] = [
  ['lang', ['--long', '--all', '--no-yes', '--global']],
  ['app', ['--all', '--parseable', '--parseable']],
  ['local', ['--no-global']],
];

/**
 * `npm run NAME --local` means nothing to the command, and --local to npm: it would act on AWS.
 * @param command as npm knows it
 * @param args that came through
 * @param startedAt when this process was started, ms since epoch
 * @returns what happened and what to type instead, in both languages: --lang may be among what is gone; undefined where all
 *   is well, or npm does not run this command
 */
export function swallowedByNpm(
  command: string,
  args: readonly string[],
  options: OptionsConfig,
  environment: NodeJS.ProcessEnv,
  startedAt = performance.timeOrigin,
): string | undefined {
  if (environment['npm_lifecycle_event'] !== command) return undefined;
  const log = calledWith(command, environment, startedAt);
  const { names, meant } = log ? inLog(log, args, options) : inVariables(args, options, environment);
  if (names.length === 0) return undefined;
  const instead = `npm ${command === 'start' ? '' : 'run '}${command} -- ${meant}`;
  return [argumentsZhCn, argumentsEn].map((texts) => texts.swallowed(names, instead)).join('\n');
}

function inLog({ before, behind }: CalledWith, args: readonly string[], options: OptionsConfig): Swallowed {
  const typed = asTyped(before);
  const isOption = (word: string): boolean => word.startsWith('--');
  const takesNext = (word = ''): boolean => isOption(word) && options[word.slice(2)]?.type === 'string';
  const isOfCommand = (word: string, at: number): boolean =>
    isOption(word) ? isOurs(word, options) : args.includes(word) || takesNext(typed[at - 1]);
  return {
    names: typed.filter((word) => isOption(word) && isOurs(word, options) && !behind.includes(word)),
    meant: [...typed.filter(isOfCommand), ...behind].map(quoted).join(' '),
  };
}

function isOurs(option: string, options: OptionsConfig): boolean {
  return [option.slice(2), option.replace(/^--no-/, '')].some((name) => Object.hasOwn(options, name));
}

/** With our names in place of npm's. */
function asTyped(log: readonly string[]): string[] {
  return SHORT.reduce(
    (typed, [name, read]) => {
      const at = typed.findIndex((_, index) => read.every((each, step) => typed[index + step] === each));
      return at < 0 ? typed : typed.toSpliced(at, read.length, `--${name}`);
    },
    [...log],
  );
}
