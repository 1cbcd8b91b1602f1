import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandHelps } from '../../docs/make/commands';
import { USAGE } from '../../local/options';
import { PAGES, pageOf, ROOT, textOf } from './markdown';

/** What happened is not held to what there is now. */
const PAGES_OF_NOW = PAGES.filter((page) => page !== 'CHANGELOG.md');
const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Readonly<Record<string, string>> };
const HELPS = new Map(commandHelps().map(({ name, help }) => [name, help]));
/** `NAME` stands for one of several. */
const LOCAL_FOLDERS = /^(bin|lib|lambda|local|cli|bench|test|docs)\/(?!.*NAME)[\w./-]+$/;

describe.each(PAGES_OF_NOW)('%s', (path) => {
  const { codes, commands } = pageOf(textOf(path));

  it('names scripts that package.json has, and options that they take', () => {
    const calls = [...commands, ...codes].flatMap(npmCallsIn);
    expect(calls.filter(({ script }) => scripts[script] === undefined)).toEqual([]);
    expect(calls.flatMap(({ script, options }) => options.filter((each) => !takes(script, each)))).toEqual(
      [],
    );
  });

  it('names files and folders that are there', () => {
    const named = codes.filter((code) => LOCAL_FOLDERS.test(code));
    expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

describe.each([...HELPS])('the help of %s', (name, help) => {
  it('is of a script of package.json', () => {
    expect(scripts[name]).toBe(`node --import tsx cli/${name}.ts`);
  });

  it('names the same options in both languages, and a page that is there', () => {
    expect(optionsIn(help['zh-CN'])).toEqual(optionsIn(help.en));
    const pages = [...help.en.matchAll(/docs\/[\w-]+\.md/g)].map(([page]) => page);
    expect(pages.filter((page) => !existsSync(join(ROOT, page)))).toEqual([]);
  });

  it('names what its page tells of', () => {
    const page = `docs/${name}.md`;
    const told = PAGES.includes(page)
      ? pageOf(textOf(page)).codes.filter((code) => code.startsWith('--'))
      : [];
    expect(told.flatMap(optionsIn).filter((option) => !takes(name, option))).toEqual([]);
  });
});

it('no command of cli/ is without a help in both languages', () => {
  const commands = Object.keys(scripts).filter((name) => scripts[name]?.includes(' cli/'));
  expect([...HELPS.keys()].sort()).toEqual(commands.sort());
});

/** `npm run a -- --b && npm start` is two calls. */
function npmCallsIn(line: string): { readonly script: string; readonly options: readonly string[] }[] {
  return line.split(/&&|\|\||;/).flatMap((call) => {
    const [, ran, named, rest = ''] =
      /^\s*npm (run )?(?:--silent )?([\w:-]+)(?: -- (.*))?\s*$/.exec(call) ?? [];
    if (named === undefined || (ran === undefined && !['start', 'test'].includes(named))) return [];
    return [{ script: named, options: optionsIn(rest) }];
  });
}

function optionsIn(text: string): string[] {
  const options = [...text.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, option = '']) => option);
  return [...new Set(options)].sort();
}

/** By its help; or, of what is run to develop, by its source. */
function takes(script: string, option: string): boolean {
  const help = script === 'start' ? USAGE : HELPS.get(script)?.en;
  if (help !== undefined) return optionsIn(help).includes(option);
  const source = / ([\w/]+\.ts)/.exec(scripts[script] ?? '')?.[1];
  const name = option.replace(/^no-/, '');
  return source !== undefined && new RegExp(`\\b'?${name}'?: \\{ type:`).test(textOf(source));
}
