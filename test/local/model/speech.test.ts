import OpenAI, { toFile } from 'openai';
import type { SpeechCreateParams } from 'openai/resources/audio/speech';
import { ActivityLog } from '../../../local/activity';
import { startModelStandIn, type ModelStandIn } from '../../../local/model/stand-in';
import { VOICES } from '../../../local/model/speech';
import { wavOf } from './samples';

let standIn: ModelStandIn;
let openai: OpenAI;

beforeAll(async () => {
  standIn = await startModelStandIn({ tokensPerSecond: Infinity, activity: new ActivityLog() });
  openai = new OpenAI({ apiKey: 'sk-test', baseURL: standIn.url, maxRetries: 0, logLevel: 'off' });
});

afterAll(() => standIn.close());

const ONE_CHARACTER = 4800;

async function speak(parameters: Partial<SpeechCreateParams>): Promise<Buffer> {
  const spoken = await openai.audio.speech.create({
    model: 'gpt-4o-mini-tts',
    voice: 'alloy',
    input: '你好',
    response_format: 'pcm',
    ...parameters,
  });
  return Buffer.from(await spoken.arrayBuffer());
}

async function heard(wav: Buffer): Promise<string> {
  const file = await toFile(wav, 'voice.wav');
  return (await openai.audio.transcriptions.create({ model: 'm', file })).text;
}

describe('speech', () => {
  it('lasts a tenth of a second for each character, at 24 kHz', async () => {
    const pcm = await speak({ input: '一二三🌸五', instructions: '慢一点' });

    expect(pcm).toHaveLength(5 * ONE_CHARACTER);
    expect(await heard(wavOf(pcm, 24_000))).toBe('声音长 0.5 秒，音高 440 赫兹。');
  });

  it.each(Object.entries(VOICES))('of %s has %d Hz', async (voice, hertz) => {
    expect(await heard(wavOf(await speak({ voice }), 24_000))).toBe(`声音长 0.2 秒，音高 ${hertz} 赫兹。`);
  });

  it('has a pitch of its own for each voice', () => {
    expect(new Set(Object.values(VOICES)).size).toBe(Object.keys(VOICES).length);
  });

  it('as WAV has the header that OpenAI streams: its lengths are all ones', async () => {
    const wav = await speak({ response_format: 'wav' });

    expect(wav).toHaveLength(44 + 2 * ONE_CHARACTER);
    expect([wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([0xffffffff, 0xffffffff]);
    expect(await heard(wav)).toBe('声音长 0.2 秒，音高 440 赫兹。');
  });

  it('takes 4,096 characters, and no more', async () => {
    expect(await speak({ input: '长'.repeat(4096) })).toHaveLength(4096 * ONE_CHARACTER);
    await expect(speak({ input: '长'.repeat(4097) })).rejects.toMatchObject({
      status: 400,
      code: 'string_too_long',
    });
  });

  it.each([
    ['MP3', { response_format: 'mp3' }, /"mp3".*"pcm", "wav"/],
    ['a voice that nobody has', { voice: 'alfred' }, /'voice': "alfred"/],
    ['another speed', { speed: 2 }, /'speed': 2/],
    ['events', { stream_format: 'sse' }, /'stream_format'/],
    ['nothing to say', { input: '' }, /empty/],
    ['what it does not know', { pitch: 440 }, /Unknown parameter: 'pitch'/],
  ])('%s: 400', async (_, parameters, message) => {
    await expect(speak(parameters as Partial<SpeechCreateParams>)).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      message: expect.stringMatching(message) as string,
    });
  });

  it('without a format is refused, since MP3 is the usual one', async () => {
    const asked = openai.audio.speech.create({ model: 'm', voice: 'alloy', input: '你好' });
    await expect(asked).rejects.toMatchObject({ status: 400 });
  });
});

describe('speech that fails', () => {
  it('with a status, as often as its text says; then it is what is left of the text', async () => {
    const input = '出错 429 insufficient_quota 次 1：好';
    await expect(speak({ input })).rejects.toMatchObject({ status: 429, code: 'insufficient_quota' });
    expect(await speak({ input })).toHaveLength(ONE_CHARACTER);
  });

  it('without an answer', async () => {
    await expect(speak({ input: '拒连：你好' })).rejects.toMatchObject({ message: 'Connection error.' });
  });

  it('in the midst of it', async () => {
    await expect(speak({ input: '断开 1000：你好' })).rejects.toThrow('terminated');
  });

  it('by never ending, until the caller hangs up', async () => {
    const hangUp = new AbortController();
    const asked = await openai.audio.speech.create(
      { model: 'm', voice: 'alloy', input: '卡住 1000：你好', response_format: 'pcm' },
      { signal: hangUp.signal },
    );
    const reader = (asked.body as ReadableStream<Uint8Array>).getReader();
    expect((await reader.read()).value).toHaveLength(1000);
    hangUp.abort();
    await expect(reader.read()).rejects.toThrow('abort');
  });

  it('not in the ways of a text', async () => {
    await expect(speak({ input: '拒答：你好' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('in streams of text only') as string,
    });
  });
});
