import { MediaError, ModelError, SendError, type Understood } from '../../../lambda/chat/ports';
import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import { TurnWorld, turnConfig, type Kill } from '../../support/turn-world';

const VOICE = { kind: 'voice', mediaId: 'v1' } as const;
const AMR = new Uint8Array([35, 33, 65]);
const LEASE_MS = 50_000;

function hearing(understood: Partial<Understood> | Error = {}): TurnWorld {
  const world = new TurnWorld();
  world.config = {
    ...turnConfig,
    transcription: { model: 'gpt-t' },
    speech: { model: 'tts', voice: 'alloy' },
  };
  world.memberMedia.set('v1', AMR);
  world.speech = {
    understand: () =>
      understood instanceof Error
        ? Promise.reject(understood)
        : Promise.resolve({ text: '今天几号', isDoubtful: false, seconds: 2.4, ...understood }),
    speak: (text) => Promise.resolve(new TextEncoder().encode(`amr of ${text}`)),
  };
  return world;
}

it('its answer begins with what was understood, and is spoken as well', async () => {
  const world = hearing();
  await world.take(VOICE);
  expect(world.phone).toEqual([zhCn.understood('今天几号'), '好', 'voice: media-1']);
  expect(world.uploads[0]).toMatchObject({ kind: 'voice', filename: 'answer.amr' });
  expect(Buffer.from(world.uploads[0]?.bytes ?? []).toString()).toBe('amr of 好');
  expect(world.asked[0]).toMatchObject({ question: '今天几号', said: '' });
});

it('what was heard is remembered and recorded as what was said', async () => {
  const world = hearing();
  const [app] = Object.values(world.config.apps);
  if (app) world.config = { ...world.config, apps: { assistant: { ...app, auditContent: 'full' } } };
  await world.take(VOICE, 'm1');
  await world.attempt('二', 'm2');
  expect(world.asked[1]?.turns).toEqual([{ question: '今天几号', answer: '好', tokens: 15 }]);
  expect(world.audited.get('m1')).toMatchObject({
    kind: 'voice',
    content: { question: '今天几号', answer: '好' },
  });
});

it.each<[string, Partial<Understood>]>([
  ['empty', { text: '' }],
  ['white space', { text: ' \n' }],
  ['doubtful', { isDoubtful: true }],
])('%s speech is asked for again, and not answered', async (_, understood) => {
  const world = hearing(understood);
  await world.take(VOICE);
  expect(world.phone).toEqual([zhCn.notUnderstood]);
  expect(world.asked).toEqual([]);
  expect(world.turns.size).toBe(0);
  expect(world.audited.get('m1')).toMatchObject({ event: 'failed', result: 'not-understood' });
});

const unavailable = new ModelError('credentials', 'the key was refused', 'Enter another.');

it.each<[string, Partial<Understood> | Error]>([
  ['the model can not be asked', unavailable],
  ['it heard nothing', { text: '' }],
  ['it is not sure', { isDoubtful: true }],
  ['the file can not be read', new MediaError('malformed', 'x')],
])('what WeCom made of it is taken where %s', async (_, understood) => {
  const world = hearing(understood);
  await world.take({ ...VOICE, recognition: '明天几号' });
  expect(world.phone.slice(0, 2)).toEqual([zhCn.understood('明天几号'), '好']);
});

it('an app without a model for it takes what WeCom made of it, or says that it can not hear', async () => {
  const world = new TurnWorld();
  await world.take({ ...VOICE, recognition: '明天几号' }, 'm1');
  await world.take(VOICE, 'm2');
  expect(world.phone).toEqual([zhCn.understood('明天几号'), '好', zhCn.notPossible.hearing]);
});

it.each(['expired', 'too-large', 'too-long', 'malformed', 'unreadable'] as const)(
  'voice that is %s gets a sentence, and nothing is asked',
  async (failure) => {
    const world = hearing(new MediaError(failure, 'x'));
    await world.take(VOICE);
    expect(world.phone).toEqual([zhCn.mediaFailed[failure]]);
    expect(world.asked).toEqual([]);
    expect(world.audited.get('m1')).toMatchObject({
      result: 'unsupported',
      error: expect.stringMatching(/^MEDIA_/) as string,
    });
  },
);

it('a model that is busy is waited for, and then hears', async () => {
  const world = hearing(new ModelError('busy', '429', 'Wait.'));
  await expect(world.take(VOICE)).resolves.toBe('waiting');
  world.speech = hearing().speech;
  world.now += 60_000;
  await world.take(VOICE);
  expect(world.phone.at(-1)).toBe('voice: media-1');
  expect(world.record()?.attempts).toBe(1);
});

it('a model that refuses the key gets a sentence', async () => {
  const world = hearing(unavailable);
  await world.take(VOICE);
  expect(world.phone).toEqual([zhCn.modelFailed.credentials]);
});

