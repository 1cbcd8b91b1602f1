import type { MessageContent } from '../shared/queue-message';
import { answerByModel } from './answering';
import { askedBy, withPictures, type AskableContent, type Asked, type AskingPorts } from './asking';
import { modelOf, personaOf, type Given } from './command-answers';
import { recall } from './conversation';
import type { Delivery } from './delivery';
import { wordsIn, type HearingPorts } from './hearing';
import { inOurWords } from './in-our-words';
import type { JudgingPorts } from './findings';
import { judgeQuestion } from './judging';
import { answerByPainter, type PaintingPorts } from './painting';
import { shortened } from './parts';
import type { AppStatus, Memory } from './ports';
import { withSignOfLife } from './sign-of-life';

/** What answering by the model takes. */
export interface ModelAnswerPorts extends PaintingPorts, HearingPorts, AskingPorts, JudgingPorts {
  readonly memory: Memory;
}

/** A message to be answered. */
export interface ToAnswer extends Given {
  readonly content: MessageContent;
  readonly status: AppStatus;
  /** When it came; ms since epoch. */
  readonly queuedAt: number;
  /** When the worker took it, and when the model must be given up; ms since epoch. */
  readonly startedAt: number;
  readonly answerBy: number;
}

/** What was understood is repeated in one message, with a few words around it. */
const MAX_HEARD_BYTES = 1_900;

/** Answers a voice message: first what was understood, then the answer. */
export async function replyToVoice(
  ports: ModelAnswerPorts,
  delivery: Delivery,
  message: ToAnswer,
  voice: Extract<MessageContent, { kind: 'voice' }>,
): Promise<void> {
  const { texts } = message;
  const words = await wordsIn(ports, delivery, voice, texts, timesOf(ports, message));
  if (words === undefined) return inOurWords(delivery, 'unsupported', texts.notPossible.hearing);
  if (words === '') return inOurWords(delivery, 'not-understood', texts.notUnderstood);
  await ifAllowed(ports, delivery, message, words, async (text) => {
    await delivery.sayAside(texts.understood(shortened(text, MAX_HEARD_BYTES)));
    await ask(ports, delivery, message, { text, pictures: [] });
  });
}

/** Answers words, a picture, a file and the like. */
export async function reply(
  ports: ModelAnswerPorts,
  delivery: Delivery,
  message: ToAnswer,
  content: AskableContent,
): Promise<void> {
  const { app, member, texts } = message;
  const { quietUntil } = timesOf(ports, message);
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
  await ifAllowed(ports, delivery, message, asked.text, async (text) => {
    if (asked.aside !== undefined) await delivery.sayAside(asked.aside);
    await ask(ports, delivery, message, { ...asked, text });
  });
}

/** Lets the model go on where it stopped. */
export function goOn(ports: ModelAnswerPorts, delivery: Delivery, message: ToAnswer): Promise<void> {
  return ask(ports, delivery, message, { text: message.texts.forModel.continue, pictures: [] });
}

/** Draws: by the provider's pictures, or where there are none by the model's own tool. */
export async function draw(
  ports: ModelAnswerPorts,
  delivery: Delivery,
  message: ToAnswer,
  prompt: string,
): Promise<void> {
  const { app, texts, content } = message;
  const { painter } = ports;
  if (painter) {
    return ifAllowed(ports, delivery, message, prompt, (allowed) =>
      answerByPainter(ports, painter, delivery, { prompt: allowed, ...timesOf(ports, message), texts }),
    );
  }
  if (!app.tools.imageGeneration) return inOurWords(delivery, 'unsupported', texts.notPossible.drawing);
  return ifAllowed(ports, delivery, message, wordsOf(content), (text) =>
    ask(ports, delivery, message, { text, pictures: [] }),
  );
}

/** Goes on with a question as the company lets it be asked, or says that it does not. */
async function ifAllowed(
  ports: ModelAnswerPorts,
  delivery: Delivery,
  message: ToAnswer,
  question: string,
  goOnWith: (question: string) => Promise<void>,
): Promise<void> {
  const { app, texts, answerBy } = message;
  const allowed = await judgeQuestion(ports, delivery, app, question, answerBy, texts);
  return allowed === undefined
    ? inOurWords(delivery, 'moderated', texts.refusals.question)
    : goOnWith(allowed);
}

async function ask(
  ports: ModelAnswerPorts,
  delivery: Delivery,
  message: ToAnswer,
  { text, pictures, document }: Asked,
): Promise<void> {
  const { config, memory } = ports;
  const { app, member, profile, texts, content } = message;
  const { conversation } = delivery.record.place;
  const words = ports.wordsOf(member.app);
  const hidden = (text: string): string => words.judge(text).text;
  // A word may have been forbidden since it was said.
  const turns = (await recall(memory, member, conversation, config.memory)).map((turn) => ({
    ...turn,
    question: hidden(turn.question),
    answer: hidden(turn.answer),
  }));
  const hasSpoken = content.kind === 'voice';
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
    ...timesOf(ports, message),
    texts,
  });
}

function timesOf({ config }: ModelAnswerPorts, { answerBy, startedAt }: ToAnswer) {
  return { deadline: answerBy, quietUntil: startedAt + config.timing.signOfLifeMs };
}

function wordsOf(content: MessageContent): string {
  if (content.kind === 'text') return content.text;
  return content.kind === 'click' ? content.key : '';
}
