import { tokensOf } from './answer-stream';
import { jsonAnswer, type MediaAnswer, type MediaApi, type MediaRequest } from './media';
import { badRequest, ModelError } from './model-error';
import { demandKnown, demandOneOf, demandText, readForm, type ReceivedBody } from './request-body';
import { peakOf, pitchOf } from './tone';
import { readWav, type Sound } from './wav';

const FORMATS = ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm'];
const KNOWN = ['file', 'model', 'language', 'prompt', 'response_format', 'include', 'temperature'];
const MAX_BYTES = 25 * 1024 * 1024;
const SHORTEST_SECONDS = 0.1;
const AUDIO_TOKENS_A_SECOND = 10;
/** Hertz. A sound above it is heard, but doubted. */
const DOUBTFUL_ABOVE = 2000;
const SURE = -0.05;
const DOUBTFUL = -3;

/**
 * `POST /v1/audio/transcriptions`: tells how long a sound is, and its pitch.
 * https://developers.openai.com/api/reference/resources/audio/subresources/transcriptions/methods/create
 */
export const transcriptions: MediaApi = {
  operation: 'audio/transcriptions',
  name: 'transcription',
  receive: readForm,
  read: readTranscription,
  faults: 'faults',
};

function readTranscription({ body, files }: ReceivedBody): MediaRequest {
  const model = demandText(body, 'model');
  demandKnown(body, KNOWN);
  demandOneOf(body, 'response_format', ['json']);
  const include = body['include'] ?? [];
  if (!Array.isArray(include) || include.some((each) => each !== 'logprobs')) {
    throw badRequest(
      'Invalid value for \'include\': the model stand-in takes only ["logprobs"].',
      'invalid_value',
    );
  }
  const file = files.get('file');
  if (!file) throw badRequest("Missing required parameter: 'file'.", 'missing_required_parameter');
  if (file.bytes.length > MAX_BYTES) {
    throw new ModelError(413, `Maximum content size limit (${MAX_BYTES}) exceeded.`, 'server_error');
  }
  const sound = FORMATS.some((format) => file.name.endsWith(`.${format}`)) ? readWav(file.bytes) : undefined;
  if (!sound) {
    const formats = FORMATS.map((format) => `'${format}'`).join(', ');
    throw badRequest(
      `Invalid file format. Supported formats: [${formats}] ` +
        '(of these the model stand-in reads only WAV with 16-bit PCM and one channel)',
    );
  }
  if (secondsOf(sound) < SHORTEST_SECONDS) {
    throw badRequest('Audio file is too short. Minimum audio length is 0.1 seconds.', 'audio_too_short');
  }
  const prompt = typeof body['prompt'] === 'string' ? body['prompt'] : '';
  const [, status] = /fail-(\d{3})/.exec(model) ?? [];
  return {
    model,
    text: status === undefined ? prompt : `出错 ${status}：${prompt}`,
    answer: () => transcript(sound, model, include.includes('logprobs')),
  };
}

function transcript(sound: Sound, model: string, withLogprobs: boolean): MediaAnswer {
  const seconds = secondsOf(sound);
  const pitch = pitchOf(sound);
  const text = heard(sound, pitch);
  const logprob = (pitch ?? 0) > DOUBTFUL_ABOVE ? DOUBTFUL : SURE;
  const logprobs = tokensOf(text).map((token) => ({ token, logprob, bytes: [...Buffer.from(token)] }));
  return jsonAnswer(
    { text, ...(withLogprobs && { logprobs }), usage: usageOf(seconds, text, model) },
    `${seconds.toFixed(1)} s heard`,
  );
}

function heard(sound: Sound, pitch: number | undefined): string {
  if (peakOf(sound) === undefined) return '';
  const duration = `声音长 ${secondsOf(sound).toFixed(1)} 秒`;
  return pitch === undefined
    ? `${duration}，听不出音高。`
    : `${duration}，音高 ${Math.round(pitch / 10) * 10} 赫兹。`;
}

function secondsOf({ rate, samples }: Sound): number {
  return samples.length / rate;
}

function usageOf(seconds: number, text: string, model: string): object {
  if (model.startsWith('whisper')) return { type: 'duration', seconds: Math.ceil(seconds) };
  const [input, output] = [Math.ceil(seconds * AUDIO_TOKENS_A_SECOND), tokensOf(text).length];
  return {
    type: 'tokens',
    input_tokens: input,
    input_token_details: { text_tokens: 0, audio_tokens: input },
    output_tokens: output,
    total_tokens: input + output,
  };
}
