import { Sandbox, type Outcome } from './sandbox';
import type { FunctionFailure } from './sandbox-messages';
import { withinTime } from './within-time';

/** What the template says of a function, worked out. */
export interface FunctionSettings {
  readonly arn: string;
  readonly codeDirectory: string;
  /** Makes what a new sandbox has to itself. @param kill ends its process at once */
  readonly place: (kill: () => void) => Promise<SandboxPlace>;
  readonly timeoutMs: number;
  /** How long loading the handler may take, in ms; Lambda gives 10 s. */
  readonly initialisationMs: number;
}

/** What one sandbox has to itself. */
export interface SandboxPlace {
  readonly environment: Readonly<Record<string, string>>;
  /** It works on this event from now on; undefined: on nothing. */
  worksOn(event: unknown): void;
  /** A line that it wrote, or that Lambda would write about it. */
  line(line: string): void;
  /** The sandbox is gone. */
  close(): Promise<void>;
}

/** Whom a function tells what becomes of it. */
export interface FunctionObserver {
  coldStart(ms: number): void;
  returned(ms: number): void;
  failed(failure: FunctionFailure): void;
}

/** What an invocation gave: the value that the handler returned, as JSON would carry it, or why not. */
export type Result =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: FunctionFailure };

/** Bytes of an event or a result: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAXIMUM_PAYLOAD_BYTES = 6 * 1024 * 1024;
/** How long to wait for a sandbox that is about to be free before a new one is started. */
const ABOUT_TO_BE_FREE_MS = 100;

/** A Lambda function: starts a sandbox when all others are busy, and uses them again. */
export class LambdaFunction {
  private readonly places = new Map<Sandbox, SandboxPlace>();
  private readonly leaving = new WeakMap<Sandbox, Promise<void>>();
  private readonly idle: Sandbox[] = [];
  private readonly returning = new Set<Promise<void>>();
  private closed = false;
  /** Invocations that are going on. */
  running = 0;

  constructor(
    private readonly settings: FunctionSettings,
    private readonly observer: FunctionObserver,
    private readonly newId: () => string,
  ) {}

  /** Runs the handler once. Never rejects: a failure is a result. */
  async invoke(event: unknown): Promise<Result> {
    this.running += 1;
    try {
      const result = await this.run(event);
      if (!result.ok && !this.closed) this.observer.failed(result.failure);
      return result;
    } finally {
      this.running -= 1;
    }
  }

  /** Ends the sandboxes that have nothing to do, as Lambda does whenever it likes. @returns how many */
  async endIdle(): Promise<number> {
    // What has just returned is about to have nothing to do.
    await Promise.all(this.returning);
    const idle = this.idle.splice(0);
    await Promise.all(idle.map((sandbox) => this.discard(sandbox)));
    return idle.length;
  }

  /** Ends all sandboxes, also those that hang. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.places.keys()].map((sandbox) => this.discard(sandbox)));
  }

  private async run(event: unknown): Promise<Result> {
    if (Buffer.byteLength(JSON.stringify(event)) > MAXIMUM_PAYLOAD_BYTES) {
      return failed(
        'RequestTooLargeException',
        `Request must be smaller than ${MAXIMUM_PAYLOAD_BYTES} bytes.`,
      );
    }
    const sandbox = (await this.freeSandbox()) ?? (await this.start());
    if (!(sandbox instanceof Sandbox)) return { ok: false, failure: sandbox };
    const requestId = this.newId();
    const { timeoutMs, arn } = this.settings;
    const startedAt = performance.now();
    const invocation = { requestId, event, deadline: Date.now() + timeoutMs, functionArn: arn };
    this.places.get(sandbox)?.worksOn(event);
    const outcome = await sandbox.invoke(invocation, timeoutMs);
    this.places.get(sandbox)?.worksOn(undefined);
    if (outcome.type === 'threw' && !this.closed) this.report(sandbox, requestId, outcome.failure);
    if (outcome.type === 'returned') this.observer.returned(Math.round(performance.now() - startedAt));
    const back = this.giveBack(sandbox).finally(() => this.returning.delete(back));
    this.returning.add(back);
    return resultOf(outcome);
  }

  private async freeSandbox(): Promise<Sandbox | undefined> {
    if (this.idle.length === 0 && this.returning.size > 0) {
      await withinTime(Promise.race(this.returning), ABOUT_TO_BE_FREE_MS);
    }
    return this.idle.pop();
  }

  private async start(): Promise<Sandbox | FunctionFailure> {
    const startedAt = performance.now();
    const place = await this.settings.place(() => sandbox.kill());
    if (this.closed) {
      await place.close();
      return { errorType: 'Sandbox.Closed', errorMessage: 'The local stack is closing.' };
    }
    const sandbox: Sandbox = new Sandbox({
      codeDirectory: this.settings.codeDirectory,
      environment: place.environment,
      initialisationMs: this.settings.initialisationMs,
      onLine: (line) => place.line(line),
    });
    this.places.set(sandbox, place);
    const failure = await sandbox.initialise();
    if (failure === undefined) {
      this.observer.coldStart(Math.round(performance.now() - startedAt));
      return sandbox;
    }
    await this.discardDead(sandbox);
    return failure;
  }

  /** A sandbox counts as busy until it says that it is ready for more. Never rejects: nobody waits for it. */
  private async giveBack(sandbox: Sandbox): Promise<void> {
    if (await sandbox.ready(this.settings.timeoutMs)) this.idle.push(sandbox);
    else await this.discardDead(sandbox);
  }

  /** Never rejects: that its place can't be left is told; while all are ended, `close` says so. */
  private async discardDead(sandbox: Sandbox): Promise<void> {
    try {
      await this.discard(sandbox);
    } catch (error) {
      if (!this.closed) this.observer.failed({ errorType: 'Sandbox.Stuck', errorMessage: String(error) });
    }
  }

  /** Once, whoever asks: one that has just returned can be found dead while all are ended. */
  private discard(sandbox: Sandbox): Promise<void> {
    const left = this.leaving.get(sandbox) ?? this.leave(sandbox);
    this.leaving.set(sandbox, left);
    return left;
  }

  private async leave(sandbox: Sandbox): Promise<void> {
    await sandbox.close();
    try {
      await this.places.get(sandbox)?.close();
    } finally {
      this.places.delete(sandbox);
    }
  }

  /** What a sandbox that was ended can't say itself, Lambda writes into its log. */
  private report(sandbox: Sandbox, requestId: string, { errorType, errorMessage }: FunctionFailure): void {
    const place = this.places.get(sandbox);
    if (errorType === 'Sandbox.Timedout') place?.line(`${requestId} ${errorMessage}`);
    if (errorType === 'Runtime.ExitError') place?.line(`RequestId: ${requestId} Error: ${errorMessage}`);
  }
}

function resultOf(outcome: Outcome): Result {
  if (outcome.type === 'threw') return { ok: false, failure: outcome.failure };
  if (Buffer.byteLength(outcome.payload) <= MAXIMUM_PAYLOAD_BYTES) {
    return { ok: true, value: JSON.parse(outcome.payload) as unknown };
  }
  return failed(
    'Function.ResponseSizeTooLarge',
    `Response payload size exceeded maximum allowed payload size (${MAXIMUM_PAYLOAD_BYTES} bytes).`,
  );
}

function failed(errorType: string, errorMessage: string): Result {
  return { ok: false, failure: { errorType, errorMessage } };
}
