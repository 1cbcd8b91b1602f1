import type { AppConfig, BotConfig, ToolsConfig } from '../shared/bot-config';
import { pictureTypeOf } from '../media/picture';
import { errorFields, type Log } from '../shared/log';
import { estimateUsage, tokensOf } from './conversation';
import type { Delivery } from './delivery';
import { AnswerGuard } from './answer-guard';
import type { JudgingPorts } from './findings';
import { GrowingAnswer } from './growing-answer';
import { concluded, estimateOfAsk, estimateOfAsks, isPaid, NOTHING_PAID, together, type Paid } from './paid';
import { splitIntoParts } from './parts';
import {
  ModelError,
  PASSING_FAILURES,
  type Attachments,
  type Document,
  type Model,
  type ModelEvent,
  type ModelUsage,
  type Picture,
  type ShownTurn,
  type Source,
} from './ports';
import { whileWatching } from './quiet';
import type { Texts } from './texts';
import { MustWaitError } from './waiting';

/** What asking the model takes. */
export interface AnsweringPorts extends JudgingPorts {
  readonly config: BotConfig;
  readonly model: Model;
  readonly attachments: Pick<Attachments, 'keep'>;
  readonly log: Log;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  /** Resolves after so many ms; rejects when the signal is aborted. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** One question to the model. */
export interface Question {
  readonly app: AppConfig;
  /** Its name; the app's, or what the member chose. */
  readonly model: string;
  /** The system prompt. */
  readonly persona: string;
  readonly member: string;
  readonly text: string;
  readonly pictures: readonly Picture[];
  readonly document?: Document | undefined;
  /** Earlier turns, oldest first. */
  readonly turns: readonly ShownTurn[];
  /** Whether the answer is spoken as well. */
  readonly isSpoken: boolean;
  /** When the model must be given up; ms since epoch. */
  readonly deadline: number;
  /** When the member is to get a sign of life; ms since epoch. */
  readonly quietUntil: number;
  readonly texts: Texts;
}

/** Asking again after a worker died, or a stream broke off, is paid again. */
const MAX_ASKS = 2;
/** Question and answer are one item of the table, which takes 400 KB. */
const MAX_TURN_BYTES = 370_000;

/**
 * Asks the model, and sends its answer as it grows. A stream that breaks off is asked to go on, once; when that fails
 * too, a sentence says so.
 * @throws MustWaitError while the model refuses to begin; UndeliverableError; what the records throw
 */
export async function answerByModel(
  ports: AnsweringPorts,
  delivery: Delivery,
  question: Question,
): Promise<void> {
  const { app, texts, deadline } = question;
  // The last part is looked at when the model has been given up.
  const checkBy = deadline + ports.config.timing.reserveMs / 3;
  const guard = new AnswerGuard(ports, delivery, app, delivery.said, texts.refusals.part, checkBy);
  const answer = new GrowingAnswer(delivery, ports.config.streaming, app.format, guard);
  let paid = estimateOfAsks(question, delivery.record.asks, answer.text);
  for (;;) {
    const { asks } = delivery.record;
    if (asks >= asksAtMost(question.app.tools)) {
      const error = new ModelError('broken', 'it was asked as often as it may be', 'See its log.');
      return breakOff(answer, delivery, question, error, paid);
    }
    await delivery.asking();
    const heard = new Heard(ports, delivery, answer);
    try {
      await ask(ports, delivery, question, answer, heard, paid);
      return;
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      delivery.lost.throwIfAborted();
      ports.log.error('model failed', { ...about(delivery, question), ...errorFields(error) });
      if (isPaid(error)) paid = together(paid, heard.paid(question));
      if (answer.isBlocked || !answer.mayGoOn) return breakOff(answer, delivery, question, error, paid);
      if (error.failure === 'broken') continue;
      await waitIfItPasses(ports, delivery, question.texts, error);
      return breakOff(answer, delivery, question, error, paid);
    }
  }
}

/** What a tool has changed somewhere is not to be changed twice. */
function asksAtMost({ mcp }: ToolsConfig): number {
  return mcp.some(({ writes }) => writes) ? 1 : MAX_ASKS;
}

async function ask(
  ports: AnsweringPorts,
  delivery: Delivery,
  question: Question,
  answer: GrowingAnswer,
  heard: Heard,
  paidBefore: Paid,
): Promise<void> {
  const { clock, pause, log } = ports;
  const { text, texts } = question;
  const { lost } = delivery;
  const said = answer.text;
  const ended = new AbortController();
  const { signal } = ended;
  const end = (): void => ended.abort();
  lost.addEventListener('abort', end);
  if (lost.aborted) end();
  // A stream that nobody reads any more would be waited for.
  const breakTheSilence = async (): Promise<void> => {
    await delivery.giveSignOfLife(texts.signOfLife).catch((error: unknown) => {
      end();
      throw error;
    });
  };
  const askedAt = clock();
  const stream = ports.model.ask(requestOf(question, said, signal));
  const quiet = pause(Math.max(0, question.quietUntil - clock()), signal);
  answer.begin();
  const room = MAX_TURN_BYTES - byteLength(text) - byteLength(said) + answer.bytes;
  try {
    for await (const event of whileWatching(stream, quiet, breakTheSilence)) {
      await heard.take(event);
      if (answer.isBlocked || !answer.mayGoOn) break;
      if (answer.bytes > room) {
        heard.cut = 'length';
        break;
      }
    }
    if (!answer.isBlocked && answer.mayGoOn) await heard.end(texts);
  } catch (error) {
    // What the seam held back was said, and is not to be said again.
    if (error instanceof ModelError) await answer.settle();
    throw error;
  } finally {
    lost.removeEventListener('abort', end);
    end();
  }
  const { cut, tools } = heard;
  if (answer.isEmpty && !answer.isBlocked) {
    const failure = cut === 'filter' ? 'filtered' : 'empty';
    throw new ModelError(failure, 'its stream ended without a word', 'If it lasts, try another model.');
  }
  const paid = heard.paid(question);
  const { usage } = paid;
  log.info('model answered', { ...about(delivery, question), ...usage, cut });
  const note = cut && { length: texts.cutOff, filter: texts.filteredOff }[cut];
  await answer.conclude(
    note,
    question.isSpoken,
    {
      outcome: 'answered',
      ...concluded(together(paidBefore, paid)),
      tokens: tokensToRemember(question, usage, answer.text, tools.size > 0),
      model: question.model,
      modelMs: clock() - askedAt,
    },
    texts,
  );
}

function requestOf(question: Question, said: string, signal: AbortSignal) {
  const { app, model, persona, turns, text, pictures, document, deadline } = question;
  return {
    model,
    persona,
    turns,
    question: text,
    pictures,
    ...(document && { document }),
    tools: app.tools,
    said,
    deadline,
    signal,
  };
}

/** What WeCom takes as a picture [D90253]. */
const SENDABLE = ['image/jpeg', 'image/png'];
const MAX_PICTURE_BYTES = 10 * 1024 * 1024;

/** What one stream of the model has brought so far. */
class Heard {
  cut: 'length' | 'filter' | undefined;
  readonly tools = new Map<string, number>();
  /** What had been said of the answer before, and what the model has said to that. */
  private readonly before: string;
  private said = '';
  private usage: ModelUsage | undefined;
  private sources: readonly Source[] = [];
  private drawn = 0;

