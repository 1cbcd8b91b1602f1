import type { AppConfig } from '../shared/bot-config';
import type { MessageContent } from '../shared/queue-message';
import { answerByModel, apologise } from './answering';
import { askedBy, withPictures, type AskableContent, type Asked, type AskingPorts } from './asking';
import {
  answerCommand,
  modelOf,
  personaOf,
  withNotice,
  type CommandPorts,
  type Given,
  type PlainCommand,
} from './command-answers';
import { commandIn, type Command } from './commands';
import { NO_USAGE, recall } from './conversation';
import type { Delivery } from './delivery';
import { wordsIn, type HearingPorts } from './hearing';
import { answerByPainter, type PaintingPorts } from './painting';
import { shortened, splitIntoParts } from './parts';
import { MediaError, ModelError, type Memory, type Outcome, type Profile } from './ports';
import { withSignOfLife } from './sign-of-life';
import { textsIn } from './texts';
import type { ReceivedMessage } from './turn';

/** What was understood is repeated in one message, with a few words around it. */
const MAX_HEARD_BYTES = 1_900;

/** What answering takes. */
export interface AnswerPorts extends PaintingPorts, HearingPorts, AskingPorts, CommandPorts {
  readonly memory: Memory;
}

/** A message to be answered. */
export interface ToAnswer {
  readonly app: AppConfig;
  readonly message: ReceivedMessage;
  /** The member's, as it was when the message was taken. */
  readonly profile: Profile | undefined;
  /** When the worker took it; ms since epoch. */
  readonly startedAt: number;
}

/**
 * Answers a message: in our own words where it is a command, a greeting, or nothing that we can use, else by the model.
 * @throws MustWaitError, UndeliverableError; what the records throw
 */
export async function answer(ports: AnswerPorts, delivery: Delivery, toAnswer: ToAnswer): Promise<void> {
  const { app, message, profile } = toAnswer;
  const texts = textsIn(ports.config.language);
  const given: Given = { app, member: { app: message.app, id: message.member }, profile, texts };
  try {
    await answerContent(ports, delivery, toAnswer, given);
  } catch (error) {
    if (error instanceof MediaError) {
      return inOurWords(delivery, 'unsupported', texts.mediaFailed[error.failure], error.code);
    }
    if (error instanceof ModelError) {
      // Only hearing is asked outside of the answering.
      const model = ports.config.transcription?.model ?? modelOf(app, profile);
      return apologise(delivery, texts.modelFailed[error.failure], error, model);
    }
    throw error;
  }
}

async function answerContent(
  ports: AnswerPorts,
  delivery: Delivery,
  toAnswer: ToAnswer,
  given: Given,
): Promise<void> {
  const { content } = toAnswer.message;
  const { app, texts } = given;
  switch (content.kind) {
    case 'event':
      return inOurWords(delivery, 'welcomed', withNotice(texts.welcome, app, texts));
    case 'left':
      return inOurWords(delivery, 'left', '');
    case 'too-long':
      return inOurWords(delivery, 'unsupported', texts.tooLong);
    case 'unsupported':
      return inOurWords(delivery, 'unsupported', texts.unsupported);
    case 'voice':
      return answerVoice(ports, delivery, toAnswer, given, content);
    case 'text':
    case 'click': {
      const command = commandIn(content.kind === 'text' ? content.text : content.key);
      return command
        ? obey(ports, delivery, toAnswer, given, command)
        : answerAskable(ports, delivery, toAnswer, given, content);
    }
    default:
      return answerAskable(ports, delivery, toAnswer, given, content);
  }
}

async function answerVoice(
  ports: AnswerPorts,
  delivery: Delivery,
  toAnswer: ToAnswer,
  given: Given,
  voice: Extract<MessageContent, { kind: 'voice' }>,
): Promise<void> {
  const { texts } = given;
  const words = await wordsIn(ports, delivery, voice, texts, timesOf(ports, toAnswer));
  if (words === undefined) return inOurWords(delivery, 'unsupported', texts.notPossible.hearing);
  if (words === '') return inOurWords(delivery, 'not-understood', texts.notUnderstood);
  await delivery.sayAside(texts.understood(shortened(words, MAX_HEARD_BYTES)));
  await ask(ports, delivery, toAnswer, given, { text: words, pictures: [] });
}

