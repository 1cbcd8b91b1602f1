import { join } from 'node:path';
import { withTemporaryFolder } from './cleanup';
import { npm, run } from './command';
import type { Report } from './report';
import { ROOT } from './stack';
import { percentile } from './statistics';

const RUNS = 3;

/** How long `npx cdk synth` takes. */
export async function measureSynth(): Promise<Report> {
  const checked: number[] = [];
  const unchecked: number[] = [];
  // By turns, so that a busy minute of the machine falls on both.
  for (let each = 0; each < RUNS; each++) {
    checked.push(await timeSynth('true'));
    unchecked.push(await timeSynth('false'));
  }
  return {
    title: 'synth: npx cdk synth',
    counted: [`wall time of the whole command into an empty folder, npx included, ${RUNS} runs`],
    rows: [
      { what: 'with all checks', figures: spread(checked) },
      { what: 'CDK_VALIDATION=false, as npm start', figures: spread(unchecked) },
    ],
  };
}

/** @returns ms */
function timeSynth(validation: 'true' | 'false'): Promise<number> {
  return withTemporaryFolder(async (folder) => {
    const startedAt = performance.now();
    await run({
      ...npm('exec', '--', 'cdk', 'synth', '--quiet', '--no-notices', '--output', join(folder, 'cdk.out')),
      cwd: ROOT,
      environment: { ...process.env, CDK_VALIDATION: validation, AWS_EC2_METADATA_DISABLED: 'true' },
    });
    return performance.now() - startedAt;
  });
}

function spread(times: readonly number[]): Record<string, number> {
  return {
    'median ms': Math.round(percentile(times, 50)),
    'min ms': Math.round(Math.min(...times)),
    'max ms': Math.round(Math.max(...times)),
  };
}
