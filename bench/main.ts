import { readArguments } from './arguments';
import { measureBundles } from './bundles';
import { exitOnSignals } from './cleanup';
import { measureCold } from './cold';
import { measureInstall } from './install';
import { formatReport, machine, type Measurement, type Report } from './report';
import { measureSoon } from './soon';
import { measureSynth } from './synth';
import { measureWarm } from './warm';

const USUAL: Readonly<Record<string, Measurement>> = {
  bundles: measureBundles,
  synth: measureSynth,
  cold: measureCold,
  warm: measureWarm,
  soon: measureSoon,
};
/** Installing needs a registry, and takes long. */
const ALL: Readonly<Record<string, Measurement>> = { ...USUAL, install: measureInstall };

main().catch((error: unknown) => {
  const isExpected = error instanceof Error && 'code' in error;
  console.error(isExpected ? error.message : error);
  process.exit(1);
});

async function main(): Promise<void> {
  const { names, json } = readArguments(process.argv.slice(2), Object.keys(ALL), Object.keys(USUAL));
  exitOnSignals();
  // The SDK's words about Node 20 would stand between ours.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

  const reports: Record<string, Report & { machine: string }> = {};
  for (const name of names) {
    const measure = ALL[name];
    if (!measure) continue;
    const where = machine();
    const report = await measure();
    reports[name] = { ...report, machine: where };
    if (!json) console.log(formatReport(report, where));
  }
  if (json) console.log(JSON.stringify(reports, null, 2));
}
