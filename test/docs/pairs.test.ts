import { PAGES, pageOf, textOf, type Page } from './markdown';

const CHINESE = PAGES.filter((page) => page.endsWith('.zh-CN.md'));

it('what an admin reads is there in both languages', () => {
  expect(CHINESE).toEqual(['README.zh-CN.md', 'docs/guide.zh-CN.md', 'docs/runbook.zh-CN.md']);
});

describe.each(CHINESE)('%s and its English page', (chinese) => {
  const english = chinese.replace('.zh-CN.', '.');
  const [here, there] = [pageOf(textOf(chinese)), pageOf(textOf(english))];

  it('have the same headings, as deep and in the same order', () => {
    expect(levelsOf(here)).toEqual(levelsOf(there));
  });

  it('have the same commands in the same order', () => {
    expect(here.commands).toEqual(inChinese(there.commands));
  });

  it('show the same blocks and tables, row by row', () => {
    expect(shapeOf(textOf(chinese))).toEqual(shapeOf(textOf(english)));
  });

  it('link to each other', () => {
    const nameOf = (path: string): string => path.replace(/^.*\//, '');
    expect(here.links).toContain(nameOf(english));
    expect(there.links).toContain(nameOf(chinese));
  });
});

function levelsOf({ headings }: Page): number[] {
  return headings.map(({ level }) => level);
}

/** Chinese is what commands speak unless they are told. */
function inChinese(commands: readonly string[]): string[] {
  return commands.map((command) => command.replace(/ --lang en\b/, '').replace(/ --$/, ''));
}

/** Under each heading: how many rows its tables have, and of which language its blocks are. */
function shapeOf(markdown: string): string[] {
  return markdown.split('\n').flatMap((line) => {
    if (line.startsWith('#')) return ['#'];
    if (line.startsWith('|')) return ['|'];
    return /^ *```/.test(line) ? [line.trim()] : [];
  });
}
