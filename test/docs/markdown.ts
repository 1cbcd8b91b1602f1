import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the project. */
export const ROOT = join(__dirname, '..', '..');

/** A heading of a page. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** As GitHub makes it: what stands behind # in a link. */
  readonly anchor: string;
}

/** A page in Markdown, by what tests ask of it. */
export interface Page {
  readonly headings: readonly Heading[];
  /** Where links and pictures lead, as it is written. */
  readonly links: readonly string[];
  /** What stands between single backticks in the text. */
  readonly codes: readonly string[];
  /** Lines of blocks of shell commands, without comments; a command that goes on over several lines is one. */
  readonly commands: readonly string[];
}

/** Every page that somebody reads, by its path from the project's folder. */
export const PAGES: readonly string[] = ['', 'docs', 'docs/simulator'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => (folder === '' ? name : `${folder}/${name}`)),
);

/** @param path from the project's folder */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function pageOf(markdown: string): Page {
  const blocks: { readonly language: string; readonly text: string }[] = [];
  const prose = markdown.replace(
    /^( *)(`{3,})([\w-]*)[^\n]*\n(.*?)^ *\2 *$/gms,
    (_, __, ___, language: string, text: string) => {
      blocks.push({ language, text });
      return '';
    },
  );
  // A link may have code for its text, and code may look like a link.
  const codes = [...prose.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, code = '']) => code);
  const withoutCode = prose.replace(/(?<!`)`[^`\n]+`(?!`)/g, '`');
  return {
    headings: headingsIn(prose),
    links: [...withoutCode.matchAll(/\]\(<?([^)>\s]+)>?\)/g)].map(([, target = '']) => target),
    codes,
    commands: blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => commandsIn(text)),
  };
}

function headingsIn(prose: string): Heading[] {
  const seen = new Map<string, number>();
  return [...prose.matchAll(/^(#{1,6}) +(.+?) *$/gm)].map(([, marks = '', heading = '']) => {
    const anchor = anchorOf(heading);
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return { level: marks.length, anchor: before === 0 ? anchor : `${anchor}-${before}` };
  });
}

/** By GitHub's rules: what is no letter, digit, hyphen or underscore of any script goes, and spaces are hyphens. */
function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

function commandsIn(block: string): string[] {
  return block
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}
