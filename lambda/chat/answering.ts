import type { AppConfig, BotConfig } from '../shared/bot-config';
import { errorFields, type Log } from '../shared/log';
import { estimateUsage, NO_USAGE, tokensOf } from './conversation';
import type { Delivery } from './delivery';
import { PartCutter, splitIntoParts } from './parts';
import {
  ModelError,
  PASSING_FAILURES,
  type Conclusion,
  type Model,
  type ModelUsage,
  type Part,
  type Turn,
} from './ports';
import { whileWatching } from './quiet';
import { Seam } from './seam';
import type { Texts } from './texts';
import { MustWaitError } from './waiting';

/** What asking the model takes. */
export interface AnsweringPorts {
  readonly config: BotConfig;
  readonly model: Model;
  readonly log: Log;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  /** Resolves after so many ms; rejects when the signal is aborted. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** One question to the model. */
export interface Question {
  readonly app: AppConfig;
  readonly member: string;
  readonly text: string;
  /** Earlier turns, oldest first. */
  readonly turns: readonly Turn[];
  /** When the model must be given up; ms since epoch. */
  readonly deadline: number;
  /** When the member is to get a sign of life; ms since epoch. */
  readonly quietUntil: number;
  readonly texts: Texts;
}

/** Asking again after a worker died, or a stream broke off, is paid again. */
const MAX_ASKS = 2;
/** Question and answer are one item of the table, which takes 400 KB. */
const MAX_TURN_BYTES = 380_000;

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
  const answer = new GrowingAnswer(delivery, ports.config.streaming);
  for (;;) {
    const { asks } = delivery.record;
    if (asks >= MAX_ASKS) {
      const error = new ModelError('broken', 'it was asked twice in vain', 'See its log.');
      return answer.breakOff(question, error);
    }
    await delivery.asking();
    try {
      await ask(ports, delivery, question, answer);
      return;
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      delivery.lost.throwIfAborted();
      ports.log.error('model failed', { ...about(delivery, question), ...errorFields(error) });
      if (error.failure === 'broken') continue;
      await waitIfItPasses(ports, delivery, question, error);
      return answer.breakOff(question, error);
    }
  }
}

async function ask(
  { model, clock, pause, log }: AnsweringPorts,
  delivery: Delivery,
  question: Question,
  answer: GrowingAnswer,
): Promise<void> {
  const { app, text, turns, deadline, texts } = question;
  const { lost } = delivery;
  const { persona, model: name } = app;
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
  const stream = model.ask({ model: name, persona, turns, question: text, said, deadline, signal });
  const quiet = pause(Math.max(0, question.quietUntil - clock()), signal);
  const seam = new Seam(said);
  const room = MAX_TURN_BYTES - byteLength(text) - byteLength(said);
  let bytes = 0;
  let usage: ModelUsage | undefined;
  let cut: 'length' | 'filter' | undefined;
  try {
    for await (const event of whileWatching(stream, quiet, breakTheSilence)) {
      if (event.type === 'usage') usage = event.usage;
      else if (event.type === 'cut') cut = event.by;
      else {
        bytes += byteLength(event.text);
        await answer.grow(seam.push(event.text));
        if (bytes > room) {
          cut = 'length';
          break;
        }
      }
    }
    await answer.grow(seam.end());
  } catch (error) {
    // What the seam held back was said, and is not to be said again.
    if (error instanceof ModelError) await answer.grow(seam.end());
    throw error;
  } finally {
    lost.removeEventListener('abort', end);
    end();
  }
  if (answer.text === '') {
    const failure = cut === 'filter' ? 'filtered' : 'empty';
    throw new ModelError(failure, 'its stream ended without a word', 'If it lasts, try another model.');
  }
  usage ??= estimateUsage(persona, turns, text, answer.text);
  log.info('model answered', { ...about(delivery, question), ...usage, cut });
  const note = cut && { length: texts.cutOff, filter: texts.filteredOff }[cut];
  await answer.conclude(note, {
    outcome: 'answered',
    usage,
    tokens: tokensOf(usage, turns),
    modelMs: clock() - askedAt,
  });
}

/** The answer as far as it was said, also what is in no part yet. */
class GrowingAnswer {
  private readonly cutter: PartCutter;
  /** What was said before this worker took over. */
  private readonly before: string;
  private grown = '';
  private held = '';

  /** @param streaming whether parts are sent as soon as they are known, not only when the answer is whole */
  constructor(
    private readonly delivery: Delivery,
    private readonly streaming: boolean,
  ) {
    this.cutter = new PartCutter(delivery.record.parts.length);
    this.before = delivery.said;
  }

  get text(): string {
    return this.before + this.grown;
  }

  async grow(text: string): Promise<void> {
    // An answer begins with its first word.
    const words = this.text === '' ? text.trimStart() : text;
    this.grown += words;
    if (!this.streaming) this.held += words;
    else for (const part of this.cutter.push(words)) await this.delivery.say(part);
  }

  /** @param note stands under the answer */
  async conclude(note: string | undefined, conclusion: Conclusion): Promise<void> {
    const noted = this.cutter.push(note === undefined ? this.held : `${this.held}\n\n${note}`);
    await this.delivery.conclude([...noted, ...this.cutter.end()], conclusion);
  }

  /** There will be no more: a sentence says why, or that 继续 goes on. */
  async breakOff({ app, text, turns, texts }: Question, { failure, code }: ModelError): Promise<void> {
    if (this.text === '') {
      const apology: Part[] = splitIntoParts(texts.modelFailed[failure]);
      await this.delivery.conclude(apology, {
        outcome: 'apologised',
        usage: NO_USAGE,
        tokens: 0,
        failure: code,
      });
      return;
    }
    const usage = estimateUsage(app.persona, turns, text, this.text);
    const note = failure === 'filtered' ? texts.filteredOff : texts.cutOff;
    await this.conclude(note, {
      outcome: 'broken-off',
      usage,
      tokens: tokensOf(usage, turns),
      failure: code,
    });
  }
}

/** @throws MustWaitError while the message has not waited for the model as long as it may */
async function waitIfItPasses(
  { config, clock }: AnsweringPorts,
  delivery: Delivery,
  { texts }: Question,
  error: ModelError,
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
    { attempt: true, ask: true, modelWaitSince },
    { cause: error },
  );
}

function about({ record }: Delivery, { app, member }: Question) {
  return { app: record.app, id: record.id, member, model: app.model };
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
