import type { AppStatus } from '../aws/app-status';
import type { Block } from '../chat/ports';
import type { BotConfig } from '../shared/bot-config';
import { UnfilledCredentialsError } from '../shared/credentials';
import { errorFields, type Log } from '../shared/log';
import type { Agent } from '../wecom/agent';
import { meaningOf } from '../wecom/error-codes';
import { WecomApiError } from '../wecom/errors';
import { blockIn } from '../wecom/send-outcome';

/** What the recovery needs. */
export interface RecoveryPorts {
  readonly config: Pick<BotConfig, 'apps'>;
  readonly statuses: Statuses;
  /** Asks WeCom. @throws UnfilledCredentialsError, WecomApiError and others, by which nothing is known */
  readonly agentOf: (app: string) => Promise<Pick<Agent, 'isDisabled'>>;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  readonly log: Log;
}

/** What is known of each app; see {@link AppStatusItems}. */
interface Statuses {
  statusOf(app: string): Promise<AppStatus | undefined>;
  setBlocked(app: string, block: Block, began: number): Promise<boolean>;
  setClear(app: string, began: number): Promise<boolean>;
}

const APP_DISABLED = 50003;

/** Looks after every app: one that fails stops no other. */
export async function recover(ports: RecoveryPorts): Promise<void> {
  await Promise.all(Object.keys(ports.config.apps).map((app) => lookAfter(ports, app)));
}

/** Where it is not known whether WeCom takes the app's calls, or known that it does not, asks. */
async function lookAfter(ports: RecoveryPorts, app: string): Promise<void> {
  const { statuses, clock, log } = ports;
  try {
    const status = await statuses.statusOf(app);
    if (status && !status.block) return;
    const began = clock();
    const block = await blockNowOf(ports, app);
    if (block) {
      const isNews = await statuses.setBlocked(app, block, began);
      if (isNews) log.error('app blocked', { app, ...block, ...wordsFor(block.errcode) });
    } else {
      const isCleared = await statuses.setClear(app, began);
      if (isCleared && status) log.info('app unblocked', { app });
    }
  } catch (error) {
    // An app that nobody has entered yet is no fault, and the next minute asks again.
    if (!(error instanceof UnfilledCredentialsError))
      log.warn('app not checked', { app, ...errorFields(error) });
  }
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
