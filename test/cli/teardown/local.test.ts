import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { endLocalStack } from '../../../cli/teardown/local';
import { errorWith } from '../../support/errors';
import { eventually } from '../../support/eventually';

const directory = mkdtempSync(join(tmpdir(), 'teardown-local-'));
const file = join(directory, 'endpoints.json');
const children: ChildProcess[] = [];
afterEach(() => children.forEach((child) => child.kill('SIGKILL')));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A process that has written the file, and does this when it is to end. */
async function startProcess(onSigint: string): Promise<ChildProcess> {
  rmSync(file, { force: true });
  const child = spawn(
    process.execPath,
    [
      '-e',
      `const { writeFileSync, rmSync } = require('node:fs'); const file = process.argv[1];
       process.on('SIGINT', () => { ${onSigint} }); setInterval(() => {}, 1000);
       writeFileSync(file, JSON.stringify({ pid: process.pid }));`,
      file,
    ],
    { stdio: 'ignore' },
  );
  children.push(child);
  await eventually(
    'the file is written',
    () => (existsSync(file) && readFileSync(file, 'utf8') !== '') || undefined,
  );
  return child;
}

const end = (isAnswering: boolean, clock = Date.now) =>
  endLocalStack(file, { isAnswering, pause: () => setTimeout(5), clock });

it('a running one is ended as by Ctrl-C, and waited for until its file is gone', async () => {
  await startProcess('setTimeout(() => { rmSync(file); process.exit(0); }, 50)');
  await expect(end(true)).resolves.toBe('ended');
  expect(existsSync(file)).toBe(false);
});

it('the file of one that ends at once is removed', async () => {
  await startProcess('process.exit(1)');
  await expect(end(true)).resolves.toBe('ended');
  expect(existsSync(file)).toBe(false);
});

it('what does not answer is not ended: its number may be that of another process by now', async () => {
  const child = await startProcess('process.exit(1)');
  await expect(end(false)).resolves.toBe('was-gone');
  expect(existsSync(file)).toBe(false);
  expect(child.kill(0)).toBe(true);
});

it('the file of one that is gone is removed', async () => {
  const child = await startProcess('');
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
  await expect(end(true)).resolves.toBe('was-gone');
  expect(existsSync(file)).toBe(false);
});

it('one that does not end is named', async () => {
  const child = await startProcess('');
  let now = 0;
  await expect(end(true, () => (now += 20_000))).rejects.toThrow(
    errorWith({ fault: { code: 'not-ended', pid: child.pid } }),
  );
});
