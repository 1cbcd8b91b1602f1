import type { BotConfig } from '../shared/bot-config';
import { errorFields } from '../shared/log';
import type { MessageContent, QueueMessage } from '../shared/queue-message';
import { answerByModel, type AnsweringPorts, type Question } from './answering';
import { commandIn } from './commands';
import { conversationOf, recall, turnExpiry } from './conversation';
import { Delivery, textOf, UndeliverableError, type DeliveryPorts } from './delivery';
import { HeldLease } from './held-lease';
import { splitIntoParts } from './parts';
import type {
  AuditOutbox,
  DeliveryRecord,
  Member,
  Memory,
  ModelUsage,
  Outcome,
  Part,
  QueuedMessage,
  UsageCounts,
} from './ports';
import { textsIn } from './texts';
import { MustWaitError, waitMs } from './waiting';

/** What a turn needs. */
export interface TurnPorts extends DeliveryPorts, AnsweringPorts {
  readonly config: BotConfig;
  readonly memory: Memory;
  readonly usage: UsageCounts;
  readonly audit: AuditOutbox;
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
const NO_USAGE: ModelUsage = { inputTokens: 0, outputTokens: 0 };

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
  const { config, log } = ports;
  if (!config.apps[message.app]) {
    log.error('message given up', { ...fieldsOf(message), code: 'UNKNOWN_APP', remedy: UNKNOWN_APP_REMEDY });
    await queued.copyToDeadLetters(copyIdOf(message));
    return 'dealt-with';
  }
  try {
    await deliver(ports, message, queued);
    return 'dealt-with';
  } catch (error) {
    if (!(error instanceof MustWaitError)) throw error;
    const ms = waitMs(queued.waitedMs, error.atLeastMs, config.timing);
    await queued.keepAway(ms);
    log.warn('message waits', { ...fieldsOf(message), reason: error.reason, because: error.message, ms });
    return 'waiting';
  }
}

const UNKNOWN_APP_REMEDY =
  'The configuration has no such app any more. Add it again and deploy, then put the message back with npm run redrive.';

