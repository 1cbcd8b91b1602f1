import type { AppConfig } from '../shared/bot-config';
import { answerByModel, type AnsweringPorts, type Question } from './answering';
import { commandIn } from './commands';
import { NO_USAGE, recall } from './conversation';
import type { Delivery } from './delivery';
import { splitIntoParts } from './parts';
import type { Memory, Outcome } from './ports';
import { textsIn, type Texts } from './texts';
import type { ReceivedMessage } from './turn';

/** What answering takes. */
export interface AnswerPorts extends AnsweringPorts {
  readonly memory: Memory;
}

/**
 * Answers a message: in our own words where it is a command, a greeting, or nothing that we can read, else by the model.
 * @param startedAt when the worker took it; ms since epoch
 * @throws MustWaitError, UndeliverableError; what the records throw
 */
export async function answer(
  ports: AnswerPorts,
  app: AppConfig,
  message: ReceivedMessage,
  delivery: Delivery,
  startedAt: number,
): Promise<void> {
  const { config, memory } = ports;
  const texts = textsIn(config.language);
  const { content } = message;
  const inOurWords = (outcome: Outcome, text: string): Promise<void> =>
    delivery.conclude(splitIntoParts(text), { outcome, usage: NO_USAGE, tokens: 0 });

  if (content.kind === 'event') return inOurWords('welcomed', withNotice(texts.welcome, app, texts));
  if (content.kind === 'too-long') return inOurWords('unsupported', texts.tooLong);
  if (content.kind === 'unsupported') return inOurWords('unsupported', texts.unsupported[content.what]);
  const command = commandIn(content.text);
  if (command === 'help') return inOurWords('help', withNotice(texts.help, app, texts));
  if (command === 'new-conversation') return inOurWords('new-conversation', texts.newConversation);

  const { conversation } = delivery.record.place;
  const member = { app: message.app, id: message.member };
  const question: Question = {
    app,
    member: message.member,
    text: content.text,
    turns: await recall(memory, member, conversation, config.memory),
    deadline: message.answerBy,
    quietUntil: startedAt + config.timing.signOfLifeMs,
    texts,
  };
  await answerByModel(ports, delivery, question);
}

/** Who is recorded word by word is told so. */
function withNotice(text: string, { auditContent }: AppConfig, { contentIsRecorded }: Texts): string {
  return auditContent === 'full' ? `${text}\n\n${contentIsRecorded}` : text;
}
