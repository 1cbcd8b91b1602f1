import { type MediaAnswer, type MediaApi, type MediaRequest } from './media';
import { badRequest } from './model-error';
import { demandKnown, demandOneOf, demandText, readJson, type ReceivedBody } from './request-body';
import { tone } from './tone';
import { openEndedWavHeader } from './wav';

const KNOWN = ['model', 'input', 'voice', 'instructions', 'response_format', 'speed', 'stream_format'];
/** Samples a second. */
const RATE = 24_000;
const SECONDS_A_CHARACTER = 0.1;
const MAX_CHARACTERS = 4096;

/** The pitch of each voice, in hertz: each fits whole into the tenth of a second that a character takes. */
export const VOICES: Readonly<Record<string, number>> = {
  alloy: 440,
  ash: 330,
  ballad: 350,
  cedar: 260,
  coral: 520,
  echo: 300,
  fable: 480,
  marin: 540,
  nova: 560,
  onyx: 220,
  sage: 500,
  shimmer: 600,
  verse: 380,
};

/**
 * `POST /v1/audio/speech`: a tone, 0.1 s for each character, at the pitch of the voice.
 * https://developers.openai.com/api/reference/resources/audio/subresources/speech/methods/create
 */
export const speech: MediaApi = {
  operation: 'audio/speech',
  name: 'speech',
  receive: readJson,
  read: readSpeech,
  faults: 'faults',
};

function readSpeech({ body }: ReceivedBody): MediaRequest {
  const model = demandText(body, 'model');
  const input = demandText(body, 'input');
  const pitch = VOICES[demandText(body, 'voice')];
  demandKnown(body, KNOWN);
  demandOneOf(body, 'voice', Object.keys(VOICES));
  demandOneOf(body, 'speed', [1]);
  demandOneOf(body, 'stream_format', ['audio']);
  // OpenAI's default is MP3, which needs an encoder.
  demandOneOf({ response_format: 'mp3', ...body }, 'response_format', ['pcm', 'wav']);
  const characters = charactersIn(input);
  if (characters === 0) throw badRequest("Invalid 'input': the string is empty.", 'string_too_short');
  if (characters > MAX_CHARACTERS) {
    throw badRequest(
      `Invalid 'input': string too long. Expected at most ${MAX_CHARACTERS} characters, but got ${characters}.`,
      'string_too_long',
    );
  }
  return {
    model,
    text: input,
    answer: (text) => spoken(text, pitch ?? 0, body['response_format'] === 'wav'),
  };
}

function spoken(text: string, pitch: number, isWav: boolean): MediaAnswer {
  const character = tone(pitch, SECONDS_A_CHARACTER, RATE);
  const pcm = Buffer.alloc(charactersIn(text) * character.length, character);
  return {
    contentType: isWav ? 'audio/wav' : 'audio/pcm',
    bytes: isWav ? Buffer.concat([openEndedWavHeader(RATE), pcm]) : pcm,
    summary: `${(pcm.length / 2 / RATE).toFixed(1)} s spoken`,
  };
}

function charactersIn(text: string): number {
  return Array.from(text).length;
}
