import type { AppConfig, BotConfig } from '../shared/bot-config';
import { errorFields, type Log } from '../shared/log';
import type { QueueMessage } from '../shared/queue-message';
import { commandIn } from './commands';
import { conversationOf, estimateUsage, recall, tokensOf, turnExpiry } from './conversation';
import { deliver } from './delivery';
import { splitIntoParts } from './parts';
import {
  ModelError,
  type Answer,
  type Deliveries,
  type DeliveryRecord,
  type Member,
  type Memory,
  type Messenger,
  type Model,
  type ModelRequest,
  type ModelUsage,
  type Outcome,
} from './ports';
import { textsIn, type Texts } from './texts';

/** What a turn needs. */
export interface TurnPorts {
  readonly config: BotConfig;
  readonly deliveries: Deliveries;
  readonly memory: Memory;
  readonly model: Model;
  readonly messenger: Messenger;
  readonly log: Log;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

/** A message as the worker got it. */
export interface ReceivedMessage extends QueueMessage {
  /** The queue's SequenceNumber. */
  readonly sequence: string;
  /** When the model must be given up, so that time is left to say so; ms since epoch. */
  readonly answerBy: number;
  /** When another worker may take the message over; ms since epoch. */
  readonly leaseUntil: number;
}

/** The message is for an app that this release's configuration does not have. */
export class UnknownAppError extends Error {
  readonly code = 'UNKNOWN_APP';
  constructor(app: string) {
    super(
      `There is no app "${app}" in the configuration. Add it again and deploy; the message is tried again five times, then kept in the dead-letter queue.`,
    );
  }
}

/**
 * Brings one message to its end: answered by a command's own words or by the model's, sent, remembered.
 * @throws what the messenger, the memory and the delivery record throw: the message is then to be tried again
 */
export async function takeTurn(ports: TurnPorts, message: ReceivedMessage): Promise<void> {
  const app = ports.config.apps[message.app];
  if (!app) throw new UnknownAppError(message.app);

  const profile = await ports.memory.profile(memberOf(message));
  const conversation = conversationOf(profile, message.id, ports.clock(), ports.config.memory);
  const isNew = await deliver(
    ports.deliveries,
    { ...message, place: { conversation, sequence: message.sequence } },
    {
      answer: (record) => answerTo(ports, app, message, record),
      send: (part) => ports.messenger.sendText(message.app, message.member, part),
      remember: (record, answer) => remember(ports, message, record, answer),
    },
  );
  if (!isNew) ports.log.info('already answered', { app: message.app, id: message.id });
}

async function answerTo(
  ports: TurnPorts,
  app: AppConfig,
  message: ReceivedMessage,
  record: DeliveryRecord,
): Promise<Answer> {
  const texts = textsIn(ports.config.language);
  const { content } = message;
  if (content.kind === 'too-long') return inOurWords('unsupported', texts.tooLong);
  if (content.kind === 'unsupported') return inOurWords('unsupported', texts.unsupported[content.what]);
  switch (commandIn(content.text)) {
    case 'help':
      return inOurWords('help', texts.help);
    case 'new-conversation':
      return inOurWords('new-conversation', texts.newConversation);
    case undefined:
      return answerOfModel(ports, app, message, record, content.text, texts);
  }
}

async function answerOfModel(
  { config, deliveries, memory, model, log }: TurnPorts,
  app: AppConfig,
  message: ReceivedMessage,
  record: DeliveryRecord,
  question: string,
  texts: Texts,
): Promise<Answer> {
  const fields = { app: message.app, member: message.member, model: app.model };
  const turns = await recall(memory, memberOf(message), record.place.conversation, config.memory);
  try {
    if (!(await deliveries.asking(record))) {
      throw new ModelError(
        'unavailable',
        'it was asked twice, and each time the worker died',
        'See its log.',
      );
    }
    const { persona, model: name } = app;
    const request: ModelRequest = { model: name, persona, turns, question, deadline: message.answerBy };
    const { text, usage, isCut } = await ask(model, request);
    log.info('model answered', { ...fields, ...usage, isCut });
    return {
      outcome: 'answered',
      parts: splitIntoParts(isCut ? `${text}\n\n${texts.cutOff}` : text),
      tokens: tokensOf(usage, turns),
    };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    log.error('model failed', { ...fields, ...errorFields(error) });
    return inOurWords('apologised', texts.modelFailed[error.failure]);
  }
}

interface ModelAnswer {
  readonly text: string;
  readonly usage: ModelUsage;
  readonly isCut: boolean;
}

async function ask(model: Model, request: ModelRequest): Promise<ModelAnswer> {
  let text = '';
  let usage: ModelUsage | undefined;
  let isCut = false;
  for await (const event of model.ask(request)) {
    if (event.type === 'text') text += event.text;
    else if (event.type === 'usage') usage = event.usage;
    else isCut = true;
  }
  const trimmed = text.trim();
  if (trimmed === '') {
    throw new ModelError('empty', 'its stream ended without a word', 'If it lasts, try another model.');
  }
  const { persona, turns, question } = request;
  return { text: trimmed, usage: usage ?? estimateUsage(persona, turns, question, trimmed), isCut };
}

/** Writes under keys that the record fixes, so that repeating it changes nothing. */
async function remember(
  { config, memory, clock, log }: TurnPorts,
  message: ReceivedMessage,
  { place }: DeliveryRecord,
  { outcome, parts, tokens = 1 }: Answer,
): Promise<void> {
  const member = memberOf(message);
  const now = clock();
  if (outcome === 'answered' && message.content.kind === 'text') {
    const turn = { question: message.content.text, answer: parts.join(''), tokens };
    await memory.saveTurn(member, place, turn, turnExpiry(now, config.memory));
    await memory.saveProfile(member, { conversation: place.conversation, activeAt: now });
  }
  if (outcome === 'new-conversation') {
    await memory.saveProfile(member, { conversation: message.id, activeAt: now });
  }
  log.info('dealt with', { app: message.app, member: member.id, outcome, parts: parts.length });
}

function inOurWords(outcome: Outcome, text: string): Answer {
  return { outcome, parts: splitIntoParts(text) };
}

function memberOf({ app, member }: ReceivedMessage): Member {
  return { app, id: member };
}
