import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Within which npm starts what it was called for, ms. */
const AT_MOST_MS = 10_000;

/** What a run of npm was called with: `--name=value` as two words, what npm has another name for under that name. */
export interface CalledWith {
  /** What stood before a lone `--`: what npm reads. */
  readonly before: readonly string[];
  /** What stood behind it, and was passed on. */
  readonly behind: readonly string[];
}

/**
 * As npm wrote it into its log.
 * @param command that npm runs
 * @param startedAt when npm had started it, ms since epoch
 * @returns undefined where npm wrote no log of it: it can be told not to
 */
export function calledWith(
  command: string,
  environment: NodeJS.ProcessEnv,
  startedAt: number,
): CalledWith | undefined {
  const { npm_config_cache: cache = '', npm_config_logs_dir: folder = join(cache, '_logs') } = environment;
  for (const name of logsIn(folder, startedAt)) {
    const [, all = ''] = / verbose argv (.*)/.exec(textOf(join(folder, name))) ?? [];
    const words = attempt(() => JSON.parse(`[${all.replaceAll('" "', '","')}]`) as string[]) ?? [];
    const end = [...words, '--'].indexOf('--');
    const before = words.slice(0, end);
    if (before.includes(command)) return { before, behind: words.slice(end + 1) };
  }
  return undefined;
}

/** The latest first. */
function logsIn(folder: string, startedAt: number): string[] {
  const names = attempt(() => readdirSync(folder)) ?? [];
  return names
    .filter((name) => {
      const age = startedAt - timeOf(name);
      return age >= 0 && age < AT_MOST_MS;
    })
    .sort()
    .reverse();
}

/** Of `2026-11-26T10_05_00_123Z-debug-0.log`; NaN: it is called otherwise. */
function timeOf(name: string): number {
  return Date.parse(name.replace(/^(.+T\d\d)_(\d\d)_(\d\d)_(\d{3}Z)-debug-0\.log$/, '$1:$2:$3.$4'));
}

function textOf(file: string): string {
  return attempt(() => readFileSync(file, 'utf8')) ?? '';
}

/** npm clears its logs away at any time, or may have no folder for them. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
