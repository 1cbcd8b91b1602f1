import type { AppConfig, BotConfig } from '../shared/bot-config';
import { errorFields, type Log } from '../shared/log';
import type { QueueMessage } from '../shared/queue-message';
import { commandIn } from './commands';
import { conversationOf, estimateUsage, recall, tokensOf, turnExpiry } from './conversation';
import { splitIntoParts } from './parts';
import {
  ModelError,
  type Member,
  type Memory,
  type Messenger,
  type Model,
  type ModelUsage,
  type Outcome,
  type Turn,
} from './ports';
import { textsIn } from './texts';

/** What a turn needs. */
export interface TurnPorts {
  readonly config: BotConfig;
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
}

/** The message is for an app that this release's configuration does not have. */
export class UnknownAppError extends Error {
  readonly code = 'UNKNOWN_APP';
  constructor(app: string) {
    super(`There is no app "${app}" in the configuration. Add it again and deploy: its messages wait.`);
  }
}

/**
 * Answers one message: by a command's own words, or by the model's.
 * @throws what the messenger and the memory throw: the message is then to be tried again
 */
export async function takeTurn(ports: TurnPorts, message: ReceivedMessage): Promise<Outcome> {
  const app = ports.config.apps[message.app];
  if (!app) throw new UnknownAppError(message.app);
  const texts = textsIn(ports.config.language);
  const { content } = message;

  if (content.kind !== 'text') {
    await send(ports, message, content.kind === 'too-long' ? texts.tooLong : texts.unsupported[content.what]);
    return 'unsupported';
  }
  switch (commandIn(content.text)) {
    case 'help':
      await send(ports, message, texts.help);
      return 'command';
    case 'new-conversation':
      await ports.memory.saveProfile(memberOf(message), {
        conversation: message.id,
        activeAt: ports.clock(),
      });
      await send(ports, message, texts.newConversation);
      return 'command';
    case undefined:
      return answer(ports, app, message, content.text);
  }
}

async function answer(
  ports: TurnPorts,
  app: AppConfig,
  message: ReceivedMessage,
  question: string,
): Promise<Outcome> {
  const { config, memory, log } = ports;
  const member = memberOf(message);
  const profile = await memory.profile(member);
  const conversation = conversationOf(profile, message.id, ports.clock(), config.memory);
  const earlier = await recall(memory, member, conversation, config.memory);

  let answered: Answer;
  try {
    answered = await ask(ports.model, app, earlier, question, message.answerBy);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    log.error('model failed', {
      app: message.app,
      member: member.id,
      model: app.model,
      ...errorFields(error),
    });
    await send(ports, message, textsIn(config.language).modelFailed[error.failure]);
    return 'apologised';
  }
  await send(ports, message, answered.text);

  const { usage } = answered;
  const turn: Turn = { question, answer: answered.text, tokens: tokensOf(usage, earlier) };
  const now = ports.clock();
  await memory.saveTurn(
    member,
    { conversation, sequence: message.sequence },
    turn,
    turnExpiry(now, config.memory),
  );
  await memory.saveProfile(member, { conversation, activeAt: now });
  log.info('answered', { app: message.app, member: member.id, model: app.model, ...usage });
  return 'answered';
}

interface Answer {
  readonly text: string;
  readonly usage: ModelUsage;
}

async function ask(
  model: Model,
  { model: name, persona }: AppConfig,
  turns: readonly Turn[],
  question: string,
  deadline: number,
): Promise<Answer> {
  let text = '';
  let usage: ModelUsage | undefined;
  for await (const event of model.ask({ model: name, persona, turns, question, deadline })) {
    if (event.type === 'text') text += event.text;
    else usage = event.usage;
  }
  const trimmed = text.trim();
  if (trimmed === '') {
    throw new ModelError('empty', 'its stream ended without a word', 'If it lasts, try another model.');
  }
  return { text: trimmed, usage: usage ?? estimateUsage(persona, turns, question, trimmed) };
}

async function send({ messenger }: TurnPorts, { app, member }: ReceivedMessage, text: string): Promise<void> {
  for (const part of splitIntoParts(text)) {
    // WeCom refuses a message of white space alone (44004).
    if (part.trim() !== '') await messenger.sendText(app, member, part);
  }
}

function memberOf({ app, member }: ReceivedMessage): Member {
  return { app, id: member };
}
