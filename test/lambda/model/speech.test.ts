import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { MediaError, type ModelFailure } from '../../../lambda/chat/ports';
import { ProviderSpeech, type Samples, type SoundTools } from '../../../lambda/model/speech';
import { errorWith } from '../../support/errors';
import { KEY, refusal, startFakeProvider } from './fake-provider';
import { startFormServer } from './form-server';

const provider = startFakeProvider();
const forms = startFormServer();

const VOICE = Uint8Array.of(1, 2, 3);
/** Sounds that say what was made of them. */
const tools = (changed: Partial<SoundTools> = {}): SoundTools => ({
  decode: (voice) => Promise.resolve({ samples: Int16Array.from(voice), rate: 8000 }),
  isSilent: (samples) => samples.every((sample) => sample === 0),
  writeWav: ({ samples, rate }) => Buffer.from(`WAV ${samples.join(' ')} at ${rate}`),
  resample: ({ samples, rate }: Samples) => samples.filter((_, index) => index % (rate / 8000) === 0),
  encodeAmr: (samples) => Promise.resolve(Buffer.from(`AMR ${samples.join(' ')}`)),
  ...changed,
});
const CONFIG = {
  transcription: { model: 'gpt-4o-mini-transcribe' },
  speech: { model: 'tts', voice: 'alloy' },
};
const key = (): Promise<string> => Promise.resolve(KEY);
const soon = (): number => Date.now() + 30_000;

