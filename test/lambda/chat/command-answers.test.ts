import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import type { AppConfig } from '../../../lambda/shared/bot-config';
import { turnApp } from '../../support/turn-config';
import { TurnWorld, turnConfig } from '../../support/turn-world';

const { commands } = zhCn;

function worldWith(change: Partial<AppConfig>, rest: Partial<typeof turnConfig> = {}): TurnWorld {
  const world = new TurnWorld();
  world.config = { ...turnConfig, apps: { assistant: { ...turnApp, ...change } }, ...rest };
  return world;
}

const withModels = () => worldWith({ models: ['gpt-y', 'GPT Z'] });
const withPersonas = () => worldWith({ personas: { 翻译: '你是翻译。', '英语 老师': '你教英语。' } });
const speech = { model: 'tts', voice: 'alloy' };

describe('模型', () => {
  it('shows what there is, and what is in use', async () => {
    const world = withModels();
    await world.attempt('模型');
    expect(world.phone).toEqual([commands.models(['gpt-x', 'gpt-y', 'GPT Z'], 'gpt-x')]);
    expect(world.audited.get('m1')).toMatchObject({ event: 'command', result: 'model' });
  });

  it('with a name is kept for the member, and asked from then on', async () => {
    const world = withModels();
    await world.attempt('模型 GPT-Y', 'm1');
    await world.attempt('一', 'm2');
    expect(world.phone).toEqual([commands.modelChosen('gpt-y'), '好']);
    expect(world.asked[0]?.model).toBe('gpt-y');
    expect(world.audited.get('m2')).toMatchObject({ model: 'gpt-y' });
  });

  it('that the app does not allow is not chosen', async () => {
    const world = withModels();
    await world.attempt('模型 gpt-9', 'm1');
    await world.attempt('一', 'm2');
    expect(world.phone[0]).toBe(commands.noSuchModel('gpt-9', ['gpt-x', 'gpt-y', 'GPT Z']));
    expect(world.asked[0]?.model).toBe('gpt-x');
  });

  it('that the app allows no longer is not asked', async () => {
    const world = withModels();
    await world.attempt('模型 gpt-y', 'm1');
    world.config = turnConfig;
    await world.attempt('一', 'm2');
    expect(world.asked[0]?.model).toBe('gpt-x');
  });
});

describe('角色', () => {
  it('begins a conversation of its own, in its own words', async () => {
    const world = withPersonas();
    await world.attempt('一', 'm1');
    await world.attempt('角色 翻译', 'm2');
    await world.attempt('二', 'm3');
    expect(world.phone[1]).toBe(commands.personaChosen('翻译'));
    expect(world.asked.at(-1)).toMatchObject({ persona: '你是翻译。', turns: [] });
    expect(world.turns.get('m3')?.conversation).toBe('m2');
  });

  it('is forgiven its spaces, and the usual one can be chosen again', async () => {
    const world = withPersonas();
    await world.attempt('角色 英语老师', 'm1');
    await world.attempt('一', 'm2');
    await world.attempt('角色 默认', 'm3');
    await world.attempt('二', 'm4');
    expect(world.asked.map(({ persona }) => persona)).toEqual(['你教英语。', '你是助手。']);
  });

  it.each(['constructor', '__proto__', '没有'])('%s is none', async (name) => {
    const world = withPersonas();
    await world.attempt(`角色 ${name}`);
    expect(world.phone).toEqual([commands.noSuchPersona(name, ['默认', '翻译', '英语 老师'])]);
  });
});

describe('语音', () => {
  it('is switched on and off, and says how it is', async () => {
    const world = worldWith({}, { speech });
    for (const text of ['语音', '语音 开', '语音', '/voice off', '语音']) await world.attempt(text, text);
    await world.attempt('语音', 'again');
    expect(world.phone).toEqual([
      commands.voice(undefined),
      commands.voiceChosen(true),
      commands.voiceChosen(false),
      commands.voice(false),
    ]);
  });

  it('is said not to be there, where it is not', async () => {
    const world = new TurnWorld();
    await world.attempt('语音 开');
    expect(world.phone).toEqual([commands.noVoice]);
    expect(world.profile).toBeUndefined();
  });
});

