import { toFile } from 'openai/uploads';
import { ModelError, type Speech, type Understood } from '../chat/ports';
import type { BotConfig, TranscriptionConfig } from '../shared/bot-config';
import { askOnce, notConfigured, readAtMost, type Asker } from './asking-once';
import { failed } from './failures';
import type { Connection, KeyReader } from './provider-client';
import { speakable } from './spoken-text';
import { understoodOf } from './transcript';

/** Sound of one channel. */
export interface Samples {
  readonly samples: Int16Array;
  /** Samples a second. */
  readonly rate: number;
}

/** What is made of sounds; `lambda/media` does it. */
export interface SoundTools {
  /** @param voice AMR or WAV. @throws MediaError */
  readonly decode: (voice: Uint8Array) => Promise<Samples>;
  readonly isSilent: (samples: Int16Array) => boolean;
  readonly writeWav: (sound: Samples) => Uint8Array;
  /** To 8,000 samples a second. */
  readonly resample: (sound: Samples) => Int16Array;
  /** @param samples with 8,000 a second. @returns AMR of at most 60 s */
  readonly encodeAmr: (samples: Int16Array) => Promise<Uint8Array>;
}

/** OpenAI's `pcm`: 16 bits, little-endian, one channel. https://developers.openai.com/api/docs/guides/text-to-speech */
const PCM_RATE = 24_000;
const BYTES_A_SAMPLE = 2;
/** What a voice message holds. */
const MAX_PCM_BYTES = 60 * PCM_RATE * BYTES_A_SAMPLE;

/** Hears and speaks by the provider's audio APIs. */
export class ProviderSpeech implements Speech {
  private readonly asker: Asker;

  /** @param clock ms since epoch */
  constructor(
    apiKey: KeyReader,
    clock: () => number,
    private readonly sound: SoundTools,
    private readonly config: Pick<BotConfig, 'transcription' | 'speech'>,
    connection: Connection = {},
  ) {
    this.asker = { apiKey, clock, connection };
  }

  /** Silence is given to no model. */
  async understand(voice: Uint8Array, deadline: number): Promise<Understood> {
    const { transcription } = this.config;
    if (!transcription) throw notConfigured('understanding voice');
    const sound = await this.sound.decode(voice);
    if (this.sound.isSilent(sound.samples)) return { text: '', isDoubtful: false, seconds: 0 };
    const wav = this.sound.writeWav(sound);
    const transcript = await askOnce(this.asker, deadline, async (client, signal) => {
      const file = await toFile(wav, 'voice.wav', { type: 'audio/wav' });
      const request = { ...transcriptionRequest(transcription), file };
      return client.audio.transcriptions.create(request, { signal });
    });
    const seconds = sound.samples.length / sound.rate;
    return { ...understoodOf(transcript, transcription.prompt), seconds };
  }

  async speak(text: string, deadline: number): Promise<Uint8Array> {
    const { speech } = this.config;
    if (!speech) throw notConfigured('speaking');
    const pcm = await askOnce(this.asker, deadline, async (client, signal) => {
      const { model, voice } = speech;
      const request = { model, voice, input: speakable(text), response_format: 'pcm' } as const;
      return readAtMost(MAX_PCM_BYTES, await client.audio.speech.create(request, { signal }));
    });
    if (pcm.length < BYTES_A_SAMPLE) throw failed('broken', 'it spoke nothing');
    return this.encode(this.sound.resample({ samples: samplesIn(pcm), rate: PCM_RATE }));
  }

  private async encode(samples: Int16Array): Promise<Uint8Array> {
    return this.sound.encodeAmr(samples).catch((error: unknown) => {
      const remedy = error instanceof Error ? error.message : 'Report it with this line.';
      throw new ModelError('broken', 'what it spoke could not be made into a voice message', remedy);
    });
  }
}

/** How sure a model is, those alone say that these fields are for: others refuse the request. */
function transcriptionRequest({ model, language, prompt }: TranscriptionConfig) {
  const tellsLogprobs = model.includes('4o') && model.includes('transcribe') && !model.includes('diarize');
  return {
    model,
    response_format: 'json' as const,
    ...(language !== undefined && { language }),
    ...(prompt !== undefined && { prompt }),
    ...(tellsLogprobs && { include: ['logprobs' as const] }),
  };
}

function samplesIn(pcm: Buffer): Int16Array {
  const length = Math.floor(pcm.length / BYTES_A_SAMPLE);
  return Int16Array.from({ length }, (_, index) => pcm.readInt16LE(index * BYTES_A_SAMPLE));
}
