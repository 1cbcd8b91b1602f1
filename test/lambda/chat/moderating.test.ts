import { ModelError, SendError, type ModelEvent } from '../../../lambda/chat/ports';
import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import type { AppConfig, ModerationConfig, WordList } from '../../../lambda/shared/bot-config';
import { turnApp, turnConfig } from '../../support/turn-config';
import { pngOf } from '../../support/pictures';
import { TurnWorld } from '../../support/turn-world';
import { unlessKilled } from '../../support/unless-killed';

const { refusals } = zhCn;

function newWorld(moderation: Partial<ModerationConfig>, app: Partial<AppConfig> = {}): TurnWorld {
  const world = new TurnWorld();
  const moderated = { ...turnApp, moderation: { words: [], ...moderation }, ...app };
  world.config = { ...turnConfig, apps: { assistant: moderated } };
  return world;
}

const listOf = (action: WordList['action'], ...words: string[]): WordList => ({
  name: 'secret',
  words,
  action,
});
const withWords = (...words: WordList[]): TurnWorld => newWorld({ words });
/** A sentence that is long enough to be sent by itself. */
const SENTENCE = '一二三四五六七八九十'.repeat(3) + '。\n\n';

const pngBytes = pngOf(1, 1);

/** A model that says these pieces. */
function saying(...pieces: string[]): () => AsyncGenerator<ModelEvent> {
  return async function* () {
    for (const text of pieces) {
      await Promise.resolve();
      yield { type: 'text', text };
    }
  };
}

describe('a word in a question', () => {
  it('that blocks is not asked, and costs nothing; the member is told, and it is recorded', async () => {
    const world = withWords(listOf('block', '绝密项目'));
    await world.attempt('说说绝-密 项​目');
    expect(world.phone).toEqual([refusals.question]);
    expect(world.asked).toEqual([]);
    expect(world.usage.all).toEqual({ messages: 0, tokens: 0, cost: 0 });
    expect(world.turns.size).toBe(0);
    expect(world.audited.get('m1')).toMatchObject({
      event: 'refused',
      result: 'moderated',
      moderation: [{ where: 'question', by: 'secret', action: 'block' }],
    });
    expect(world.logged.join('')).not.toContain('绝');
  });

  it('that is masked is neither asked nor remembered', async () => {
    const world = withWords(listOf('mask', '绝密项目'));
    await world.attempt('说说绝密项目', 'm1');
    await world.attempt('还有呢', 'm2');
    expect(world.asked.map(({ question }) => question)).toEqual(['说说＊＊＊＊', '还有呢']);
    expect(world.asked[1]?.turns).toMatchObject([{ question: '说说＊＊＊＊', answer: '好' }]);
    expect(world.audited.get('m1')).toMatchObject({
      event: 'answered',
      moderation: [{ where: 'question', by: 'secret', action: 'mask' }],
    });
  });

  it('that was found is on record also where the answer is then given up', async () => {
    const world = withWords(listOf('note', '绝密项目'));
    world.sending = () => {
      throw new SendError('refused', Object.assign(new Error('no'), { code: 'WECOM_40201' }));
    };
    await world.attempt('说说绝密项目');
    expect(world.audited.get('m1')).toMatchObject({
      result: 'given-up',
      moderation: [{ where: 'question', by: 'secret', action: 'note' }],
    });
  });

  it('that is noted is asked as it is, and recorded', async () => {
    const world = withWords(listOf('note', '绝密项目'));
    await world.attempt('说说绝密项目');
    expect(world.asked[0]?.question).toBe('说说绝密项目');
    expect(world.audited.get('m1')).toMatchObject({ moderation: [{ action: 'note' }] });
  });

  it('that was spoken, or is to be drawn, is the same', async () => {
    const world = newWorld({ words: [listOf('block', '绝密项目')] });
    const { transcription, images } = {
      transcription: { model: 't' },
      images: { model: 'i', size: '1024x1024' },
    };
    world.config = { ...world.config, transcription, images };
    world.memberMedia.set('v', new Uint8Array(1));
    world.speech = {
      understand: () => Promise.resolve({ text: '绝密项目', isDoubtful: false, seconds: 1 }),
      speak: () => Promise.resolve(new Uint8Array(1)),
    };
    world.painter = { paint: () => Promise.reject(new Error('it was painted')) };
    await world.take({ kind: 'voice', mediaId: 'v' }, 'm1');
    await world.attempt('画 绝密项目的图', 'm2');
    expect(world.phone).toEqual([refusals.question, refusals.question]);
    expect(world.asked).toEqual([]);
  });

  it('of a link, a place or the name of a file is the same', async () => {
    const world = withWords(listOf('block', '绝密项目'));
    const link = { kind: 'link', title: '绝密项目', description: '', url: 'https://example.com' } as const;
    await world.take(link, 'm1');
    await world.take({ kind: 'location', latitude: 1, longitude: 2, label: '绝密项目部' }, 'm2');
    world.memberMedia.set('f', new TextEncoder().encode('一份文件'));
    await world.take({ kind: 'file', mediaId: 'f', fileName: '绝密项目.txt' }, 'm3');
    expect(world.phone).toEqual([refusals.question, refusals.question, refusals.question]);
  });
});