const json = (body: object) => (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

describe('hears', () => {
  const hearing = (config: object = {}, sound = tools(), apiKey = key) =>
    new ProviderSpeech(
      apiKey,
      Date.now,
      sound,
      { transcription: { ...CONFIG.transcription, ...config } },
      { baseUrl: forms.url() },
    );

  it('by the words and how sure they are', async () => {
    forms.next(json({ text: '今天几号？', logprobs: [{ token: '今', logprob: -0.1, bytes: [] }] }));
    await expect(hearing().understand(VOICE, soon())).resolves.toEqual({
      text: '今天几号？',
      isDoubtful: false,
      seconds: 3 / 8000,
    });
    const form = forms.forms.at(-1);
    expect(form).toMatchObject({ path: '/v1/audio/transcriptions', authorization: `Bearer ${KEY}` });
    expect(form?.file).toEqual({
      name: 'voice.wav',
      type: 'audio/wav',
      bytes: Buffer.from('WAV 1 2 3 at 8000'),
    });
    expect(form?.fields).toEqual([
      ['model', 'gpt-4o-mini-transcribe'],
      ['response_format', 'json'],
      ['include[]', 'logprobs'],
    ]);
  });

  it.each(['whisper-1', 'gpt-transcribe', 'gpt-4o-transcribe-diarize', 'sense-voice'])(
    'with %s, which is not asked how sure it is',
    async (model) => {
      forms.next(json({ text: '好' }));
      await hearing({ model, language: 'zh', prompt: '云杉' }).understand(VOICE, soon());
      expect(forms.forms.at(-1)?.fields).toEqual([
        ['model', model],
        ['response_format', 'json'],
        ['language', 'zh'],
        ['prompt', '云杉'],
      ]);
    },
  );

  it('what it doubts', async () => {
    forms.next(json({ text: '云杉' }));
    const understood = await hearing({ prompt: '云杉' }).understand(VOICE, soon());
    expect(understood).toEqual({ text: '云杉', isDoubtful: true, seconds: 3 / 8000 });
  });

  it('silence without asking anybody', async () => {
    const before = forms.forms.length;
    const understood = await hearing().understand(Uint8Array.of(0, 0), soon());
    expect(understood).toEqual({ text: '', isDoubtful: false, seconds: 0 });
    expect(forms.forms).toHaveLength(before);
  });

  it('no voice that is none', async () => {
    const sound = tools({ decode: () => Promise.reject(new MediaError('malformed', 'it is no sound')) });
    await expect(hearing({}, sound).understand(VOICE, soon())).rejects.toThrow(MediaError);
  });

  it('nothing where no model is configured for it', async () => {
    const deaf = new ProviderSpeech(key, Date.now, tools(), {});
    await expect(deaf.understand(VOICE, soon())).rejects.toThrow(errorWith({ failure: 'bad-request' }));
  });

  it('with a key that is read afresh when it is refused', async () => {
    const keys = [KEY, 'sk-entered-just-now'];
    const apiKey = (): Promise<string> => Promise.resolve(keys.shift() ?? '');
    forms.next(refusal(401), json({ text: '好' }));
    await expect(hearing({}, tools(), apiKey).understand(VOICE, soon())).resolves.toMatchObject({
      text: '好',
    });
    expect(forms.forms.at(-1)?.authorization).toBe('Bearer sk-entered-just-now');
  });

  it.each<[ModelFailure, (response: ServerResponse) => void]>([
    ['credentials', refusal(401, { message: KEY })],
    ['not-found', refusal(404, { message: KEY, code: 'model_not_found' })],
    ['busy', refusal(429, { message: KEY })],
    ['bad-request', refusal(400, { message: KEY, code: 'audio_too_short' })],
    ['unavailable', refusal(500, { message: KEY })],
    ['unavailable', (response) => response.destroy()],
    ['broken', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{')],
  ])('%s, asked once, and without the key', async (failure, answer) => {
    const before = forms.forms.length;
    forms.next(answer);
    const error: unknown = await hearing()
      .understand(VOICE, soon())
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure });
    expect(inspect(error, { depth: null })).not.toContain(KEY);
    expect(forms.forms).toHaveLength(before + 1);
  });

  it('until its deadline', async () => {
    forms.next(() => undefined);
    await expect(hearing().understand(VOICE, Date.now() + 100)).rejects.toThrow(
      errorWith({ failure: 'too-slow' }),
    );
  });
});

describe('speaks', () => {
  const speaking = (sound = tools()) => new ProviderSpeech(key, Date.now, sound, { speech: CONFIG.speech });
  const pcm = (...samples: number[]) => Buffer.from(Int16Array.from(samples).buffer);
  const sent =
    (...pieces: Buffer[]) =>
    (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'audio/pcm' });
      for (const piece of pieces) response.write(piece);
      response.end();
    };
  const asked = () => provider.calls.at(-1);

  it('with the voice that is configured, as a voice message', async () => {
    provider.next(sent(pcm(100, -2, 3, 400), pcm(5, 6, -700)));
    const spoken = await speaking().speak('今天二十二号。', soon());
    expect(Buffer.from(spoken).toString()).toBe('AMR 100 400 -700');
    expect(asked()).toMatchObject({ path: '/v1/audio/speech', headers: { authorization: `Bearer ${KEY}` } });
    expect(asked()?.body).toEqual({
      model: 'tts',
      voice: 'alloy',
      input: '今天二十二号。',
      response_format: 'pcm',
    });
  });

  it('what fits into a minute', async () => {
    provider.next(sent(pcm(1)));
    await speaking().speak('春眠不觉晓。'.repeat(100), soon());
    expect(asked()?.body).toMatchObject({ input: '春眠不觉晓。'.repeat(56) });
  });

  it('a minute, and does not wait for the rest', async () => {
    let samples = 0;
    const sound = tools({
      resample: ({ samples: all }) => {
        samples = all.length;
        return all.subarray(0, 1);
      },
    });
    const closed = new Promise<void>((resolve) => {
      provider.next((response) => {
        response.on('close', resolve);
        response.writeHead(200).write(Buffer.alloc(61 * 48_000));
      });
    });
    await speaking(sound).speak('好', soon());
    expect(samples).toBe(60 * 24_000);
    await expect(closed).resolves.toBeUndefined();
  });

  it('an odd number of bytes without the half sample', async () => {
    provider.next(sent(Buffer.concat([pcm(7), Buffer.of(1)])));
    await expect(speaking().speak('好', soon())).resolves.toEqual(Buffer.from('AMR 7'));
  });

  it('nothing where no voice is configured', async () => {
    const mute = new ProviderSpeech(key, Date.now, tools(), {});
    await expect(mute.speak('好', soon())).rejects.toThrow(errorWith({ failure: 'bad-request' }));
  });

  it.each<[ModelFailure, string, (response: ServerResponse) => void]>([
    ['bad-request', 'a voice that there is not', refusal(400, { code: 'invalid_value' })],
    ['unavailable', 'a fault', refusal(503)],
    ['broken', 'no sound', sent()],
    [
      'broken',
      'a sound that broke off',
      (response) => response.writeHead(200, { 'content-length': 9 }).write(pcm(1), () => response.destroy()),
    ],
  ])('%s after %s', async (failure, _, answer) => {
    provider.next(answer);
    await expect(speaking().speak('好', soon())).rejects.toThrow(errorWith({ failure }));
  });

  it('until its deadline, though the sound has begun', async () => {
    provider.next((response) => response.writeHead(200).write(pcm(1)));
    await expect(speaking().speak('好', Date.now() + 200)).rejects.toThrow(
      errorWith({ failure: 'too-slow' }),
    );
  });

  it('not, where the sound can not be encoded', async () => {
    provider.next(sent(pcm(1)));
    const sound = tools({ encodeAmr: () => Promise.reject(new Error('Please report it.')) });
    await expect(speaking(sound).speak('好', soon())).rejects.toThrow(
      errorWith({ failure: 'broken', message: expect.stringContaining('report') as string }),
    );
  });
});
