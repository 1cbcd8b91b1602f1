import type { BotConfig, Language } from '../shared/bot-config';
import { checkCallback, type CallbackPorts } from './checks/callback';
import { checkModels, type ModelPorts } from './checks/model';
import { checkSecrets, type SecretPorts } from './checks/secrets';
import { checkConcurrency, checkQueues, checkStatus, type StackPorts } from './checks/stack';
import { checkWecom, type WecomPorts } from './checks/wecom';
import type { Log } from '../shared/log';
import { VERDICTS, type Finding, type FindingCode, type Verdict } from './finding';
import { wordsOf, type Words } from './texts';

/** What the doctor needs: it reads, and changes nothing. */
export interface DoctorPorts extends SecretPorts, WecomPorts, CallbackPorts, ModelPorts, StackPorts {
  readonly config: Pick<BotConfig, 'version' | 'apps'>;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  readonly log: Log;
}

/** One finding, in words. */
export interface ReportedFinding extends Finding {
  readonly verdict: Verdict;
  readonly words: Readonly<Record<Language, Words>>;
}

/** What the doctor found. */
export interface DoctorReport {
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The worst of all. */
  readonly verdict: Verdict;
  /** The worst first. */
  readonly findings: readonly ReportedFinding[];
}

const WORST_FIRST: readonly Verdict[] = ['fail', 'warn', 'unknown', 'ok'];

/** Looks at everything from inside. */
export async function examine(ports: DoctorPorts): Promise<DoctorReport> {
  const { config, clock, log } = ports;
  const models = [
    ...new Set(Object.values(config.apps).flatMap(({ model, models: more }) => [model, ...more])),
  ];
  const found = await Promise.all([
    checkSecrets(ports, config),
    checkModels(ports, models),
    checkQueues(ports),
    checkConcurrency(ports),
    ...Object.entries(config.apps).flatMap(([app, settings]) => [
      checkWecom(ports, app, settings),
      checkStatus(ports, app),
      checkCallback(ports, app),
    ]),
  ]);
  const findings = found.flat().map(reported).sort(byVerdict);
  const wrong = findings.filter(({ verdict }) => verdict !== 'ok');
  log.info('examined', {
    wrong: wrong.map(({ code, app }) => [code, app].filter(Boolean).join(' ')).join(', '),
  });
  return {
    version: config.version,
    at: new Date(clock()).toISOString(),
    verdict: findings[0]?.verdict ?? 'unknown',
    findings,
  };
}

function reported(finding: Finding): ReportedFinding {
  const verdict: Readonly<Record<FindingCode, Verdict>> = VERDICTS;
  return { ...finding, verdict: verdict[finding.code], words: wordsOf(finding) };
}

function byVerdict(one: ReportedFinding, other: ReportedFinding): number {
  return WORST_FIRST.indexOf(one.verdict) - WORST_FIRST.indexOf(other.verdict);
}