async function answerAskable(
  ports: AnswerPorts,
  delivery: Delivery,
  toAnswer: ToAnswer,
  given: Given,
  content: AskableContent,
): Promise<void> {
  const { app, member, texts } = given;
  const { quietUntil } = timesOf(ports, toAnswer);
  const asked = await withSignOfLife(
    ports,
    delivery,
    texts.signOfLife,
    quietUntil,
    askedBy(ports, delivery, member, content, texts, app.tools),
  );
  if (asked.document && ports.config.provider.api !== 'responses') {
    return inOurWords(delivery, 'unsupported', texts.notPossible.pdf);
  }
  if (asked.aside !== undefined) await delivery.sayAside(asked.aside);
  await ask(ports, delivery, toAnswer, given, asked);
}

/** @param text empty: nothing is said */
async function inOurWords(
  delivery: Delivery,
  outcome: Outcome,
  text: string,
  failure?: string,
): Promise<void> {
  await delivery.conclude(text === '' ? [] : splitIntoParts(text), {
    outcome,
    usage: NO_USAGE,
    tokens: 0,
    ...(failure !== undefined && { failure }),
  });
}

async function obey(
  ports: AnswerPorts,
  delivery: Delivery,
  toAnswer: ToAnswer,
  given: Given,
  command: Command,
): Promise<void> {
  const { texts } = given;
  switch (command.name) {
    case 'continue':
      return ask(ports, delivery, toAnswer, given, { text: texts.forModel.continue, pictures: [] });
    case 'draw':
      if (!ports.painter) return drawByModel(ports, delivery, toAnswer, given, command.choice);
      if (command.choice === '') return inOurWords(delivery, 'help', texts.commands.drawWhat);
      return answerByPainter(ports, ports.painter, delivery, {
        prompt: command.choice,
        ...timesOf(ports, toAnswer),
        texts,
      });
    default:
      return answerCommand(ports, delivery, command as PlainCommand, given);
  }
}

/** Where only the model's own tool can draw. */
async function drawByModel(
  ports: AnswerPorts,
  delivery: Delivery,
  toAnswer: ToAnswer,
  given: Given,
  prompt: string,
): Promise<void> {
  const { texts, app } = given;
  if (!app.tools.imageGeneration || prompt === '') {
    const text = app.tools.imageGeneration ? texts.commands.drawWhat : texts.notPossible.drawing;
    return inOurWords(delivery, 'unsupported', text);
  }
  return ask(ports, delivery, toAnswer, given, { text: wordsOf(toAnswer.message.content), pictures: [] });
}

async function ask(
  ports: AnswerPorts,
  delivery: Delivery,
  toAnswer: ToAnswer,
  { app, member, profile, texts }: Given,
  { text, pictures, document }: Asked,
): Promise<void> {
  const { config, memory } = ports;
  const { conversation } = delivery.record.place;
  const turns = await recall(memory, member, conversation, config.memory);
  const hasSpoken = toAnswer.message.content.kind === 'voice';
  await answerByModel(ports, delivery, {
    app,
    model: modelOf(app, profile),
    persona: personaOf(app, profile).prompt,
    member: member.id,
    text,
    pictures,
    document,
    turns: await withPictures(ports, member, conversation, turns),
    isSpoken: config.speech !== undefined && (profile?.voice ?? hasSpoken),
    ...timesOf(ports, toAnswer),
    texts,
  });
}

function timesOf({ config }: AnswerPorts, { message, startedAt }: ToAnswer) {
  return { deadline: message.answerBy, quietUntil: startedAt + config.timing.signOfLifeMs };
}

function wordsOf(content: MessageContent): string {
  return content.kind === 'text' ? content.text : '';
}
