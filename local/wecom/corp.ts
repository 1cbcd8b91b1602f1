import { randomBytes } from 'node:crypto';
import type { ActivityLog } from '../activity';
import { App, type SimulatedApp } from './app';
import type { Chance } from './chance';

/** What a person or a test may know of a call to the server API. */
export interface ApiCall {
  /** Without `/cgi-bin/`, e.g. `message/send`. */
  readonly api: string;
  /** The app whose token or secret it carried, where known. */
  readonly app?: string;
  /** undefined where no JSON was answered: a broken connection, an HTTP error. */
  readonly errcode?: number;
  readonly address: string;
  /** Milliseconds since epoch. */
  readonly time: number;
  /** The JSON body of a POST, the parameters of a GET; without secret and token. null if it was not JSON. */
  readonly body: unknown;
  /** WeCom answered 0, but at least one receiver will never see it: 30 a minute, 1000 an hour [D90312]. */
  readonly dropped?: boolean;
}

const TOKEN_LIFE_MS = 7200 * 1000;
/** WeCom asks to reserve at least 512 bytes for a token [D91039]. */
const TOKEN_LENGTH = 512;
const KEPT_CALLS = 5000;

/** The simulated company: its apps, their tokens, and the calls that were made. */
export class Corp {
  readonly apps: ReadonlyMap<string, App>;
  readonly defaultApp: App;
  private readonly tokens = new Map<string, { app: App; expiresAt: number }>();
  private calls: ApiCall[] = [];
  private lastMsgId = 1n;

  /** @throws Error if not exactly one app is the default */
  constructor(
    readonly id: string,
    apps: readonly SimulatedApp[],
    readonly clock: () => number,
    readonly chance: Chance,
    readonly activity: ActivityLog,
  ) {
    this.apps = new Map(apps.map((app) => [app.name, new App(app)]));
    const [defaultApp, ...others] = [...this.apps.values()].filter(({ settings }) => settings.default);
    if (!defaultApp || others.length > 0) throw new Error('Exactly one simulated app must be the default.');
    this.defaultApp = defaultApp;
  }

  appWithSecret(secret: string): App | undefined {
    return [...this.apps.values()].find(({ settings }) => settings.secret === secret);
  }

  /** A new token each time; those before it stay valid, since nothing promises otherwise [D91039]. */
  issueToken(app: App): { token: string; expiresInSeconds: number } {
    const token = randomBytes(TOKEN_LENGTH).toString('base64url').slice(0, TOKEN_LENGTH);
    this.tokens.set(token, { app, expiresAt: this.clock() + TOKEN_LIFE_MS });
    return { token, expiresInSeconds: TOKEN_LIFE_MS / 1000 };
  }

  lookUpToken(token: string): { app: App; expired: boolean } | undefined {
    const found = this.tokens.get(token);
    return found && { app: found.app, expired: found.expiresAt <= this.clock() };
  }

  /** WeCom may invalidate tokens before they expire. @returns how many there were */
  revokeTokens(app: App): number {
    const revoked = [...this.tokens].filter(([, issued]) => issued.app === app);
    for (const [token] of revoked) this.tokens.delete(token);
    return revoked.length;
  }

  /** 64 bits, above 2^53 and rising, like the real ones; odd, so that a Number never holds one. */
  nextMsgId(): bigint {
    this.lastMsgId += 2n;
    return (BigInt(this.clock()) << 22n) + this.lastMsgId;
  }

  recordCall(call: ApiCall): void {
    this.calls.push(call);
    if (this.calls.length > KEPT_CALLS) this.calls.shift();
  }

  /** Calls of this app, and those whose app could not be told. */
  callsOf(app: App): ApiCall[] {
    return this.calls.filter((call) => call.app === undefined || call.app === app.settings.name);
  }

  forgetCallsOf(app: App): void {
    this.calls = this.calls.filter((call) => call.app !== undefined && call.app !== app.settings.name);
  }
}
