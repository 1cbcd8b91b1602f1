import type { AppConfig } from '../shared/bot-config';
import { errorFields } from '../shared/log';
import { METRICS, type ErrorClass, type Metrics } from '../shared/metrics';
import type { QueueMessage } from '../shared/queue-message';
import { settleUp } from './accounting';
import { answer, type AnswerPorts } from './answer';
import { waitRecord } from './audit';
import { isAdmin } from './audience';
import { conversationOf } from './conversation';
import { Delivery, isAnswer, type DeliveryPorts, type PaidBefore } from './delivery';
import { removeAttachments } from './attaching';
import { paidFor } from './given-up';
import { HeldLease } from './held-lease';
import { splitIntoParts } from './parts';
import type {
  AppStatus,
  AppStatuses,
  Arrivals,
  DeliveryRecord,
  Member,
  Memory,
  Messenger,
  Outcome,
  Part,
  Profile,
  QueuedMessage,
  UsageCounts,
} from './ports';
import { costOf } from './prices';
import { remember, type RememberingPorts } from './remembering';
import { UndeliverableError } from './sending';
import { textsIn, type Texts } from './texts';
import { MustWaitError, waitMs } from './waiting';
import { isToBeWelcomed } from './welcome';

/** What a turn needs. */
export interface TurnPorts extends DeliveryPorts, AnswerPorts, RememberingPorts {
  readonly usage: UsageCounts;
  readonly statuses: AppStatuses;
  readonly messenger: Messenger;
  readonly memory: Memory;
  readonly metrics: Metrics;
  readonly arrivals: Arrivals;
}

/** A message as the worker got it. */
export interface ReceivedMessage extends QueueMessage {
  /** The queue's SequenceNumber. */
  readonly sequence: string;
  /** When the model must be given up, so that time is left to say so; ms since epoch. */
  readonly answerBy: number;
  /** When the worker's time ends; ms since epoch. */
  readonly workUntil: number;
}

/** Whether a message is off the queue, or comes again. */
export type TurnResult = 'dealt-with' | 'waiting';

/** Above this the message is given up: whatever ends its attempts would end the next as well. */
const MAX_ATTEMPTS = 4;
/** An apology of which nobody knows whether it arrived is not repeated without end either. */
const MAX_APOLOGIES = 3;

/**
 * Brings one message to its end, from wherever an earlier attempt has left it: answered by a command's own words or by
 * the model's, sent, remembered. What must wait stays in the queue, which keeps the member's later messages behind it.
 * @throws what the table and the queue throw: the message then comes again when its time away from the queue is over
 */
export async function takeTurn(
  ports: TurnPorts,
  message: ReceivedMessage,
  queued: QueuedMessage,
): Promise<TurnResult> {
  const { config, arrivals, log } = ports;
  const app = config.apps[message.app];
  if (!app) {
    log.error('message given up', { ...fieldsOf(message), code: 'UNKNOWN_APP', remedy: UNKNOWN_APP_REMEDY });
    await queued.copyToDeadLetters(copyIdOf(message));
    return 'dealt-with';
  }
  try {
    await deliver(ports, app, message, queued);
    return 'dealt-with';
  } catch (error) {
    if (!(error instanceof MustWaitError)) throw error;
    await wait(ports, message, queued, error);
    return 'waiting';
  } finally {
    await arrivals.note(message.app, isEvent(message) ? 'event' : 'message', queued.queuedAt);
  }
}

const isGreeting = ({ content }: ReceivedMessage): boolean => content.kind === 'event';
const isEvent = ({ content }: ReceivedMessage): boolean => ['event', 'click', 'left'].includes(content.kind);

const UNKNOWN_APP_REMEDY =
  'The configuration has no such app any more. Add it again and deploy, then put the message back with npm run redrive.';

/** Puts the message back; its first wait is recorded. */
async function wait(
  { config, log, audit, metrics, clock }: TurnPorts,
  message: ReceivedMessage,
  queued: QueuedMessage,
  { reason, message: because, atLeastMs, cause }: MustWaitError,
): Promise<void> {
  const ms = waitMs(queued.waitedMs, atLeastMs, config.timing);
  await queued.keepAway(ms);
  log.warn('message waits', { ...fieldsOf(message), reason, because, ms });
  metrics.emit({ [METRICS.waited]: Math.round(queued.waitedMs / 1000) });
  if (reason === 'taken') return;
  const { code } = (cause ?? {}) as { code?: string };
  await audit.addOnce(waitRecord(message, reason, code, clock())).catch((error: unknown) => {
    log.warn('wait not recorded', { ...fieldsOf(message), ...errorFields(error) });
  });
}