describe('an answer', () => {
  const asking = async (voice: boolean | undefined, change: (world: TurnWorld) => void = () => undefined) => {
    const world = hearing();
    if (voice !== undefined) world.profile = { conversation: 'c', activeAt: world.now, voice };
    change(world);
    await world.attempt('一');
    return world;
  };

  it('to a text is not spoken, unless the member wishes it', async () => {
    expect((await asking(undefined)).phone).toEqual(['好']);
    expect((await asking(true)).phone).toEqual(['好', 'voice: media-1']);
  });

  it('to voice is not spoken if the member does not wish it', async () => {
    const world = hearing();
    world.profile = { conversation: 'c', activeAt: world.now, voice: false };
    await world.take(VOICE);
    expect(world.phone).toEqual([zhCn.understood('今天几号'), '好']);
  });

  it.each<[string, (world: TurnWorld) => void]>([
    [
      'the model can not speak',
      (world) =>
        (world.speech = {
          understand: () => Promise.reject(unavailable),
          speak: () => Promise.reject(unavailable),
        }),
    ],
    [
      'WeCom does not take the voice',
      (world) => {
        const refusal = Object.assign(new Error('WeCom'), { code: 'WECOM_301017' });
        world.sending = (message) =>
          'media' in message ? Promise.reject(new SendError('refused', refusal)) : Promise.resolve();
      },
    ],
  ])('stays text where %s', async (_, change) => {
    const world = await asking(true, change);
    expect(world.phone).toEqual(['好']);
    expect(world.audited.get('m1')).toMatchObject({ event: 'answered', result: 'answered' });
    expect(world.logged.join()).toContain('answer not spoken');
    expect(world.isDone()).toBe(true);
  });

  it('that broke off is not spoken', async () => {
    const world = await asking(true, (each) => {
      each.model = async function* () {
        await Promise.resolve();
        yield { type: 'text', text: '第一句说完了，它是这样的。第二' };
        throw new ModelError('broken', 'x', 'y');
      };
    });
    expect(world.phone.join('')).toContain(zhCn.cutOff);
    expect(world.uploads).toEqual([]);
  });
});

it('killed anywhere, it is heard the same, answered once, spoken once, and its files are removed', async () => {
  const free = hearing();
  await free.take(VOICE);
  const points = free.calls.flatMap((_, call): Kill[] =>
    (['before', 'after'] as const).map((side) => ({ call, side })),
  );
  let uploads = 0;
  for (const kill of points) {
    const world = hearing();
    await world.take(VOICE, 'm1', 'assistant', kill).catch(() => undefined);
    const name = world.calls[kill.call];
    // It would be understood otherwise by now.
    const fixed = world.record()?.understood;
    world.now += LEASE_MS;
    await world.take(VOICE);
    const isWindow = name === (kill.side === 'after' ? 'messenger.send' : 'deliveries.sent');
    const read = isWindow
      ? world.phone.filter((each, index) => each !== world.phone[index - 1])
      : world.phone;
    expect([kill, name, read]).toEqual([
      kill,
      name,
      [zhCn.understood('今天几号'), '好', expect.stringMatching(/^voice: /)],
    ]);
    expect(fixed !== undefined && world.calls.includes('speech.understand')).toBe(false);
    expect(world.turns.size).toBe(1);
    expect(world.attached.size).toBe(0);
    uploads = Math.max(uploads, world.uploads.length);
  }
  // Between an upload and its record.
  expect(uploads).toBe(2);
});

it('words that fill more than a message are repeated in short, and asked whole', async () => {
  const text = '很长的话👨‍👩‍👧'.repeat(300);
  const world = hearing({ text });
  await world.take(VOICE);
  expect(Buffer.byteLength(world.phone[0] ?? '')).toBeLessThanOrEqual(2_048);
  expect(world.phone[0]).toContain('…');
  expect(world.asked[0]?.question).toBe(text);
});

it('what takes long to be heard gives a sign of life', async () => {
  const world = hearing();
  let hear: (understood: Understood) => void = () => undefined;
  const speak = (): Promise<Uint8Array> => Promise.resolve(AMR);
  world.speech = { speak, understand: () => new Promise((resolve) => (hear = resolve)) };
  const turn = world.take(VOICE);
  await world.pass(world.config.timing.signOfLifeMs);
  hear({ text: '好', isDoubtful: false, seconds: 1 });
  await turn;
  expect(world.phone[0]).toBe(zhCn.signOfLife);
});

it('an answer that was read is not given up for its voice', async () => {
  const world = hearing();
  for (let attempt = 0; attempt < 5; attempt++) {
    world.speech = {
      understand: () => Promise.resolve({ text: '今天几号', isDoubtful: false, seconds: 1 }),
      speak: () => Promise.reject(new Error('the sandbox died')),
    };
    await world.take(VOICE).catch(() => undefined);
    world.now += LEASE_MS;
  }
  await world.take(VOICE);
  expect(world.phone).toEqual([zhCn.understood('今天几号'), '好']);
  expect(world.audited.get('m1')).toMatchObject({ event: 'answered' });
  expect(world.deadLetters.size).toBe(0);
});