async function deliver(ports: TurnPorts, message: ReceivedMessage, queued: QueuedMessage): Promise<void> {
  const { config, deliveries, memory, statuses, clock, log } = ports;
  const [block, profile] = await Promise.all([
    statuses.blockOf(message.app),
    memory.profile(memberOf(message)),
  ]);
  if (block) throw new MustWaitError('blocked', `WeCom refuses the app: ${block.errcode}.`);

  const startedAt = clock();
  const leaseUntil = startedAt + config.timing.leaseMs;
  const conversation = conversationOf(profile, message.id, startedAt, config.memory);
  const place = { conversation, sequence: message.sequence };
  const lease = await deliveries.lease(message.app, message.id, leaseUntil, place);
  if (lease.state === 'done') {
    log.info('already answered', { app: message.app, id: message.id });
    return;
  }
  if (lease.state === 'taken') throw new MustWaitError('taken', 'Another worker holds the message.');

  const { record } = lease;
  await stayAway(ports, message, queued);
  const held = new HeldLease(ports, record, queued, config.timing, leaseUntil, message.workUntil);
  const delivery = new Delivery(ports, held, message.member, config.timing, record);
  try {
    await bringToEnd(ports, message, queued, delivery, startedAt);
  } catch (error) {
    await held.end();
    if (error instanceof MustWaitError) await deliveries.release(delivery.record, error.giveBack);
    throw error;
  } finally {
    await held.end();
  }
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

async function bringToEnd(
  ports: TurnPorts,
  message: ReceivedMessage,
  queued: QueuedMessage,
  delivery: Delivery,
  startedAt: number,
): Promise<void> {
  const texts = textsIn(ports.config.language);
  try {
    await delivery.prepare();
    const { attempts } = delivery.record;
    const isLast = attempts > MAX_ATTEMPTS + MAX_APOLOGIES;
    const isToGiveUp = attempts > MAX_ATTEMPTS && !isRead(delivery.record) && !isGivenUp(delivery.record);
    if (isLast || isToGiveUp) {
      await giveUp(delivery, 'given-up', 'TOO_MANY_ATTEMPTS', isLast ? [] : splitIntoParts(texts.givenUp));
    }
    if (!delivery.record.conclusion) {
      await delivery.sendCommitted();
      await answer(ports, message, delivery, startedAt);
    }
    await delivery.sendCommitted();
  } catch (error) {
    if (!(error instanceof UndeliverableError)) throw error;
    ports.log.error('answer not deliverable', { ...fieldsOf(message), ...errorFields(error) });
    await apologise(delivery, error, splitIntoParts(texts.notTaken));
  }
  await remember(ports, message, delivery.record);
  if (isGivenUp(delivery.record)) await queued.copyToDeadLetters(copyIdOf(message));
  await ports.deliveries.done(delivery.record);
}

/** Where WeCom does not take the answer's words it may take ours; where it takes nothing, nothing is left to say. */
async function apologise(delivery: Delivery, error: UndeliverableError, words: Part[]): Promise<void> {
  const isFirst = error.outcome === 'given-up' && !isGivenUp(delivery.record);
  await giveUp(delivery, error.outcome, error.code, isFirst ? words : []);
  try {
    await delivery.sendCommitted();
  } catch (again) {
    if (!(again instanceof UndeliverableError)) throw again;
    await giveUp(delivery, again.outcome, again.code, []);
  }
}

async function giveUp(
  delivery: Delivery,
  outcome: Outcome,
  failure: string,
  words: readonly Part[],
): Promise<void> {
  const { usage = NO_USAGE } = delivery.record.conclusion ?? {};
  await delivery.giveUp(words, { outcome, usage, tokens: 0, failure });
}

async function answer(
  ports: TurnPorts,
  message: ReceivedMessage,
  delivery: Delivery,
  startedAt: number,
): Promise<void> {
  const { config, memory } = ports;
  const texts = textsIn(config.language);
  const { content } = message;
  const inOurWords = (outcome: Outcome, text: string): Promise<void> =>
    delivery.conclude(splitIntoParts(text), { outcome, usage: NO_USAGE, tokens: 0 });

  if (content.kind === 'too-long') return inOurWords('unsupported', texts.tooLong);
  if (content.kind === 'unsupported') return inOurWords('unsupported', texts.unsupported[content.what]);
  const command = commandIn(content.text);
  if (command === 'help') return inOurWords('help', texts.help);
  if (command === 'new-conversation') return inOurWords('new-conversation', texts.newConversation);

  const app = config.apps[message.app];
  if (!app) return;
  const { conversation } = delivery.record.place;
  const question: Question = {
    app,
    member: message.member,
    text: content.text,
    turns: await recall(memory, memberOf(message), conversation, config.memory),
    deadline: message.answerBy,
    quietUntil: startedAt + config.timing.signOfLifeMs,
    texts,
  };
  await answerByModel(ports, delivery, question);
}

/** Writes under keys that the record fixes, so that repeating it changes nothing. */
async function remember(ports: TurnPorts, message: ReceivedMessage, record: DeliveryRecord): Promise<void> {
  const { memory, usage: counts, audit, config, clock, log } = ports;
  const { conclusion, place, parts, id, app, receivedAt, attempts } = record;
  if (!conclusion) return;
  const { outcome, tokens, usage, failure } = conclusion;
  const member = memberOf(message);
  const now = clock();
  if (isTurn(outcome) && message.content.kind === 'text') {
    const turn = { question: message.content.text, answer: parts.map(textOf).join('').trim(), tokens };
    await memory.saveTurn(member, place, turn, turnExpiry(now, config.memory));
    await memory.saveProfile(member, { conversation: place.conversation, activeAt: now });
  }
  if (outcome === 'new-conversation') {
    await memory.saveProfile(member, { conversation: message.id, activeAt: now });
  }
  await counts.count(member, id, receivedAt, usage);
  const { model = '' } = config.apps[app] ?? {};
  await audit.add({
    id,
    at: receivedAt,
    app,
    member: member.id,
    kind: kindOf(message.content),
    outcome,
    model,
    ...usage,
    parts: parts.length,
    attempts,
    ...(failure !== undefined && { failure }),
  });
  log.info('dealt with', { ...fieldsOf(message), outcome, parts: parts.length, attempts, failure });
}

function isTurn(outcome: Outcome): boolean {
  return outcome === 'answered' || outcome === 'broken-off';
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

function kindOf(content: MessageContent): string {
  return content.kind === 'unsupported' ? content.what : 'text';
}

function fieldsOf({ app, member, id }: ReceivedMessage) {
  return { app, member, id };
}

function memberOf({ app, member }: ReceivedMessage): Member {
  return { app, id: member };
}
