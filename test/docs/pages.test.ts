import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldsWithoutSentence } from '../../docs/make/configuration';
import { PAGES } from '../../docs/make/pages';

it.each(Object.entries(PAGES))(
  'docs/%s is as the code makes it; if not, npm run docs writes it anew',
  (file, page) => {
    expect(readFileSync(join(__dirname, '..', '..', 'docs', file), 'utf8')).toBe(page());
  },
);

it('an editor has a sentence for every field of the configuration', () => {
  expect(fieldsWithoutSentence()).toEqual([]);
});
