import { errorFields, type Log } from '../shared/log';
import type { MessageContent } from '../shared/queue-message';
import { waitIfItPasses, type AnsweringPorts } from './answering';
import type { Delivery } from './delivery';
import { MediaError, ModelError, type Speech } from './ports';
import type { Texts } from './texts';

/** What hearing takes. */
export interface HearingPorts extends Pick<AnsweringPorts, 'config' | 'clock'> {
  /** Absent: voice is not understood. */
  readonly speech?: Speech | undefined;
  readonly log: Log;
}

type Voice = Extract<MessageContent, { kind: 'voice' }>;

/** A minute of AMR has 96 KB, of WAV with 16 kHz 2 MB. */
const MAX_VOICE_BYTES = 2 * 1024 * 1024;

/**
 * The words of a voice message, the same at every attempt. What WeCom itself made of it takes the place of what can't be
 * had from the model.
 * @param deadline ms since epoch
 * @returns undefined if this app can't hear; empty if no words were understood
 * @throws MediaError, ModelError, MustWaitError, UndeliverableError
 */
export async function wordsIn(
  ports: HearingPorts,
  delivery: Delivery,
  voice: Voice,
  texts: Texts,
  deadline: number,
): Promise<string | undefined> {
  const { understood } = delivery.record;
  if (understood !== undefined) return understood;
  const { recognition } = voice;
  if (!ports.config.transcription || !ports.speech) return recognition;
  const words = (await hear(ports, ports.speech, delivery, voice, texts, deadline)) || (recognition ?? '');
  await delivery.understand(words);
  return words;
}

async function hear(
  ports: HearingPorts,
  speech: Speech,
  delivery: Delivery,
  { mediaId, recognition }: Voice,
  texts: Texts,
  deadline: number,
): Promise<string> {
  try {
    const bytes = await delivery.fetch(mediaId, MAX_VOICE_BYTES);
    const { text, isDoubtful } = await speech.understand(bytes, deadline);
    return isDoubtful ? '' : text.trim();
  } catch (error) {
    if (!(error instanceof ModelError || error instanceof MediaError)) throw error;
    const { app, id } = delivery.record;
    ports.log.error('voice not understood', { app, id, ...errorFields(error) });
    if (recognition !== undefined) return recognition;
    if (error instanceof ModelError) await waitIfItPasses(ports, delivery, texts, error, false);
    throw error;
  }
}