describe('a word in an answer', () => {
  it('that blocks ends the answer before it, across the parts of a stream', async () => {
    const world = withWords(listOf('block', '绝密项目'));
    world.model = saying(SENTENCE, '这是绝', '密', '项目的内容。', SENTENCE);
    await world.attempt('一');
    expect(world.phone.join('|')).toMatch(/^一二.*。\|这是\|/su);
    expect(world.phone.at(-1)).toBe(refusals.answer);
    expect(world.phone.join('')).not.toMatch(/绝|项目/);
    expect(world.audited.get('m1')).toMatchObject({
      event: 'refused',
      result: 'moderated',
      moderation: [{ where: 'answer', by: 'secret', action: 'block' }],
    });
    // It was paid for, but is no answer, and not remembered.
    expect(world.usage.all).toMatchObject({ messages: 0 });
    expect(world.usage.all.cost).toBeGreaterThan(0);
    expect(world.turns.size).toBe(0);
  });

  it('that blocks at once leaves the sentence alone', async () => {
    const world = withWords(listOf('block', '绝密'));
    world.model = saying('绝密。后面');
    await world.attempt('一');
    expect(world.phone).toEqual([refusals.answer]);
  });

  it.each([true, false])(
    'that is masked does not show, nor is heard nor remembered; streaming %s',
    async (streaming) => {
      const world = withWords(listOf('mask', '绝密项目'));
      world.config = { ...world.config, streaming, speech: { model: 's', voice: 'v' } };
      world.profile = { conversation: 'c', activeAt: world.now, voice: true };
      const spoken: string[] = [];
      world.speech = {
        understand: () => Promise.reject(new Error('unreachable')),
        speak: (text) => {
          spoken.push(text);
          return Promise.resolve(new Uint8Array(1));
        },
      };
      world.model = saying(SENTENCE, '这是绝', '密', '项目。');
      await world.attempt('一');
      expect(world.phone.filter((each) => !each.startsWith('voice')).join('')).toContain('这是＊＊＊＊。');
      expect(spoken.join('')).toContain('这是＊＊＊＊。');
      expect([...world.turns.values()][0]?.turn.answer).toContain('这是＊＊＊＊。');
      expect(world.audited.get('m1')).toMatchObject({ event: 'answered', result: 'answered' });
    },
  );

  it('does not slip through where a stream breaks off, or a worker dies, in the middle of it', async () => {
    for (const end of [new ModelError('broken', 'it broke', 'Again.'), new Error('killed')]) {
      const world = withWords(listOf('block', '绝密项目'));
      let asks = 0;
      world.model = async function* () {
        yield* saying(...(asks++ === 0 ? [SENTENCE, '这是绝密'] : ['项目。']))();
        if (asks === 1) throw end;
      };
      const first = world.attempt('一');
      await first.catch(unlessKilled);
      world.now += 60_000;
      await world.attempt('一');
      expect(world.phone.join('')).not.toMatch(/绝密.*项目/);
      expect(world.isDone()).toBe(true);
    }
  });

  it('that only began is shown to its end', async () => {
    const world = withWords(listOf('block', '绝密项目'));
    world.model = saying(SENTENCE, '这是绝密');
    await world.attempt('一');
    expect(world.phone.at(-1)).toBe('这是绝密');
    expect([...world.turns.values()][0]?.turn.answer).toMatch(/这是绝密$/);
  });

  it('that blocks is told as such, also where the stream breaks off right behind it', async () => {
    const world = withWords(listOf('block', '绝密'));
    world.model = async function* () {
      // What may be the beginning of markup is read at the end.
      yield* saying('**绝密。')();
      throw new ModelError('broken', 'it broke', 'Again.');
    };
    await world.attempt('一');
    expect(world.phone.at(-1)).toBe(refusals.answer);
    expect(world.phone.join('')).not.toContain('绝');
    expect(world.asked).toHaveLength(1);
  });

  it('that is forbidden since is hidden from the memory and from 导出', async () => {
    const world = newWorld({});
    world.answer = '这是绝密。';
    await world.attempt('一', 'm1');
    const words = [listOf('mask', '绝密')];
    world.config = { ...turnConfig, apps: { assistant: { ...turnApp, moderation: { words } } } };
    world.answer = '好';
    await world.attempt('二', 'm2');
    expect(world.asked.at(-1)?.turns).toMatchObject([{ answer: '这是＊＊。' }]);
    await world.attempt('导出', 'm3');
    expect(world.phone.at(-1)).not.toContain('绝密');
  });

  it('that began before the stream broke off is told to the model as said', async () => {
    const world = withWords(listOf('block', '绝密项目'));
    let asks = 0;
    world.model = async function* () {
      yield* saying(...(asks++ === 0 ? [SENTENCE, '这是绝密'] : ['文件。']))();
      if (asks === 1) throw new ModelError('broken', 'it broke', 'Again.');
    };
    await world.attempt('一');
    expect(world.asked[1]?.said).toMatch(/这是绝密$/);
    expect(world.phone.join('')).toContain('这是绝密文件。');
  });

  it('that blocks ends the asking, too: nothing more is read, and paid', async () => {
    const world = withWords(listOf('block', '绝密'));
    let isReadOn = false;
    world.model = async function* () {
      yield* saying('绝密。')();
      isReadOn = true;
      yield* saying(SENTENCE)();
    };
    await world.attempt('一');
    expect(isReadOn).toBe(false);
  });

  it('is found across what was sent before the word was forbidden', async () => {
    const world = newWorld({});
    world.model = async function* () {
      yield* saying(`${'一二三四五六七八九十'.repeat(3)}绝密。\n\n`, '后')();
      throw new Error('killed');
    };
    await expect(world.attempt('一')).rejects.toThrow('killed');
    expect(world.phone.at(-1)).toMatch(/绝密。$/);
    const words = [listOf('block', '绝密项目')];
    world.config = {
      ...turnConfig,
      apps: { assistant: { ...turnApp, moderation: { words } } },
    };
    world.model = saying('项目。');
    world.now += 60_000;
    await world.attempt('一');
    expect(world.phone.at(-1)).toBe(refusals.answer);
  });

  it('of the sources of an answer is the same', async () => {
    const world = withWords(listOf('mask', '绝密项目'));
    world.model = async function* () {
      yield* saying('见下。')();
      yield { type: 'sources', sources: [{ title: '绝密项目', url: 'https://example.com' }] };
    };
    await world.attempt('一');
    expect(world.phone.join('')).toContain('1. ＊＊＊＊ https://example.com');
  });
});

