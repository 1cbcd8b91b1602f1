import type { ParseArgsConfig } from 'node:util';
import { argumentsEn } from '../texts/arguments-en';
import { argumentsZhCn } from '../texts/arguments-zh-cn';
import { npmArguments } from './log';

/** npm's own options that are called as some of ours: they may come from an `.npmrc`, or from `npx -y`. */
const OF_NPM = ['all', 'dry-run', 'force', 'json', 'message', 'yes'];
/** What npm reads as short for others of its own. Of these its variables hold nothing, but its log does, in this form. */
const SHORT: Readonly<Record<string, string>> = {
  local: '"--no-global"',
  lang: '"--long" "--all" "--no-yes" "--global"',
  app: '"--all" "--parseable" "--parseable"',
};

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
  const missing = Object.keys(options).filter((name) => !isAmong(args, name));
  const log = missing.some((name) => name in SHORT)
    ? npmArguments(command, environment, startedAt)
    : undefined;
  const swallowed = missing.flatMap(
    (name) => inVariables(name, options, environment) ?? inLog(name, options, log) ?? [],
  );
  if (swallowed.length === 0) return undefined;
  const names = swallowed.map(({ option }) => option.split(/[ =]/)[0] ?? '');
  const instead = `npm ${command === 'start' ? '' : 'run '}${command} -- ${argumentsMeant(swallowed, args)}`;
  return [argumentsZhCn, argumentsEn].map((texts) => texts.swallowed(names, instead)).join('\n');
}

function isAmong(args: readonly string[], name: string): boolean {
  return args.some((arg) => [`--${name}`, `--no-${name}`].includes(arg.split('=')[0] ?? ''));
}

/** npm sets a variable for every option that it does not know. */
function inVariables(
  name: string,
  options: OptionsConfig,
  environment: NodeJS.ProcessEnv,
): Swallowed | undefined {
  if (OF_NPM.includes(name)) return undefined;
  const [, negated] = /^no-(.*)/.exec(name) ?? [];
  const value = environment[`npm_config_${(negated ?? name).replaceAll('-', '_')}`];
  if (value === undefined || (negated !== undefined && value !== '')) return undefined;
  if (negated !== undefined) return { option: `--${name}`, isAlone: false };
  if (value === 'true') return alone(name, options);
  if (value === '' && options[name]?.type === 'boolean') return { option: `--no-${name}`, isAlone: false };
  return { option: `--${name}=${quoted(value)}`, isAlone: false };
}

function inLog(name: string, options: OptionsConfig, log: string | undefined): Swallowed | undefined {
  const written = SHORT[name];
  return written !== undefined && log?.includes(written) ? alone(name, options) : undefined;
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
