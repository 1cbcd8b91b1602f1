import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { PAGES, pageOf, ROOT, textOf } from './markdown';

it('headings have the anchors that GitHub gives them', () => {
  const page = pageOf(
    '# A `b`: c, d_e\n\n```sh\n# none\n```\n\n## 从零到第一条回答：如何？\n\n## A b: c, d_e\n',
  );
  expect(page.headings).toEqual([
    { level: 1, anchor: 'a-b-c-d_e' },
    { level: 2, anchor: '从零到第一条回答如何' },
    { level: 2, anchor: 'a-b-c-d_e-1' },
  ]);
});

it.each(PAGES)('every link of %s leads somewhere', (path) => {
  const dead = pageOf(textOf(path)).links.filter(
    (link) => !/^(https?|mailto):/.test(link) && isDead(path, link),
  );
  expect(dead).toEqual([]);
});

function isDead(from: string, link: string): boolean {
  const [target = '', anchor] = decodeURIComponent(link).split('#');
  const path = target === '' ? from : posix.join(posix.dirname(from), target);
  if (!existsSync(join(ROOT, path))) return true;
  if (anchor === undefined) return false;
  return !path.endsWith('.md') || !pageOf(textOf(path)).headings.some((heading) => heading.anchor === anchor);
}
