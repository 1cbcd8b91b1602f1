import { errorFields, type Log } from '../shared/log';
import type { MessageContent } from '../shared/queue-message';
import { waitIfItPasses, type AnsweringPorts } from './answering';
import type { Delivery } from './delivery';
import { MediaError, ModelError, type Speech, type Understood } from './ports';
import { withSignOfLife, type SignOfLifePorts } from './sign-of-life';
import type { Texts } from './texts';

/** What hearing takes. */
export interface HearingPorts extends SignOfLifePorts, Pick<AnsweringPorts, 'config'> {
  /** Absent: voice is not understood. */
  readonly speech?: Speech | undefined;
  readonly log: Log;
}

type Voice = Extract<MessageContent, { kind: 'voice' }>;

/** When to give up, and when the member is to get a sign of life; ms since epoch. */
export interface Times {
  readonly deadline: number;
  readonly quietUntil: number;
}

/** A minute of speech is transcribed in seconds; the answer needs time, too. */
const HEARING_MS = 60_000;

/** A minute of AMR has 96 KB, of WAV with 16 kHz 2 MB. */
const MAX_VOICE_BYTES = 2 * 1024 * 1024;

/**
 * The words of a voice message, the same at every attempt. What WeCom itself made of it takes the place of what can't be
 * had from the model.
 * @returns undefined if this app can't hear; empty if no words were understood
 * @throws MediaError, ModelError, MustWaitError, UndeliverableError
 */
export async function wordsIn(
  ports: HearingPorts,
  delivery: Delivery,
  voice: Voice,
  texts: Texts,
  times: Times,
): Promise<string | undefined> {
  const { understood } = delivery.record;
  if (understood !== undefined) return understood;
  const { recognition } = voice;
  if (!ports.config.transcription || !ports.speech) return recognition;
  const { text, seconds } = await hear(ports, ports.speech, delivery, voice, texts, times);
  const words = text || (recognition ?? '');
  await delivery.understand(words, seconds);
  return words;
}

async function hear(
  ports: HearingPorts,
  speech: Speech,
  delivery: Delivery,
  { mediaId, recognition }: Voice,
  texts: Texts,
  { deadline, quietUntil }: Times,
): Promise<Pick<Understood, 'text' | 'seconds'>> {
  const understand = async () => {
    const bytes = await delivery.fetch(mediaId, MAX_VOICE_BYTES);
    return speech.understand(bytes, Math.min(deadline, ports.clock() + HEARING_MS));
  };
  try {
    const { text, isDoubtful, seconds } = await withSignOfLife(
      ports,
      delivery,
      texts.signOfLife,
      quietUntil,
      understand(),
    );
    return { text: isDoubtful ? '' : text.trim(), seconds };
  } catch (error) {
    if (!(error instanceof ModelError || error instanceof MediaError)) throw error;
    const { app, id } = delivery.record;
    // What can't be used is the member's to send again; only a model that fails is an admin's business.
    const level = error instanceof ModelError ? 'error' : 'info';
    ports.log[level]('voice not understood', { app, id, ...errorFields(error) });
    if (recognition !== undefined) return { text: recognition, seconds: 0 };
    if (error instanceof ModelError) await waitIfItPasses(ports, delivery, texts, error, false);
    throw error;
  }
}
