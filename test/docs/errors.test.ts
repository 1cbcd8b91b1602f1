import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { errorsPage } from '../../docs/make/errors';
import { ERROR_TABLE } from '../../lambda/wecom/error-table';
import { ROOT, textOf } from './markdown';

const page = errorsPage();

it('every code that a source of the functions or of the stack assigns is on the page', () => {
  const codes = ['lambda', 'lib']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...textOf(file).matchAll(/(?:\bcode(?:: string)?(?: =|:)|Refusal\(\d+,) '([^']+)'/g)])
    .map(([, code = '']) => code);
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});

it('every code of WeCom is on the page', () => {
  const first = ERROR_TABLE.map(({ codes }) => codes[0]);
  expect(first.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});
