import { textsIn } from '../../cli/texts';
import type { Language } from '../../lambda/shared/bot-config';

/** A command, and what it says when it is asked for help. */
export interface CommandHelp {
  /** As npm knows it. */
  readonly name: string;
  readonly help: Readonly<Record<Language, string>>;
}

/** Every command that has texts, by name: whatever in them is called `help`. */
export function commandHelps(): CommandHelp[] {
  const chinese = helpsIn(textsIn('zh-CN'));
  return [...helpsIn(textsIn('en'))]
    .map(([name, en]) => ({ name, help: { en, 'zh-CN': chinese.get(name) ?? '' } }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** docs/commands.md: the help of every command, in both languages. */
export function commandsPage(): string {
  const commands = commandHelps();
  return [
    '# Commands',
    '',
    'What an operator runs, as each command says it itself with `--help`. Made from the code (`npm run docs`).',
    '',
    'All of them speak Chinese, and English with `--lang en`. Results go to stdout, what is said meanwhile to stderr.',
    '',
    ...commands.map(({ name }) => `- [${name}](#${name})`),
    ...commands.flatMap(({ name, help }) => ['', `## ${name}`, ...fenced(help.en), ...fenced(help['zh-CN'])]),
    '',
  ].join('\n');
}

function helpsIn(texts: object): Map<string, string> {
  const helps = [texts, ...(Object.values(texts) as unknown[])].flatMap((part) =>
    typeof part === 'object' && part !== null && 'help' in part && typeof part.help === 'string'
      ? [part.help]
      : [],
  );
  return new Map(helps.map((help) => [/^npm run ([\w-]+)/.exec(help)?.[1] ?? '', help]));
}

function fenced(text: string): string[] {
  return ['', '```', text, '```'];
}
