import { parseArgs } from 'node:util';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityLog } from '../../local/activity';
import { startLocalStack } from '../../local/local-stack';
import { synth } from '../../local/synth';
import { settled } from '../support/member';
import { callbackCredentials } from '../support/running-stack';
import { INTRUDER } from './requests';
import { fuzz } from './run';

/** What the sandboxes may grow in the second half of the run: by then their heaps are as large as their collectors let them. */
const MOST_GROWTH = 0.15;

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});

/** `npm run fuzz -- --seed N --requests N`: sends mutated requests to a callback of its own; exit 1 at any fault. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, requests: { type: 'string', default: '100000' } },
  });
  const seed = Number(values.seed ?? Date.now() % 1e9);
  const requests = Number(values.requests);
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-fuzz-'));
  await synth(join(__dirname, '..', '..'), directory, {
    stage: 'test',
    config: 'test/support/config.ts',
  });
  const stack = await startLocalStack({
    assemblyDirectory: directory,
    environment: {},
    activity: new ActivityLog(),
    callbackPort: 0,
    tokensPerSecond: Infinity,
  });
  try {
    console.log(`${requests} requests, seed ${seed}`);
    const memory: number[] = [];
    const startedAt = Date.now();
    const report = await fuzz({
      callbackUrl: stack.endpoints.callbackUrl,
      credentials: await callbackCredentials(stack),
      seed,
      requests,
      onProgress: (done) => {
        memory.push(sandboxMegabytes());
        if (done % 10_000 === 0) console.log(`${done} sent, sandboxes ${memory.at(-1)} MB`);
      },
    });
    await settled(stack.endpoints.simulatorUrl);
    const calls = await (await fetch(`${stack.endpoints.simulatorUrl}/api-calls`)).text();

    const half = Math.floor(memory.length / 2);
    const growth = Math.max(...memory.slice(half)) / Math.max(...memory.slice(0, half)) - 1;
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
    console.log(
      `signed ${report.signed}, answers ${JSON.stringify(report.statuses)}, ${seconds} s, growth in the second half ${(growth * 100).toFixed(1)} %`,
    );
    for (const fault of report.faults) console.error(JSON.stringify(fault));
    const isAnswered = calls.includes(`"${INTRUDER}`);
    if (isAnswered) console.error('Something that was not signed was answered.');
    if (report.faults.length > 0 || isAnswered || growth > MOST_GROWTH) process.exitCode = 1;
    else console.log('no fault');
  } finally {
    await stack.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Resident memory of this process's children, the sandboxes, in MB; 0 where `ps` is not at hand. */
function sandboxMegabytes(): number {
  if (process.platform === 'win32') return 0;
  const rows = execFileSync('ps', ['-A', '-o', 'ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const ours = rows
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([parent]) => parent === process.pid);
  return Math.round(ours.reduce((sum, [, kilobytes = 0]) => sum + kilobytes, 0) / 1024);
}