it('用量 says what was used today and this month', async () => {
  const world = new TurnWorld();
  await world.attempt('一', 'm1');
  world.now += 86_400_000;
  await world.attempt('二', 'm2');
  await world.attempt('用量', 'm3');
  expect(world.phone.at(-1)).toBe('今天：1 条消息，15 个 token\n本月：2 条消息，30 个 token');
});

it('我是谁 says what the bot knows', async () => {
  const world = withPersonas();
  await world.attempt('一', 'm1');
  await world.attempt('角色 翻译', 'm2');
  await world.attempt('我是谁', 'm3');
  expect(world.phone.at(-1)).toBe('姓名：张三\n账号：a\n应用：assistant\n模型：gpt-x\n角色：翻译');
});

describe('导出', () => {
  it('sends the conversation as a file', async () => {
    const world = new TurnWorld();
    world.now = Date.UTC(2026, 10, 25, 16, 30);
    await world.attempt('一', 'm1');
    world.answer = '也好';
    await world.attempt('二', 'm2');
    await world.attempt('导出', 'm3');
    expect(world.phone.at(-1)).toBe('file: 问：一\n\n答：好\n\n——————\n\n问：二\n\n答：也好');
    expect(world.uploads[0]).toMatchObject({ kind: 'file', filename: 'conversation-2026-11-26.txt' });
  });

  it('says that there is nothing yet', async () => {
    const world = new TurnWorld();
    await world.attempt('导出');
    expect(world.phone).toEqual([commands.nothingToExport]);
  });

  it('of what is too long for a record sends the end of it', async () => {
    const world = new TurnWorld();
    world.config = { ...turnConfig, memory: { ...turnConfig.memory, maxTurns: 0 } };
    for (let index = 0; index < 5; index++) {
      world.turns.set(`t${index}`, {
        conversation: 'c',
        turn: { question: `第${index}问`, answer: '长'.repeat(40_000), tokens: 1 },
        expiresAt: 1e9,
      });
    }
    world.profile = { conversation: 'c', activeAt: world.now };
    await world.attempt('导出');
    const file = world.phone.at(-1) ?? '';
    expect(file).toContain('第4问');
    expect(file).not.toContain('第0问');
    expect(file).not.toContain('\uFFFD');
    expect(Buffer.byteLength(file)).toBeLessThan(350_100);
  });
});

it('继续 is asked of the model, with what was said before', async () => {
  const world = new TurnWorld();
  await world.attempt('一', 'm1');
  await world.attempt('/continue', 'm2');
  expect(world.asked[1]).toMatchObject({ question: '继续', turns: [{ question: '一', answer: '好' }] });
});

it('an unknown command gets the nearest, and the model is not asked', async () => {
  const world = new TurnWorld();
  await world.attempt('/hlep');
  expect(world.phone).toEqual([commands.unknown('/hlep', '/help')]);
  expect(world.asked).toEqual([]);
  expect(world.audited.get('m1')).toMatchObject({ event: 'command', result: 'unknown-command' });
});

it("a menu's button is the command that it names", async () => {
  const world = withModels();
  await world.take({ kind: 'click', key: '/model' });
  expect(world.phone).toEqual([commands.models(['gpt-x', 'gpt-y', 'GPT Z'], 'gpt-x')]);
  expect(world.audited.get('m1')).toMatchObject({ kind: 'click', event: 'command' });
});

it('help shows what this app can do', async () => {
  const bare = new TurnWorld();
  await bare.attempt('帮助');
  const full = worldWith(
    { models: ['b'], personas: { 翻译: '' } },
    {
      speech,
      transcription: { model: 't' },
      images: { model: 'i', size: '1024x1024' },
    },
  );
  await full.attempt('帮助');
  for (const word of ['语音', '画 ', '模型', '角色']) {
    expect(bare.phone[0]).not.toContain(word);
    expect(full.phone[0]).toContain(word);
  }
});

it('a choice that a killed worker recorded is kept when the message comes again', async () => {
  const calls = async (): Promise<number> => {
    const free = withModels();
    await free.attempt('模型 gpt-y');
    return free.calls.length;
  };
  for (let call = 0; call < (await calls()); call++) {
    const each = withModels();
    await each.attempt('模型 gpt-y', 'm1', { call, side: 'after' }).catch(() => undefined);
    each.now += 60_000;
    await each.attempt('模型 gpt-y');
    expect(each.profile).toMatchObject({ model: 'gpt-y' });
    expect(each.audited.size).toBe(1);
  }
});
