import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { withTemporaryFolder } from '../../bench/cleanup';
import { during, run } from '../../bench/command';

test('the folder is gone afterwards, also when its use failed', async () => {
  let used = '';
  const use = withTemporaryFolder((folder) => {
    used = folder;
    writeFileSync(join(folder, 'file'), '');
    return Promise.reject(new Error('broken'));
  });
  await expect(use).rejects.toThrow('broken');
  expect(used).not.toBe('');
  expect(existsSync(used)).toBe(false);
});

const node = (code: string) => ({ file: process.execPath, args: ['-e', code], cwd: __dirname });

test('a command that fails says what it wrote', async () => {
  await expect(run(node('console.error("no such thing"); process.exit(3)'))).rejects.toMatchObject({
    code: 'MEASUREMENT',
    message: expect.stringContaining('no such thing') as string,
  });
});

test('a command that cannot be started fails', async () => {
  await expect(run({ file: 'no-such-command', args: [], cwd: __dirname })).rejects.toThrow('ENOENT');
});

test('a command that goes on is ended after its use', async () => {
  const { ended } = await during(node('setInterval(() => undefined, 1000)'), (running) =>
    Promise.resolve({
      ended: running.ended.then(
        () => 'well',
        () => 'ended',
      ),
    }),
  );
  await expect(ended).resolves.toBe('ended');
});

// Windows has no signals to send: kill() there ends a process without asking.
if (process.platform !== 'win32') {
  test('Ctrl-C ends the command and removes the folder', async () => {
    const bench = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'held.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(bench.stdout, 'data')) as [Buffer];
    const { folder, pid } = JSON.parse(said.toString()) as { folder: string; pid: number };
    expect(existsSync(folder)).toBe(true);

    bench.kill('SIGINT');
    expect(await once(bench, 'exit')).toEqual([130, null]);
    expect(existsSync(folder)).toBe(false);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
}