async function deliver(
  ports: TurnPorts,
  app: AppConfig,
  message: ReceivedMessage,
  queued: QueuedMessage,
): Promise<void> {
  const { config, deliveries, memory, statuses, clock, log } = ports;
  const [status, profile] = await Promise.all([
    statuses.statusOf(message.app),
    memory.profile(memberOf(message)),
  ]);
  const { block, pause } = status;
  const startedAt = clock();
  // A greeting that comes late is none.
  if (isGreeting(message) && (block || pause || !isToBeWelcomed(profile, startedAt, config))) return;
  // Who left is told nothing.
  const isToSend = message.content.kind !== 'left';
  // Who can end a pause must not wait behind it.
  const waitsForPause = pause !== undefined && isToSend && !isAdmin(config, message.member);
  if (waitsForPause) throw new MustWaitError('paused', 'An operator has paused the app.');
  if (block && isToSend) throw new MustWaitError('blocked', `WeCom refuses the app: ${block.errcode}.`);

  const leaseUntil = startedAt + config.timing.leaseMs;
  const conversation = conversationOf(profile, message.id, startedAt, config.memory);
  const place = { conversation, sequence: message.sequence };
  const lease = await deliveries.lease(memberOf(message), message.id, leaseUntil, place);
  if (lease.state === 'done') {
    log.info('already answered', { app: message.app, id: message.id });
    return;
  }
  if (lease.state === 'taken') throw new MustWaitError('taken', 'Another worker holds the message.');

  const { record } = lease;
  await stayAway(ports, message, queued);
  const held = new HeldLease(ports, record, queued, config.timing, leaseUntil, message.workUntil);
  const settings = { timing: config.timing, format: app.format, answerBy: message.answerBy };
  const delivery = new Delivery(ports, held, message.member, settings, record);
  try {
    await bringToEnd(ports, {
      app: withModel(app, status),
      message,
      queued,
      delivery,
      profile,
      status,
      startedAt,
    });
  } catch (error) {
    await held.end();
    if (error instanceof MustWaitError) await deliveries.release(delivery.record, error.giveBack);
    throw error;
  } finally {
    await held.end();
  }
}

/** One message in this worker's hands. */
interface Work {
  readonly app: AppConfig;
  readonly message: ReceivedMessage;
  readonly queued: QueuedMessage;
  readonly delivery: Delivery;
  /** The member's, as it was when the message was taken. */
  readonly profile: Profile | undefined;
  readonly status: AppStatus;
  /** Milliseconds since epoch. */
  readonly startedAt: number;
}

/** From now on a worker that dies costs the member a minute, not the function's time. */
async function stayAway(
  { config, log }: TurnPorts,
  message: ReceivedMessage,
  queued: QueuedMessage,
): Promise<void> {
  try {
    await queued.keepAway(config.timing.visibilityMs);
  } catch (error) {
    // It then stays away for longer, which does no harm.
    log.warn('visibility not shortened', { ...fieldsOf(message), ...errorFields(error) });
  }
}

async function bringToEnd(ports: TurnPorts, work: Work): Promise<void> {
  const { message, queued, delivery, profile } = work;
  const texts = textsIn(ports.config.language);
  try {
    if (message.content.kind !== 'left') await delivery.prepare();
    const { attempts } = delivery.record;
    const isLast = attempts > MAX_ATTEMPTS + MAX_APOLOGIES && message.content.kind !== 'left';
    const isTired = attempts > MAX_ATTEMPTS && message.content.kind !== 'left';
    if (isTired) await delivery.leaveUnspoken();
    const isToGiveUp = isTired && !isRead(delivery.record) && !isGivenUp(delivery.record);
    if (isLast || isToGiveUp) {
      await giveUp(ports, work, 'given-up', 'TOO_MANY_ATTEMPTS', isLast ? [] : splitIntoParts(texts.givenUp));
    }
    if (!delivery.record.conclusion) {
      await delivery.sendCommitted();
      if (delivery.record.asks > 0) delivery.notePaid(await paidIn(ports, work));
      await answer(ports, delivery, toAnswerIn(work, texts));
    }
    await settleUp(ports, memberOf(message), work.app, delivery.record);
    await delivery.sendCommitted();
  } catch (error) {
    if (!(error instanceof UndeliverableError)) throw error;
    ports.log.error('answer not deliverable', { ...fieldsOf(message), ...errorFields(error) });
    await apologise(ports, work, error, splitIntoParts(texts.notTaken));
    await settleUp(ports, memberOf(message), work.app, delivery.record);
  }
  const audited = await remember(ports, message, queued, delivery.record, profile);
  if (isGivenUp(delivery.record)) await queued.copyToDeadLetters(copyIdOf(message));
  await removeAttachments(ports, delivery.record);
  await ports.deliveries.done(delivery.record);
  measure(ports, work);
  if (audited) await ports.audit.ship(audited);
}

