import type { PriceName } from './prices';

/** Amounts by price. */
export type Use = Readonly<Partial<Record<PriceName, number>>>;

/**
 * Calls that one message causes: a question and an answer in two parts, by sandboxes that have the secrets and the token
 * already. `test/scenarios/cost.test.ts` counts them anew.
 */
export const CALLS_OF_A_MESSAGE = {
  CallbackEndpointCallbackFunction: { 'sqs SendMessage': 1, 'dynamodb GetItem': 2 },
  WorkerFunction: {
    'dynamodb GetItem': 6,
    'dynamodb Query': 2,
    'dynamodb PutItem': 5,
    'dynamodb UpdateItem': 11,
    'dynamodb DeleteItem': 1,
    'sqs ChangeMessageVisibility': 1,
    'model responses': 1,
    'wecom message/send': 2,
    'wecom user/get': 1,
    'logs PutLogEvents': 1,
  },
} as const;

/** What is assumed, since only a deployed stack could show it. */
export const ASSUMED = {
  /** Seconds that a callback takes. */
  callbackSeconds: 0.1,
  /** Seconds that a worker takes: mostly the model's. */
  workerSeconds: 10,
  /** Seconds that the function takes that runs every minute. */
  recoverySeconds: 0.5,
  /** Units of a write: an answer of more than 1 KB takes several. */
  unitsOfAWrite: 2,
  /** Bytes of log lines: our own, metrics, and Lambda's about each call. */
  logBytes: 6_000,
  /** Bytes of the record in the audit log, question and answer left out. */
  auditBytes: 700,
  /** Bytes to and from the model, WeCom and AWS that pass the way out, and of those the bytes out. */
  throughBytes: 60_000,
  outBytes: 30_000,
  /** GB a month of refused packets in the flow log of the stack's own VPC. */
  flowLogGb: 0.1,
  /** Tokens of a question with the persona and what was said before; a third of it cached. */
  inputTokens: 2_000,
  cachedTokens: 650,
  /** Tokens said and thought. */
  outputTokens: 400,
} as const;

/** GB of memory of the functions; a test holds them to the template. */
export const MEMORY_GB = { callback: 1769 / 1024, worker: 512 / 1024, recovery: 256 / 1024 };

/** Bytes of the metrics of each minute, and of Lambda's lines about it. */
const RECOVERY_LOG_BYTES = 1_000;

const GB = 1e9;
const HOURS = 730;
const MINUTES = HOURS * 60;
/** Lambda asks a queue with five connections at first, each waiting up to 20 s. */
const QUEUE_CALLS = (5 * HOURS * 3600) / 20;

/** What one message uses of AWS. @param natGateways 0: what passes the way out is not counted by GB */
export function useOfAMessage(natGateways: number): Use {
  const { CallbackEndpointCallbackFunction: callback, WorkerFunction: worker } = CALLS_OF_A_MESSAGE;
  const writes = worker['dynamodb PutItem'] + worker['dynamodb UpdateItem'] + worker['dynamodb DeleteItem'];
  const logged = ASSUMED.logBytes + ASSUMED.auditBytes;
  return {
    apiCall: 1,
    lambdaCall: 2,
    lambdaGbSecond: ASSUMED.callbackSeconds * MEMORY_GB.callback + ASSUMED.workerSeconds * MEMORY_GB.worker,
    // What Lambda itself does with a message: receives and deletes it.
    queueCall: callback['sqs SendMessage'] + worker['sqs ChangeMessageVisibility'] + 2,
    tableRead: callback['dynamodb GetItem'] + worker['dynamodb GetItem'] + worker['dynamodb Query'],
    tableWrite: writes * ASSUMED.unitsOfAWrite,
    logGb: logged / GB,
    // The callbacks' and workers' lines for a month, the record for thirteen.
    logStored: (ASSUMED.logBytes + 13 * ASSUMED.auditBytes) / GB,
    maskedGb: ASSUMED.auditBytes / GB,
    ...(natGateways > 0 && { natGb: ASSUMED.throughBytes / GB }),
    outGb: ASSUMED.outBytes / GB,
  };
}

/** What a stack with one app uses in a month in which nobody writes. @param hasOwnVpc with its flow log */
export function useWhileIdle(hasOwnVpc: boolean): Use {
  const logGb = (MINUTES * RECOVERY_LOG_BYTES) / GB + (hasOwnVpc ? ASSUMED.flowLogGb : 0);
  return {
    queueCall: QUEUE_CALLS,
    lambdaCall: MINUTES,
    lambdaGbSecond: MINUTES * ASSUMED.recoverySeconds * MEMORY_GB.recovery,
    // Of each app and of all together: its status, and what of the audit was left behind.
    tableRead: MINUTES * 4,
    logGb,
    logStored: logGb,
  };
}

/** Hours of a month, as AWS reckons. */
export const HOURS_A_MONTH = HOURS;
