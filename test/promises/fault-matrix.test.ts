import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_TABLE } from '../../lambda/wecom/error-table';
import { faultsPage } from '../support/fault-matrix/page';
import type { FaultRow, Observed } from '../support/fault-matrix/row';
import { ROWS, runFaultMatrix } from '../support/fault-matrix/run';

const PAGE = join(__dirname, '../../docs/faults.md');

let results: ReadonlyMap<FaultRow, Observed | Error>;
beforeAll(async () => {
  results = await runFaultMatrix();
}, 300_000);

it.each(ERROR_TABLE.flatMap(({ codes }) => codes))('code %d has a row', (code) => {
  expect(ROWS.filter(({ errcode }) => errcode === code)).not.toHaveLength(0);
});

it.each(ROWS.map((row) => [row.fault, row] as const))('%s', (_, row) => {
  expect(results.get(row)).toEqual(row.expected);
});

it('docs/faults.md shows what was seen; if it does not, npm run faults writes it anew', () => {
  const seen = [...results].filter((entry): entry is [FaultRow, Observed] => !(entry[1] instanceof Error));
  const ordered = ROWS.flatMap((row) => seen.filter(([each]) => each === row));
  const page = faultsPage(new Map(ordered));
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
