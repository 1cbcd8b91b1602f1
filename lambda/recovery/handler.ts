import type { StatusItem } from '../aws/app-status';
import type { Block } from '../chat/ports';
import { ALL_APPS } from '../shared/audit-record';
import type { BotConfig } from '../shared/bot-config';
import { UnfilledCredentialsError } from '../shared/credentials';
import { errorFields, type Log } from '../shared/log';
import { METRICS, type Metrics } from '../shared/metrics';
import type { Agent } from '../wecom/agent';
import { meaningOf } from '../wecom/error-codes';
import { WecomApiError } from '../wecom/errors';
import { blockIn } from '../wecom/send-outcome';
import { watchBudgets, type BudgetPorts } from './budgets';
import { applyMenu, type MenuPorts } from './menus';
import { noteChanges, type NotingPorts } from './noting';
import { shipLeftBehind, type ShippingPorts } from './shipping';

/** What the recovery needs. */
export interface RecoveryPorts extends NotingPorts, ShippingPorts, MenuPorts, BudgetPorts {
  readonly config: BotConfig;
  readonly statuses: Statuses;
  /** Asks WeCom. @throws UnfilledCredentialsError, WecomApiError and others, by which nothing is known */
  readonly agentOf: (app: string) => Promise<Pick<Agent, 'isDisabled'>>;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What is known of each app; see {@link AppStatusItems}. */
type Statuses = NotingPorts['statuses'] & {
  /** @param app may be `*` */
  itemOf(app: string): Promise<StatusItem>;
  setBlocked(app: string, block: Block, began: number): Promise<boolean>;
  setClear(app: string, began: number): Promise<boolean>;
};

const APP_DISABLED = 50003;
const MINUTE_MS = 60_000;

/**
 * Looks after every app, writes into the audit log what changed by itself, puts there what was left behind, and last gives
 * apps their menus. One app that fails stops no other.
 */
export async function recover(ports: RecoveryPorts): Promise<void> {
  const apps = Object.keys(ports.config.apps);
  const [statuses] = await Promise.all([
    Promise.all(apps.map((app) => lookAfter(ports, app))),
    lookAfterAll(ports),
    watchBudgets(ports),
  ]);
  await shipLeftBehind(ports, [ALL_APPS, ...apps]);
  await Promise.all(apps.map((app, index) => applyMenu(ports, app, statuses[index])));
}

/** What concerns all apps: a pause, and the configuration. */
async function lookAfterAll(ports: RecoveryPorts): Promise<void> {
  try {
    await noteChanges(ports, ALL_APPS, await ports.statuses.itemOf(ALL_APPS));
  } catch (error) {
    ports.log.warn('changes not noted', { app: ALL_APPS, ...errorFields(error) });
  }
}

/**
 * Where it is not known whether WeCom takes the app's calls, or known that it does not, asks.
 * @returns the status as it is then; undefined if it can't be read
 */
async function lookAfter(ports: RecoveryPorts, app: string): Promise<StatusItem | undefined> {
  const { statuses, clock, log, metrics } = ports;
  let known: StatusItem | undefined;
  try {
    known = await statuses.itemOf(app);
    await noteChanges(ports, app, known);
    const isAllWell = known.observedAt !== undefined && !known.block;
    if (!isAllWell) known = await ask(ports, app, known);
  } catch (error) {
    // An app that nobody has entered yet is no fault, and the next minute asks again.
    if (!(error instanceof UnfilledCredentialsError))
      log.warn('app not checked', { app, ...errorFields(error) });
  }
  // Also where WeCom could not be asked: without a figure the alarm would end.
  if (known?.observedAt === undefined) return known;
  const { block, blockedSince = clock() } = known;
  const minutes = Math.floor((clock() - blockedSince) / MINUTE_MS);
  metrics.emit({ [METRICS.blocked]: block ? Math.max(1, minutes) : 0 }, { app }, {});
  return known;
}

/** @returns the status as it is then */
async function ask(ports: RecoveryPorts, app: string, before: StatusItem): Promise<StatusItem> {
  const { statuses, clock, log } = ports;
  const began = clock();
  const block = await blockNowOf(ports, app);
  if (block) {
    const isNews = await statuses.setBlocked(app, block, began);
    if (isNews) log.error('app blocked', { app, ...block, ...wordsFor(block.errcode) });
  } else {
    const isCleared = await statuses.setClear(app, began);
    if (isCleared && before.block) log.info('app unblocked', { app });
  }
  const after = await statuses.itemOf(app);
  await noteChanges(ports, app, after);
  return after;
}

/** @throws what says neither that WeCom takes the app's calls nor that an admin has to act */
async function blockNowOf({ agentOf }: RecoveryPorts, app: string): Promise<Block | undefined> {
  try {
    const { isDisabled } = await agentOf(app);
    return isDisabled ? { errcode: APP_DISABLED } : undefined;
  } catch (error) {
    const block = error instanceof WecomApiError ? blockIn(error) : undefined;
    if (!block) throw error;
    return block;
  }
}

function wordsFor(errcode: number): { code: string; message: string; remedy: string } {
  const { meaning, remedy } = meaningOf(errcode);
  return { code: `WECOM_${errcode}`, message: meaning, remedy };
}
