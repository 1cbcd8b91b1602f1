import type { ParseArgsConfig } from 'node:util';
import { argumentsEn } from '../texts/arguments-en';
import { argumentsZhCn } from '../texts/arguments-zh-cn';
import { npmArguments } from './log';

/** npm's own options that are called as some of ours: as variables they may come from an `.npmrc`, or from `npx -y`. */
const OF_NPM = ['all', 'dry-run', 'force', 'json', 'message', 'yes'];
/** What npm reads as short for others of its own, in whose names its log has it; the longest first. */
const SHORT: readonly (readonly [name: string, read: readonly string[]])[] = [
  ['lang', ['--long', '--all', '--no-yes', '--global']],
  ['app', ['--all', '--parseable', '--parseable']],
  ['local', ['--no-global']],
];

/** The options of a command. */
export type OptionsConfig = NonNullable<ParseArgsConfig['options']>;

/** An option that npm kept. */
interface Swallowed {
  /** As it was typed, as far as that can be known. */
  readonly option: string;
  /** Whether its value stood apart from it, and so was passed on. */
  readonly isAlone: boolean;
}

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
  const log = npmArguments(command, environment, startedAt);
  const typed = log && asTyped(log);
  const swallowed = Object.keys(options)
    .filter((name) => !isAmong(args, name))
    .flatMap((name) =>
      typed ? inTyped(name, options, typed, args) : inVariables(name, options, environment),
    );
  if (swallowed.length === 0) return undefined;
  const names = swallowed.map(({ option }) => option.split(/[ =]/)[0] ?? '');
  const instead = `npm ${command === 'start' ? '' : 'run '}${command} -- ${argumentsMeant(swallowed, args)}`;
  return [argumentsZhCn, argumentsEn].map((texts) => texts.swallowed(names, instead)).join('\n');
}

function isAmong(args: readonly string[], name: string): boolean {
  return args.some((arg) => [`--${name}`, `--no-${name}`].includes(arg.split('=')[0] ?? ''));
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

function inTyped(
  name: string,
  options: OptionsConfig,
  typed: readonly string[],
  args: readonly string[],
): Swallowed[] {
  if (typed.includes(`--no-${name}`)) return [{ option: `--no-${name}`, isAlone: false }];
  const at = typed.indexOf(`--${name}`);
  if (at < 0) return [];
  const value = typed[at + 1];
  // What stood apart from an option that npm does not know came through as an argument.
  const isKept = options[name]?.type === 'string' && value !== undefined && !args.includes(value);
  return isKept && !value.startsWith('-')
    ? [{ option: `--${name}=${quoted(value)}`, isAlone: false }]
    : [alone(name, options)];
}

/** Where there is no log: npm sets a variable for every option that it does not know, as it does for those of an `.npmrc`. */
function inVariables(name: string, options: OptionsConfig, environment: NodeJS.ProcessEnv): Swallowed[] {
  if (OF_NPM.includes(name)) return [];
  const [, negated] = /^no-(.*)/.exec(name) ?? [];
  const value = environment[`npm_config_${(negated ?? name).replaceAll('-', '_')}`];
  if (value === undefined || (negated !== undefined && value !== '')) return [];
  if (negated !== undefined) return [{ option: `--${name}`, isAlone: false }];
  if (value === 'true') return [alone(name, options)];
  if (value === '' && options[name]?.type === 'boolean') return [{ option: `--no-${name}`, isAlone: false }];
  return [{ option: `--${name}=${quoted(value)}`, isAlone: false }];
}

function alone(name: string, options: OptionsConfig): Swallowed {
  return { option: `--${name}`, isAlone: options[name]?.type === 'string' };
}

function argumentsMeant(swallowed: readonly Swallowed[], args: readonly string[]): string {
  const whole = swallowed.filter(({ isAlone }) => !isAlone).map(({ option }) => option);
  const alone = swallowed.filter(({ isAlone }) => isAlone).map(({ option }) => option);
  // Which value belonged to which option can be told only where there is one of each.
  return alone.length === 0 || (alone.length === 1 && args.length === 1)
    ? [...whole, ...alone, ...args.map(quoted)].join(' ')
    : [...whole, ...alone.map((option) => `${option}=…`), '…'].join(' ');
}

function quoted(text: string): string {
  return /^[\w.,:@/+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