  constructor(
    private readonly ports: Pick<AnsweringPorts, 'attachments'>,
    private readonly delivery: Delivery,
    private readonly answer: GrowingAnswer,
  ) {
    this.before = answer.text;
  }

  /** What the ask took: as the provider counted it, or estimated. */
  paid(question: Question): Paid {
    const { before, said, usage, tools } = this;
    const estimate = estimateOfAsk(question, before, said);
    return { ...estimate, ...(usage && { usage, isEstimated: false }), tools: Object.fromEntries(tools) };
  }

  async take(event: ModelEvent): Promise<void> {
    switch (event.type) {
      case 'text':
        this.said += event.text;
        return this.answer.grow(event.text);
      case 'usage':
        this.usage = event.usage;
        return;
      case 'cut':
        this.cut = event.by;
        return;
      case 'tool':
        this.tools.set(event.tool, (this.tools.get(event.tool) ?? 0) + 1);
        return;
      case 'picture':
        return this.takePicture(event.bytes);
      case 'sources':
        this.sources = event.sources;
        return;
    }
  }

  /** It is kept before the record names it. One that WeCom would not take must not cost the answer. */
  private async takePicture(bytes: Uint8Array): Promise<void> {
    if (bytes.length > MAX_PICTURE_BYTES || !SENDABLE.includes(pictureTypeOf(bytes) ?? '')) return;
    const { app, id, asks } = this.delivery.record;
    const name = `drawn-${asks}-${++this.drawn}`;
    await this.ports.attachments.keep({ app, id, name }, bytes);
    this.answer.show(name);
  }

