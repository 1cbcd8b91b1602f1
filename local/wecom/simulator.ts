import { randomInt, randomUUID } from 'node:crypto';
import { isIPv4 } from 'node:net';
import type { ActivityLog } from '../activity';
import { ANYONE, type Caller } from '../caller';
import type { ControlRoutes } from '../control-input';
import { serveLocally, type LocalServer } from '../http';
import type { SimulatedApp } from './app';
import { CallbackSender } from './callback-sender';
import { Chance } from './chance';
import { controlHandler } from './control';
import { Corp } from './corp';
import { qyapiHandler } from './qyapi';

export type { SimulatedApp } from './app';
export { WECOM_OPERATIONS } from './qyapi';

export interface WecomSimulatorOptions {
  corpId: string;
  /** Exactly one is the default. */
  apps: SimulatedApp[];
  /** What is still under way in the stack (queue not empty, function running), for GET /settled; empty = nothing. */
  busy: () => string[];
  activity: ActivityLog;
  /** Of the robot in the admins' group; drawn if absent. */
  robotKey?: string;
  /** What the control interface steers besides. */
  furtherRoutes?: ControlRoutes;
  /** For what WeCom varies without meaning; drawn and told to the activity log if absent. */
  seed?: number;
  /** Milliseconds since epoch. */
  clock?: () => number;
  /** How long WeCom waits for the answer to a callback, ms; 5000 [D90238]. */
  callbackTimeoutMs?: number;
  /** How long it waits when the URL is saved, ms; 1000 [D90238]. */
  urlCheckTimeoutMs?: number;
  /** Pause before a repeat, ms; 1000, for want of a documented one. */
  retryDelayMs?: number;
}

export interface WecomSimulator {
  /** Base URL of the control interface. */
  readonly url: string;
  /**
   * Opens (or reuses) a listener for qyapi; WeCom sees callers that come through it with `address` as their source IP.
   * @returns its base URL; the paths below it are `/cgi-bin/…`
   * @throws Error if `address` is not an IPv4 address
   */
  apiUrlFor(address: string): Promise<string>;
  /** Opens a listener for qyapi that one caller has to themselves, to be closed when they are gone. @throws like apiUrlFor */
  apiFor(address: string, caller: Caller): Promise<LocalServer>;
  /** Breaks off callbacks that are under way, and stops listening. */
  close(): Promise<void>;
}

/** Starts a WeCom for one company on this machine. */
export async function startWecomSimulator(options: WecomSimulatorOptions): Promise<WecomSimulator> {
  const { corpId, apps, busy, activity, clock = Date.now, seed = randomInt(2 ** 31) } = options;
  const {
    callbackTimeoutMs = 5000,
    urlCheckTimeoutMs = 1000,
    retryDelayMs = 1000,
    furtherRoutes = {},
  } = options;
  const { robotKey = randomUUID() } = options;
  const corp = new Corp(corpId, apps, clock, new Chance(seed), activity, robotKey);
  const sender = new CallbackSender(corp, { timeoutMs: callbackTimeoutMs, retryDelayMs });
  const control = await serveLocally(
    0,
    controlHandler({ corp, sender, busy, urlCheckTimeoutMs, furtherRoutes }),
  );
  const apis = new Map<string, Promise<LocalServer>>();
  const listenFor = (address: string, caller: Caller): Promise<LocalServer> => {
    if (!isIPv4(address)) throw new Error(`"${address}" is not an IPv4 address that WeCom could see.`);
    return serveLocally(0, qyapiHandler(corp, address, caller));
  };
  activity.record({ place: 'wecom', what: `simulator ready, variations of seed ${seed}` });
  return {
    url: control.url,
    async apiUrlFor(address) {
      const listening = apis.get(address) ?? listenFor(address, ANYONE);
      apis.set(address, listening);
      return (await listening).url;
    },
    apiFor: async (address, caller) => listenFor(address, caller),
    async close() {
      await sender.close();
      const servers = await Promise.all(apis.values());
      await Promise.all([control, ...servers].map((server) => server.close()));
    },
  };
}
