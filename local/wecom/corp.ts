import type { ActivityLog } from '../activity';
import { AccessTokens } from './access-tokens';
import { App, type SimulatedApp } from './app';
import type { Chance } from './chance';
import { Directory } from './directory';
import { GroupRobot } from './group-robot';
import { MediaStore } from './media-store';
import { SecretBans } from './secret-bans';
import { DEFAULT_SWITCHES, type Switches } from './switches';

/** What a person or a test may know of a call to the server API. */
export interface ApiCall {
  /** Without `/cgi-bin/`, e.g. `message/send`. */
  readonly api: string;
  /** The app whose token or secret it carried, where known. */
  readonly app?: string;
  /** undefined where no JSON was answered: a file, a broken connection, an HTTP error. */
  readonly errcode?: number;
  readonly address: string;
  /** Milliseconds since epoch. */
  readonly time: number;
  /** The JSON body of a POST, the parameters of another; without secret and token. null if it was not JSON. */
  readonly body: unknown;
  /** WeCom answered 0, but at least one receiver will never see it: too many [D90312], or a duplicate [D90236]. */
  readonly dropped?: boolean;
}

const KEPT_CALLS = 5000;

/** The simulated company: its apps, what they share, and the calls that were made. */
export class Corp {
  readonly apps: ReadonlyMap<string, App>;
  readonly defaultApp: App;
  readonly directory = new Directory();
  readonly tokens = new AccessTokens();
  readonly bans = new SecretBans();
  readonly media = new MediaStore();
  readonly robot: GroupRobot;
  switches: Switches = DEFAULT_SWITCHES;
  private calls: ApiCall[] = [];
  private lastMsgId = 1n;

  /** @throws Error if not exactly one app is the default */
  constructor(
    readonly id: string,
    apps: readonly SimulatedApp[],
    readonly clock: () => number,
    readonly chance: Chance,
    readonly activity: ActivityLog,
    robotKey: string,
  ) {
    this.robot = new GroupRobot(robotKey);
    this.apps = new Map(apps.map((app) => [app.name, new App(app, this.directory)]));
    const [defaultApp, ...others] = [...this.apps.values()].filter(({ settings }) => settings.default);
    if (!defaultApp || others.length > 0) throw new Error('Exactly one simulated app must be the default.');
    this.defaultApp = defaultApp;
  }

  appWithSecret(secret: string): App | undefined {
    return [...this.apps.values()].find(({ settings }) => settings.secret === secret);
  }

  /** @returns the userid as the directory writes it, or as any app saw it first; undefined if nobody knows the member */
  canonical(userid: string): string | undefined {
    const key = userid.toLowerCase();
    const known = [...this.apps.values()].flatMap((app) => app.knownMembers().map((member) => member.userid));
    return this.directory.useridOf(userid) ?? known.find((seen) => seen.toLowerCase() === key);
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