function toAnswerIn({ app, message, queued, profile, status, startedAt }: Work, texts: Texts) {
  const { content, answerBy } = message;
  const { queuedAt } = queued;
  return { app, member: memberOf(message), profile, status, texts, content, queuedAt, startedAt, answerBy };
}

/** As an admin has set it in the chat, if the configuration still allows that model. */
function withModel(app: AppConfig, { model }: AppStatus): AppConfig {
  const all = [app.model, ...app.models];
  if (model === undefined || !all.includes(model)) return app;
  return { ...app, model, models: all.filter((each) => each !== model) };
}

/** Where WeCom does not take the answer's words it may take ours; where it takes nothing, nothing is left to say. */
async function apologise(
  ports: TurnPorts,
  work: Work,
  error: UndeliverableError,
  words: Part[],
): Promise<void> {
  const { delivery } = work;
  const isFirst = error.outcome === 'given-up' && !isGivenUp(delivery.record);
  await giveUp(ports, work, error.outcome, error.code, isFirst ? words : []);
  try {
    await delivery.sendCommitted();
  } catch (again) {
    if (!(again instanceof UndeliverableError)) throw again;
    await giveUp(ports, work, again.outcome, again.code, []);
  }
}

async function giveUp(
  ports: TurnPorts,
  work: Work,
  outcome: Outcome,
  failure: string,
  words: readonly Part[],
): Promise<void> {
  // What an admin did is done, whether they learn of it or not.
  const { managed } = work.delivery.record.conclusion ?? {};
  const paid = await paidIn(ports, work);
  const conclusion = { outcome, ...paid, tokens: 0, failure, ...(managed && { managed }) };
  await work.delivery.giveUp(words, conclusion);
}

function paidIn(ports: TurnPorts, { app, message, delivery, profile }: Work): Promise<PaidBefore> {
  const { content } = message;
  return paidFor(ports, delivery, { app, member: memberOf(message), content, profile });
}

/** Says what came of it: to the log, and in figures. */
function measure({ config, log, metrics }: TurnPorts, { app, message, queued, delivery }: Work): void {
  const { conclusion, parts, attempts, firstSentAt } = delivery.record;
  if (!conclusion) return;
  const { outcome, usage, failure } = conclusion;
  const costUsd = costOf(conclusion, config, app.model);
  log.info('dealt with', { ...fieldsOf(message), outcome, parts: parts.length, attempts, failure });
  if (outcome === 'left') return;
  const isAnswered = isAnswer(outcome);
  metrics.emit(
    {
      [METRICS.messages]: 1,
      [METRICS.answers]: isAnswered ? 1 : 0,
      ...(isAnswered && firstSentAt !== undefined && { [METRICS.firstWords]: firstSentAt - queued.queuedAt }),
      ...(isAnswered && {
        [METRICS.inputTokens]: usage.inputTokens,
        [METRICS.outputTokens]: usage.outputTokens + usage.reasoningTokens,
      }),
      // An apology may have cost something, too.
      ...(costUsd > 0 && { [METRICS.cost]: costUsd }),
    },
    { app: message.app },
  );
  const fault = failure === undefined ? undefined : classOf(failure);
  if (fault) metrics.emit({ [METRICS.errors]: 1 }, { class: fault });
}

/** The model did not want to answer it, or it was too long; a file that can't be used is the member's as well. */
const BY_THE_QUESTION = ['MODEL_REFUSED', 'MODEL_FILTERED', 'MODEL_TOO_LONG'];

/** @returns undefined for what nobody has to mend */
function classOf(code: string): ErrorClass | undefined {
  if (BY_THE_QUESTION.includes(code)) return undefined;
  if (code.startsWith('MEDIA_')) return undefined;
  if (code.startsWith('MODEL_')) return 'model';
  return code.startsWith('WECOM_') || code === 'MEMBER_UNREACHABLE' ? 'wecom' : 'bot';
}

/** Nothing is left but to remember it. */
function isRead({ conclusion, parts, sent }: DeliveryRecord): boolean {
  return conclusion !== undefined && sent === parts.length;
}

function isGivenUp({ conclusion }: DeliveryRecord): boolean {
  return conclusion?.outcome === 'given-up' || conclusion?.outcome === 'unreachable';
}

/** Another for each time that it is on the queue: a message that was put back may be given up again within minutes. */
function copyIdOf({ id, sequence }: ReceivedMessage): string {
  return `${id}-${sequence}`;
}

function fieldsOf({ app, member, id }: ReceivedMessage) {
  return { app, member, id };
}

function memberOf({ app, member }: ReceivedMessage): Member {
  return { app, id: member };
}
