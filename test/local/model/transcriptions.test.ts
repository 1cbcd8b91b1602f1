import fc from 'fast-check';
import OpenAI, { toFile } from 'openai';
import { ActivityLog } from '../../../local/activity';
import { startModelStandIn, type ModelStandIn } from '../../../local/model/stand-in';
import { pitchOf } from '../../../local/model/tone';
import { readWav } from '../../../local/model/wav';
import { sine, wavOf } from './samples';

let standIn: ModelStandIn;
let openai: OpenAI;

beforeAll(async () => {
  standIn = await startModelStandIn({ tokensPerSecond: Infinity, activity: new ActivityLog() });
  openai = new OpenAI({ apiKey: 'sk-test', baseURL: standIn.url, maxRetries: 0, logLevel: 'off' });
});

afterAll(() => standIn.close());

type Parameters = Partial<Omit<OpenAI.Audio.TranscriptionCreateParamsNonStreaming<'json'>, 'file'>>;

async function transcribe(
  wav: Buffer,
  parameters: Parameters = {},
  name = 'voice.wav',
): Promise<OpenAI.Audio.Transcription> {
  return openai.audio.transcriptions.create({
    model: 'gpt-4o-mini-transcribe',
    response_format: 'json',
    ...parameters,
    file: await toFile(wav, name),
  });
}

const A = wavOf(sine(440, 2, 8000), 8000);

describe('a transcription', () => {
  it('tells how long the sound is, and how high', async () => {
    expect(await transcribe(A)).toEqual({
      text: '声音长 2.0 秒，音高 440 赫兹。',
      usage: {
        type: 'tokens',
        input_tokens: 20,
        input_token_details: { text_tokens: 0, audio_tokens: 20 },
        output_tokens: 12,
        total_tokens: 32,
      },
    });
    expect((await transcribe(wavOf(sine(1000, 0.75, 24_000), 24_000))).text).toBe(
      '声音长 0.8 秒，音高 1000 赫兹。',
    );
  });

  it('measures what is there, however long a streamed header claims it to be', async () => {
    const streamed = Buffer.from(A).fill(0xff, 40, 44);
    expect((await transcribe(streamed)).text).toBe('声音长 2.0 秒，音高 440 赫兹。');
  });

  it('hears nothing in silence, and no pitch in a thump', async () => {
    expect((await transcribe(wavOf(Buffer.alloc(32_000), 8000))).text).toBe('');
    expect((await transcribe(wavOf(sine(440, 1, 8000, 0.005), 8000))).text).toBe('');
    const thump = Buffer.alloc(16_000);
    thump.fill(0x40, 0, 800);
    expect((await transcribe(wavOf(thump, 8000))).text).toBe('声音长 1.0 秒，听不出音高。');
  });

  it('measures the pitch around pauses', async () => {
    const pause = Buffer.alloc(8000);
    const tones = Buffer.concat([pause, sine(700, 0.5, 8000), pause, sine(700, 0.5, 8000), pause]);
    expect((await transcribe(wavOf(tones, 8000))).text).toBe('声音长 2.5 秒，音高 700 赫兹。');
  });

  it('is sure of itself below 2,000 Hz only, and says so when it is asked', async () => {
    const high = wavOf(sine(2500, 1, 8000), 8000);
    const logprobsOf = async (wav: Buffer) =>
      (await transcribe(wav, { include: ['logprobs'] })).logprobs ?? [];
    const low = await logprobsOf(A);

    expect(low.map(({ token }) => token).join('')).toBe('声音长 2.0 秒，音高 440 赫兹。');
    expect(new Set(low.map(({ logprob }) => logprob))).toEqual(new Set([-0.05]));
    expect(new Set((await logprobsOf(high)).map(({ logprob }) => logprob))).toEqual(new Set([-3]));
    expect((await transcribe(high)).text).toBe('声音长 1.0 秒，音高 2500 赫兹。');
    expect(await transcribe(high)).not.toHaveProperty('logprobs');
  });

  it('of Whisper is paid by the second', async () => {
    expect((await transcribe(A, { model: 'whisper-1' })).usage).toEqual({ type: 'duration', seconds: 2 });
  });

  it.each([
    ['another format', Buffer.from('#!AMR\n…'), 'voice.wav', {}, /Invalid file format/],
    ['two channels', wavOf(sine(440, 1, 8000), 8000, 2), 'voice.wav', {}, /Invalid file format/],
    ['a header alone', A.subarray(0, 44), 'voice.wav', {}, /too short/],
    ['a name that no format has', A, 'voice.amr', {}, /Invalid file format/],
    ['another form of answer', A, 'voice.wav', { response_format: 'srt' as 'json' }, /response_format/],
    ['something else included', A, 'voice.wav', { include: ['words' as 'logprobs'] }, /include/],
    [
      'what it does not know',
      A,
      'voice.wav',
      { stream: true as unknown as false },
      /Unknown parameter: 'stream'/,
    ],
  ])('%s: 400', async (_, wav, name, parameters, message) => {
    await expect(transcribe(wav, parameters, name)).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      message: expect.stringMatching(message) as string,
    });
  });

  it('of no form, of no file, without a key: 400 and 401', async () => {
    const post = (body: string | FormData, headers: Record<string, string>) =>
      fetch(`${standIn.url}/audio/transcriptions`, { method: 'POST', body, headers });
    const form = new FormData();
    form.set('model', 'm');

    expect((await post('{}', { Authorization: 'Bearer k' })).status).toBe(400);
    expect(await (await post(form, { Authorization: 'Bearer k' })).json()).toMatchObject({
      error: { message: "Missing required parameter: 'file'." },
    });
    expect((await post(form, {})).status).toBe(401);
  });

  it('fails as its prompt commands, for each file anew, or as the name of the model says', async () => {
    const once = { prompt: '出错 503 次 1：逐字记录' };
    await expect(transcribe(A, once)).rejects.toMatchObject({ status: 503 });
    expect((await transcribe(A, once)).text).toContain('440');
    await expect(transcribe(wavOf(sine(550, 1, 8000), 8000), once)).rejects.toMatchObject({ status: 503 });

    const model = 'whisper-fail-429';
    await expect(transcribe(A, { model })).rejects.toMatchObject({
      status: 429,
      code: 'rate_limit_exceeded',
    });
    await expect(transcribe(A, { model })).rejects.toMatchObject({ status: 429 });
  });

  it('is listed with its parameters, and with size and sum in the place of the sound', async () => {
    await transcribe(A, { language: 'zh', prompt: '列出来' });

    const url = new URL('/requests?contains=列出来', standIn.url);
    expect(await (await fetch(url)).json()).toMatchObject([
      {
        path: '/v1/audio/transcriptions',
        body: {
          language: 'zh',
          file: expect.stringMatching(/^voice\.wav \(32044 bytes, sha256 [0-9a-f]{12}\)$/) as string,
        },
      },
    ]);
  });
});

describe('pitchOf', () => {
  it('finds the pitch of any tone that a rate can carry, at any volume', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 80, max: 3000 }),
        fc.constantFrom(8000, 16_000, 24_000, 48_000),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (hertz, rate, volume) => {
          const sound = readWav(wavOf(sine(hertz, 0.4, rate, volume), rate));
          const found = (sound && pitchOf(sound)) ?? NaN;
          expect(Math.abs(found - hertz)).toBeLessThan(5);
        },
      ),
      { numRuns: 60 },
    );
  });
});
