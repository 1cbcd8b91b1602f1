import type { AppStatus } from '../../chat/ports';
import { errorFields } from '../../shared/log';
import type { StatusItem } from '../../aws/app-status';
import { found, type Finding } from '../finding';

/** What the stack itself is looked at with. */
export interface StackPorts {
  readonly itemOf: (app: string) => Promise<StatusItem>;
  readonly statusOf: (app: string) => Promise<AppStatus>;
  /** How many messages are in the message queue, and in the dead-letter queue. */
  readonly counts: () => Promise<{ readonly waiting: number; readonly deadLetters: number }>;
  /** Executions that the account may have at the same time. */
  readonly accountConcurrency: () => Promise<number>;
  readonly maxConcurrency: number;
}

/** What the callback needs beside the workers, so that WeCom's second is kept. */
const FOR_THE_CALLBACK = 3;

/** Whether the app is blocked or paused. */
export async function checkStatus({ itemOf, statusOf }: StackPorts, app: string): Promise<Finding[]> {
  try {
    const [{ block, blockedSince = 0, observedAt }, { pause }] = await Promise.all([
      itemOf(app),
      statusOf(app),
    ]);
    return [
      block
        ? found('blocked', { errcode: block.errcode, since: new Date(blockedSince).toISOString() }, app)
        : found(observedAt === undefined ? 'never-asked' : 'not-blocked', {}, app),
      ...(pause ? [found('paused', { since: new Date(pause.since).toISOString() }, app)] : []),
    ];
  } catch (error) {
    return [found('status-unknown', { reason: errorFields(error).code }, app)];
  }
}

/** What waits, and what was given up. */
export async function checkQueues({ counts }: StackPorts): Promise<Finding[]> {
  try {
    const { waiting, deadLetters } = await counts();
    return [
      waiting === 0 ? found('nothing-waits') : found('messages-wait', { count: waiting }),
      deadLetters === 0 ? found('no-dead-letters') : found('dead-letters', { count: deadLetters }),
    ];
  } catch (error) {
    return [found('queues-unknown', { reason: errorFields(error).code })];
  }
}

/** Whether the account's executions are enough for the workers and the callback. */
export async function checkConcurrency(ports: StackPorts): Promise<Finding> {
  const { accountConcurrency, maxConcurrency } = ports;
  try {
    const limit = await accountConcurrency();
    const isEnough = limit >= maxConcurrency + FOR_THE_CALLBACK;
    return found(isEnough ? 'concurrency-ok' : 'concurrency-low', { limit, maxConcurrency });
  } catch (error) {
    return found('concurrency-unknown', { reason: errorFields(error).code });
  }
}