  /** What the answer cites, and does not name, stands under it. */
  async end({ sources: heading }: Texts): Promise<void> {
    const { answer } = this;
    await answer.settle();
    const missing = this.sources.filter(({ title, url }) => !answer.text.includes(url === '' ? title : url));
    if (missing.length === 0 || answer.isEmpty) return;
    const lines = missing.map(({ title, url }, index) => `${index + 1}. ${title} ${url}`.trimEnd());
    await answer.grow(`\n\n${heading}\n${lines.join('\n')}`);
    await answer.settle();
  }
}

/** There will be no more: a sentence says why, or that 继续 goes on. */
async function breakOff(
  answer: GrowingAnswer,
  delivery: Delivery,
  question: Question,
  error: ModelError,
  paid: Paid,
): Promise<void> {
  const { model, persona, turns, text, pictures, texts } = question;
  if (answer.isEmpty && !answer.isBlocked) {
    const isBlind = error.failure === 'bad-request' && question.pictures.length > 0;
    const words = isBlind ? texts.notPossible.pictures : texts.modelFailed[error.failure];
    return apologise(delivery, words, error, model, paid);
  }
  const usage = estimateUsage(persona, turns, text, answer.text, pictures.length);
  const note = error.failure === 'filtered' ? texts.filteredOff : texts.cutOff;
  await answer.conclude(
    note,
    false,
    {
      outcome: 'broken-off',
      ...concluded(paid),
      tokens: tokensOf(usage, turns),
      model,
      failure: error.code,
    },
    texts,
  );
}

/** Says why there is no answer. */
export async function apologise(
  delivery: Delivery,
  words: string,
  { code }: ModelError,
  model: string,
  paid = NOTHING_PAID,
): Promise<void> {
  await delivery.conclude(splitIntoParts(words), {
    outcome: 'apologised',
    ...concluded(paid),
    tokens: 0,
    model,
    failure: code,
  });
}

/** @throws MustWaitError while the message has not waited for the model as long as it may */
export async function waitIfItPasses(
  { config, clock }: Pick<AnsweringPorts, 'config' | 'clock'>,
  delivery: Delivery,
  texts: Texts,
  error: ModelError,
  wasAsked = true,
): Promise<void> {
  if (!PASSING_FAILURES.has(error.failure)) return;
  const now = clock();
  const { modelWaitSince = now } = delivery.record;
  const leftMs = modelWaitSince + config.timing.modelWaitMs - now;
  if (leftMs <= 0) return;
  await delivery.giveSignOfLife(texts.signOfLife);
  // What was said and is in no part yet is asked for again.
  throw new MustWaitError(
    'model',
    error.message,
    Math.min(error.retryAfterMs ?? 0, leftMs),
    { attempt: true, ask: wasAsked, modelWaitSince },
    { cause: error },
  );
}

/**
 * What tools found, and a document, are not shown again. A picture is, but some models count tens of thousands of tokens
 * for it, and would push the whole conversation out of the memory.
 */
function tokensToRemember(
  { turns, text, pictures, document }: Question,
  usage: ModelUsage,
  answer: string,
  usedTools: boolean,
): number {
  const counted = tokensOf(usage, turns);
  if (!usedTools && !document && pictures.length === 0) return counted;
  const { inputTokens, outputTokens } = estimateUsage('', [], text, answer, pictures.length);
  return Math.min(counted, inputTokens + outputTokens);
}

function about({ record }: Delivery, { model, member }: Question) {
  return { app: record.app, id: record.id, member, model };
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
