import { call, type Answer, type Call, type Outcome } from './call';
import { connectionFinding } from './connection-finding';
import type { CallbackCredentials } from './credentials';
import { echoFindings } from './echo-findings';
import type { Finding, RequestKind } from './findings';
import { messageFindings } from './message-findings';
import { newEcho, unknownEvent, urlCheck, type Sealing } from './signed-requests';
import { statusFinding } from './status-finding';
import { urlFindings } from './url-findings';

/** How long an answer may take, ms. */
export interface Limits {
  /** WeCom's for the URL check. */
  readonly checkMs: number;
  /** WeCom's for a message. */
  readonly messageMs: number;
  /** How long we wait, so as to tell slow from silent. */
  readonly patienceMs: number;
}

/** 1 s and 5 s [D90238]. */
export const WECOM_LIMITS: Limits = { checkMs: 1000, messageMs: 5000, patienceMs: 15_000 };

/** What the check needs of the world. */
export interface CheckPorts {
  readonly randomBytes: (size: number) => Buffer;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  readonly limits: Limits;
}

/** The requests, in the order in which they are sent. */
export type StepName = 'first-check' | 'second-check' | 'message' | 'forged-check' | 'forged-message';

/** A request that was answered. */
export interface Step {
  readonly name: StepName;
  readonly status: number;
  readonly tookMs: number;
}

/** What came of a check. */
export interface CheckResult {
  /** The callback without its query. */
  readonly target: string;
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
}

/** Sends a callback what WeCom would, and says what is wrong. Where the URL check fails, nothing else is sent. */
export async function checkCallback(
  url: URL,
  credentials: CallbackCredentials,
  ports: CheckPorts,
): Promise<CheckResult> {
  const line = new Line(url, ports);
  const findings = [
    ...urlFindings(url),
    ...(await checkTwice(line, credentials)),
    ...(line.passed('second-check') ? await sendMessage(line, credentials) : []),
    ...(line.answered('message') ? await forge(line, credentials) : []),
    ...slownessOf(line.steps, ports.limits),
  ];
  return { target: url.origin + url.pathname, steps: line.steps, findings };
}

/** Twice, since the first call may have to wait for a cold start. */
async function checkTwice(line: Line, credentials: CallbackCredentials): Promise<Finding[]> {
  const first = await checkOnce(line, 'first-check', credentials);
  if (!line.passed('first-check')) return first;
  const known = new Set(first.map(({ code }) => code));
  const second = await checkOnce(line, 'second-check', credentials);
  return [...first, ...second.filter(({ code }) => !known.has(code))];
}

async function checkOnce(line: Line, name: StepName, credentials: CallbackCredentials): Promise<Finding[]> {
  const echo = newEcho(line.ports.randomBytes);
  const outcome = await line.send(name, urlCheck(line.url, echo, line.sealing(credentials)));
  return line.judge('check', outcome, (body) => echoFindings(body, echo));
}

async function sendMessage(line: Line, credentials: CallbackCredentials): Promise<Finding[]> {
  const outcome = await line.send('message', unknownEvent(line.url, line.sealing(credentials)));
  return line.judge('message', outcome, (body) => messageFindings(body, credentials));
}

/** The same two requests, rightly encrypted, but signed with a token that nobody knows: both must be refused. */
async function forge(line: Line, credentials: CallbackCredentials): Promise<Finding[]> {
  const forger = line.sealing({ ...credentials, token: line.ports.randomBytes(16).toString('hex') });
  const echo = newEcho(line.ports.randomBytes);
  const check = await line.send('forged-check', urlCheck(line.url, echo, forger));
  const message = await line.send('forged-message', unknownEvent(line.url, forger));
  return [
    ...(isAccepted(check) && check.body.includes(echo) ? [acceptsForged('check')] : []),
    ...(isAccepted(message) ? [acceptsForged('message')] : []),
  ];
}

const acceptsForged = (request: RequestKind): Finding => ({ code: 'accepts-forgery', request });

const isAccepted = (outcome: Outcome): outcome is Answer =>
  outcome.kind === 'answered' && outcome.status === 200;

function slownessOf(steps: readonly Step[], { checkMs, messageMs }: Limits): Finding[] {
  const tookMs = (name: StepName): number | undefined => steps.find((step) => step.name === name)?.tookMs;
  const firstMs = tookMs('first-check');
  const secondMs = tookMs('second-check');
  const messageTookMs = tookMs('message');
  const findings: Finding[] = [];
  if (firstMs !== undefined && secondMs !== undefined && Math.max(firstMs, secondMs) > checkMs) {
    const code = secondMs > checkMs ? 'slow-check' : 'slow-first-check';
    findings.push({ code, firstMs, secondMs, limitMs: checkMs });
  }
  if (messageTookMs !== undefined && messageTookMs > messageMs) {
    findings.push({ code: 'slow-message', tookMs: messageTookMs, limitMs: messageMs });
  }
  return findings;
}

/** Sends requests to one callback, and keeps what it answered. */
class Line {
  readonly steps: Step[] = [];

  constructor(
    readonly url: URL,
    readonly ports: CheckPorts,
  ) {}

  async send(name: StepName, request: Call): Promise<Outcome> {
    const sentAt = this.ports.clock();
    const outcome = await call(request, this.ports.limits.patienceMs);
    if (outcome.kind === 'answered') {
      this.steps.push({ name, status: outcome.status, tookMs: this.ports.clock() - sentAt });
    }
    return outcome;
  }

  /** @param body what is wrong with the body of a 200 */
  judge(request: RequestKind, outcome: Outcome, body: (body: Buffer) => Finding[]): Finding[] {
    if (outcome.kind === 'timed out') {
      return [{ code: 'no-answer', request, waitedMs: this.ports.limits.patienceMs }];
    }
    if (outcome.kind === 'broken') return [connectionFinding(this.url, outcome.reason)];
    return outcome.status === 200 ? body(outcome.body) : [statusFinding(request, outcome)];
  }

  answered(name: StepName): boolean {
    return this.steps.some((step) => step.name === name);
  }

  passed(name: StepName): boolean {
    return this.steps.some((step) => step.name === name && step.status === 200);
  }

  sealing(credentials: CallbackCredentials): Sealing {
    return { credentials, randomBytes: this.ports.randomBytes, now: this.ports.clock() };
  }
}
