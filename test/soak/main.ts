import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatReport, machine } from '../../bench/report';
import { ActivityLog } from '../../local/activity';
import { startLocalStack } from '../../local/local-stack';
import { synth } from '../../local/synth';
import { judge } from './judge';
import { drawPlan, type Plan, type PlanOptions } from './plan';
import { reportsOf } from './report';
import { runPlan } from './run';

const TOKENS_PER_SECOND = 5_000;
/** A run ends by itself: what is not at rest after this long is a fault. ms */
const AT_MOST_MS = 180_000;
const AT_MOST_A_MESSAGE_MS = 1_000;
const PROGRESS_EVERY_MS = 10_000;

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});

/** `npm run soak`: a burst of messages while everything fails now and then; exit 1 if a promise did not hold. */
async function main(): Promise<void> {
  const { options, json, logs } = readOptions();
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const plan = drawPlan(options);
  const where = machine();
  const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-soak-'));
  await synth(join(__dirname, '..', '..'), directory, {
    stage: 'test',
    config: 'test/support/config.ts',
  });
  const stack = await startLocalStack({
    assemblyDirectory: directory,
    environment: {},
    activity: new ActivityLog(),
    callbackPort: 0,
    tokensPerSecond: TOKENS_PER_SECOND,
    ...(logs && { onLog: (_, line) => console.error(`${Date.now()} ${line}`) }),
  });
  try {
    if (stack.unfinished.length > 0) throw new Error(`Not set up: ${stack.unfinished.join('; ')}`);
    console.error(`seed ${options.seed}`);
    const withinMs = AT_MOST_MS + AT_MOST_A_MESSAGE_MS * options.members * options.messages;
    const record = await runPlan(stack, plan, { withinMs, onProgress: progressOf(plan) });
    const verdict = judge(plan, record);
    const reports = reportsOf(plan, record, verdict);
    if (json) console.log(JSON.stringify({ machine: where, reports, faults: verdict.faults }, null, 2));
    else for (const report of reports) console.log(formatReport(report, where));
    for (const fault of verdict.faults) console.error(`WRONG: ${fault}`);
    if (verdict.faults.length > 0) process.exitCode = 1;
  } finally {
    await stack.close();
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

function readOptions(): { options: PlanOptions; json: boolean; logs: boolean } {
  const { values } = parseArgs({
    options: {
      members: { type: 'string', default: '300' },
      messages: { type: 'string', default: '5' },
      seed: { type: 'string', default: String(Date.now() % 1e9) },
      faults: { type: 'string', default: '0.05' },
      kills: { type: 'string', default: '60' },
      json: { type: 'boolean', default: false },
      logs: { type: 'boolean', default: false },
    },
  });
  const { json, logs } = values;
  const number = (name: 'members' | 'messages' | 'seed' | 'faults' | 'kills'): number => {
    const value = Number(values[name]);
    if (!(value >= 0)) throw new Error(`--${name} must be a number, and not ${values[name]}.`);
    return value;
  };
  const options = {
    members: number('members'),
    messages: number('messages'),
    seed: number('seed'),
    faults: number('faults'),
    kills: number('kills'),
  };
  return { options, json, logs };
}

function progressOf({ people }: Plan): (written: number, underWay: number) => void {
  let last = Date.now();
  return (written, underWay) => {
    if (Date.now() - last < PROGRESS_EVERY_MS) return;
    last = Date.now();
    console.error(`${written} of ${people.length} members have written; ${underWay} things under way`);
  };
}
