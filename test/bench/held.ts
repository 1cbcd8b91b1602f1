/* A measurement in small that goes on until it is stopped: a command that keeps writing into a folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitOnSignals, withTemporaryFolder } from '../../bench/cleanup';
import { during } from '../../bench/command';
import { until } from '../../bench/simulator';

const WRITES = `
  const { mkdirSync, writeFileSync } = require('node:fs');
  writeFileSync('pid', String(process.pid));
  mkdirSync('made');
  for (let each = 0; each < 100_000; each++) writeFileSync('made/' + each, '');
  setTimeout(() => undefined, 20_000);
`;

exitOnSignals();
void withTemporaryFolder((folder) =>
  during({ file: process.execPath, args: ['-e', WRITES], cwd: folder }, async ({ ended }) => {
    await until('it writes', 10_000, () => Promise.resolve(existsSync(join(folder, 'made'))));
    console.log(JSON.stringify({ folder, pid: Number(readFileSync(join(folder, 'pid'), 'utf8')) }));
    await ended;
  }),
);