describe("the provider's moderation", () => {
  const flagging = (word: string) => ({
    flags: (_: string, text: string) => Promise.resolve(text.includes(word) ? ['violence'] : []),
  });
  const asked = (provider: Omit<NonNullable<ModerationConfig['provider']>, 'model'>) => {
    const world = newWorld({ provider: { model: 'omni', ...provider } });
    world.moderator = flagging('打人');
    return world;
  };

  it.each(['block', 'mask'] as const)('%ss a question: it is not asked', async (action) => {
    const world = asked({ question: action });
    await world.attempt('怎么打人');
    expect(world.phone).toEqual([refusals.question]);
    expect(world.asked).toEqual([]);
    expect(world.audited.get('m1')).toMatchObject({
      moderation: [{ where: 'question', by: 'provider:violence', action }],
    });
  });

  it('notes a question: it is asked', async () => {
    const world = asked({ question: 'note' });
    await world.attempt('怎么打人');
    expect(world.phone).toEqual(['好']);
    expect(world.audited.get('m1')).toMatchObject({ moderation: [{ action: 'note' }] });
  });

  it('is not asked about what the configuration does not say', async () => {
    const world = asked({ answer: 'block' });
    await world.attempt('怎么打人');
    expect(world.phone).toEqual(['好']);
  });

  it('ends an answer before the part that it flags, also where the rest is there already', async () => {
    const world = asked({ answer: 'block' });
    world.model = saying(`${SENTENCE}打人。${'甲乙丙丁。'.repeat(1_000)}`);
    await world.attempt('一');
    expect(world.phone).toEqual([expect.stringMatching(/^一二/), refusals.answer]);
  });

  it('ends an answer before the part that it flags', async () => {
    const world = asked({ answer: 'block' });
    world.model = saying(SENTENCE, `打人${SENTENCE}`, SENTENCE);
    await world.attempt('一');
    expect(world.phone).toEqual([expect.stringMatching(/^一二/), refusals.answer]);
  });

  it('hides the part that it flags, and says the others; nothing of it is spoken', async () => {
    const world = asked({ answer: 'mask' });
    world.config = { ...world.config, speech: { model: 's', voice: 'v' } };
    world.profile = { conversation: 'c', activeAt: world.now, voice: true };
    world.speech = {
      understand: () => Promise.reject(new Error('unreachable')),
      speak: () => Promise.resolve(new Uint8Array(1)),
    };
    world.model = saying(SENTENCE, `打人${SENTENCE}`, SENTENCE);
    await world.attempt('一');
    expect(world.phone).toContain(refusals.part);
    expect(world.phone.join('')).not.toContain('打人');
    expect(world.phone.filter((part) => part.startsWith('voice'))).toEqual([]);
    expect(world.audited.get('m1')).toMatchObject({ event: 'answered' });
  });

  it('does not show the pictures of an answer of which a part is hidden', async () => {
    const world = asked({ answer: 'mask' });
    world.model = async function* () {
      yield { type: 'picture', bytes: pngBytes };
      yield* saying(`打人。${SENTENCE}`)();
    };
    await world.attempt('一');
    expect(world.phone.filter((part) => part.startsWith('image'))).toEqual([]);
  });

  it('that fails once is asked again, and the answer goes on: nothing is paid or said twice', async () => {
    for (const streaming of [true, false]) {
      const world = asked({ answer: 'block' });
      world.config = { ...world.config, streaming };
      let asks = 0;
      world.moderator = {
        flags: () =>
          ++asks === 1 ? Promise.reject(new ModelError('busy', 'no', 'Wait.')) : Promise.resolve([]),
      };
      world.model = saying(SENTENCE, '就这些。');
      await world.attempt('一');
      expect(world.phone.join('').replace(/\s/g, '')).toBe(`${SENTENCE}就这些。`.replace(/\s/g, ''));
      expect(world.asked).toHaveLength(1);
    }
  });

  it('that fails in the middle ends the answer there: it is paid once, counted, and can go on', async () => {
    const world = asked({ answer: 'block' });
    let asks = 0;
    world.moderator = {
      flags: () =>
        asks++ === 0 ? Promise.resolve([]) : Promise.reject(new ModelError('too-slow', 'no', 'Wait.')),
    };
    world.model = saying(SENTENCE, SENTENCE, SENTENCE);
    await world.attempt('一');
    expect(world.phone).toEqual([expect.stringMatching(/^一二/), zhCn.cutOff]);
    expect(world.asked).toHaveLength(1);
    expect(world.usage.all.messages).toBe(1);
    expect(world.usage.all.cost).toBeGreaterThan(0);
    expect(world.audited.get('m1')).toMatchObject({ result: 'broken-off', error: 'MODEL_TOO_SLOW' });
  });

  it('that can not be asked lets nothing through: a question waits, an answer breaks off', async () => {
    const world = asked({ question: 'block' });
    world.config = { ...world.config, transcription: { model: 't' } };
    world.moderator = { flags: () => Promise.reject(new ModelError('unavailable', 'no', 'Wait.')) };
    await expect(world.attempt('一')).resolves.toBe('waiting');
    expect(world.asked).toEqual([]);
    world.now += 11 * 60_000;
    await world.attempt('一');
    expect(world.phone.at(-1)).toBe(zhCn.modelFailed.unavailable);
    expect(world.audited.get('m1')).toMatchObject({ model: 'gpt-x', error: 'MODEL_UNAVAILABLE' });

    const other = asked({ answer: 'block' });
    other.moderator = { flags: () => Promise.reject(new ModelError('unavailable', 'no', 'Wait.')) };
    other.model = saying(SENTENCE, SENTENCE);
    await other.attempt('一');
    expect(other.phone.join('')).not.toContain('一二三');
    expect(other.isDone()).toBe(true);
  });
});
