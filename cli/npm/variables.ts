import { quoted } from './quoted';
import type { OptionsConfig, Swallowed } from './swallowed';

/** npm's own options that are called as some of ours: they may come from an `.npmrc`, or from `npx -y`. */
const OF_NPM = ['all', 'dry-run', 'force', 'json', 'message', 'yes'];

/** An option that npm kept. */
interface Kept {
  /** As it was typed, as far as that can be known. */
  readonly option: string;
  /** Whether its value stood apart from it, and so was passed on. */
  readonly isAlone: boolean;
}

/**
 * What can be said where npm wrote no log: it sets a variable for every option that it does not know.
 * @param args that came through
 */
export function inVariables(
  args: readonly string[],
  options: OptionsConfig,
  environment: NodeJS.ProcessEnv,
): Swallowed {
  const kept = Object.keys(options)
    .filter((name) => !isAmong(args, name) && !OF_NPM.includes(name))
    .flatMap((name) => inVariable(name, options, environment));
  return {
    names: kept.map(({ option }) => option.split(/[ =]/)[0] ?? ''),
    meant: argumentsMeant(kept, args),
  };
}

function isAmong(args: readonly string[], name: string): boolean {
  return args.some((arg) => [`--${name}`, `--no-${name}`].includes(arg.split('=')[0] ?? ''));
}

function inVariable(name: string, options: OptionsConfig, environment: NodeJS.ProcessEnv): Kept[] {
  const [, negated] = /^no-(.*)/.exec(name) ?? [];
  const value = environment[`npm_config_${(negated ?? name).replaceAll('-', '_')}`];
  if (value === undefined || (negated !== undefined && value !== '')) return [];
  if (negated !== undefined) return [{ option: `--${name}`, isAlone: false }];
  const isText = options[name]?.type === 'string';
  if (value === 'true') return [{ option: `--${name}`, isAlone: isText }];
  if (value === '' && !isText) return [{ option: `--no-${name}`, isAlone: false }];
  return [{ option: `--${name}=${quoted(value)}`, isAlone: false }];
}

function argumentsMeant(kept: readonly Kept[], args: readonly string[]): string {
  const whole = kept.filter(({ isAlone }) => !isAlone).map(({ option }) => option);
  const alone = kept.filter(({ isAlone }) => isAlone).map(({ option }) => option);
  // Which value belonged to which option can be told only where there is one of each.
  return alone.length === 0 || (alone.length === 1 && args.length === 1)
    ? [...whole, ...alone, ...args.map(quoted)].join(' ')
    : [...whole, ...alone.map((option) => `${option}=…`), '…'].join(' ');
}
