import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript, stageContext } from '../../../cli/cdk/run-cdk';

const directory = mkdtempSync(join(tmpdir(), 'run-cdk-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function runOf(source: string, ...args: string[]) {
  const script = join(directory, 'script.js');
  writeFileSync(script, source);
  const lines: string[] = [];
  return { ...(await runScript(script, args, (line) => lines.push(line))), lines };
}

it('each line is handed on without what would steer a terminal, also the last, which has no end', async () => {
  const { exitCode, lines } = await runOf(
    String.raw`process.stdout.write('\x1b[31mone\x1b[0m ' + process.argv[2] + '\r\n\x07two\n三')`,
    'arg',
  );
  expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: ['one arg', ' two', '三'] });
});

it('a failure gives its exit code and the last of what was said', async () => {
  const { exitCode, lastWords } = await runOf(
    `for (let i = 1; i <= 30; i++) console.error('line ' + i); process.exitCode = 3`,
  );
  expect(exitCode).toBe(3);
  expect(lastWords).toHaveLength(20);
  expect(lastWords.at(-1)).toBe('line 30');
});

it('what a signal ended has no exit code', async () => {
  await expect(runOf(`process.kill(process.pid, 'SIGKILL')`)).resolves.toMatchObject({ exitCode: undefined });
});

it('a stage is handed on as context', () => {
  expect(stageContext('dev')).toEqual(['--context', 'stage=dev']);
  expect(stageContext(undefined)).toEqual([]);
});
