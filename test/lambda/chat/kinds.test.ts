import { ModelError, type ModelEvent } from '../../../lambda/chat/ports';
import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import type { ToolsConfig } from '../../../lambda/shared/bot-config';
import { jpegOf } from '../../support/pictures';
import { turnApp } from '../../support/turn-config';
import { usageOf } from '../../support/usage';
import { TurnWorld, turnConfig } from '../../support/turn-world';

const { forModel } = zhCn;
const COVER = jpegOf(4, 3);

function worldWithTools(change: Partial<ToolsConfig> = {}): TurnWorld {
  const world = new TurnWorld();
  const tools = { ...turnApp.tools, ...change };
  world.config = { ...turnConfig, apps: { assistant: { ...turnApp, tools } } };
  return world;
}

describe('a place', () => {
  const place = { kind: 'location', label: '广州塔', latitude: 23.106, longitude: 113.324 } as const;

  it('is asked about, and remembered, as text', async () => {
    const world = new TurnWorld();
    await world.take(place, 'm1');
    await world.attempt('附近有什么？', 'm2');
    const text = '[位置] 广州塔（纬度 23.106，经度 113.324）';
    expect(world.asked[0]?.question).toBe(text);
    expect(world.asked[1]?.turns[0]?.question).toBe(text);
    expect(world.audited.get('m1')).toMatchObject({ kind: 'location' });
  });
});

describe('a link', () => {
  const link = { kind: 'link', title: '通知', description: '放假', url: 'https://a.example/1' } as const;

  it('is title and address, and the model is told that the page was not read', async () => {
    const world = new TurnWorld();
    await world.take(link, 'm1');
    await world.attempt('几号？', 'm2');
    expect(world.asked[0]?.question).toBe(`[链接] 通知\n放假\nhttps://a.example/1\n${forModel.linkIsUnread}`);
    expect(world.asked[1]?.turns[0]?.question).toBe('[链接] 通知\n放假\nhttps://a.example/1');
  });

  it('is to be read where the model can', async () => {
    const world = worldWithTools({ webSearch: true });
    await world.take(link);
    expect(world.asked[0]?.question).toContain(forModel.linkIsToRead);
  });
});

describe('a video', () => {
  it('is its cover, and the member is told so', async () => {
    const world = new TurnWorld();
    world.memberMedia.set('c1', COVER);
    await world.take({ kind: 'video', coverMediaId: 'c1' }, 'm1');
    await world.attempt('什么颜色？', 'm2');
    expect(world.phone).toEqual([zhCn.onlyCover, '好', '好']);
    expect(world.asked[0]).toMatchObject({
      question: forModel.videoAlone,
      pictures: [{ type: 'image/jpeg' }],
    });
    expect(world.asked[1]?.turns).toMatchObject([
      { question: forModel.video, answer: '好', shown: [{ type: 'image/jpeg' }] },
    ]);
  });
});

describe('a file', () => {
  const file = (fileName: string) => ({ kind: 'file', mediaId: 'f1', fileName }) as const;

  it('of text is read to the model, and remembered', async () => {
    const world = new TurnWorld();
    world.memberMedia.set('f1', Buffer.from('第一条：不许迟到。'));
    await world.take(file('规定.txt'), 'm1');
    await world.attempt('第一条是什么？', 'm2');
    expect(world.asked[0]?.question).toBe(`[文件] 规定.txt\n第一条：不许迟到。\n\n${forModel.fileAlone}`);
    expect(world.asked[1]?.turns[0]?.question).toBe('[文件] 规定.txt\n第一条：不许迟到。');
  });

  it('of a killed worker is not fetched again', async () => {
    const world = new TurnWorld();
    world.memberMedia.set('f1', Buffer.from('第一条'));
    world.model = () => {
      throw new Error('killed');
    };
    await world.take(file('a.txt')).catch(() => undefined);
    world.memberMedia.clear();
    world.model = (request) => world.says(request, '好');
    world.now += 60_000;
    await world.take(file('a.txt'));
    expect(world.phone).toEqual(['好']);
    expect(world.asked.at(-1)?.question).toContain('第一条');
  });

  it('that is a PDF is shown to the model, where its provider takes one', async () => {
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
    const world = new TurnWorld();
    world.memberMedia.set('f1', pdf);
    await world.take(file('规定.pdf'), 'm1');
    world.config = { ...turnConfig, provider: { api: 'chat-completions', azure: false } };
    await world.take(file('规定.pdf'), 'm2');
    expect(world.asked).toHaveLength(1);
    expect(world.asked[0]?.document?.name).toBe('规定.pdf');
    expect(Buffer.from(world.asked[0]?.document?.bytes ?? []).equals(pdf)).toBe(true);
    expect(world.phone).toEqual(['好', zhCn.notPossible.pdf]);
  });

  it.each([
    ['too-large', Buffer.from('字'.repeat(13_334))],
    ['unreadable', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 1, 2])],
  ] as const)('that is %s gets a sentence', async (failure, bytes) => {
    const world = new TurnWorld();
    world.memberMedia.set('f1', bytes);
    await world.take(file('a.docx'));
    expect(world.phone).toEqual([zhCn.mediaFailed[failure]]);
    expect(world.asked).toEqual([]);
  });
});

describe('who leaves', () => {
  it('ends the conversation and takes all choices along, so that nobody inherits them', async () => {
    const world = new TurnWorld();
    await world.attempt('一', 'm1');
    world.profile = { ...world.profile, conversation: 'm1', activeAt: world.now, model: 'x', voice: true };
    await world.take({ kind: 'left' }, 'm2');
    expect(world.phone).toEqual(['好']);
    expect(world.profile).toEqual({ conversation: 'm2', activeAt: world.now });
    await world.attempt('二', 'm3');
    expect(world.asked.at(-1)?.turns).toEqual([]);
    expect(world.turns.size).toBe(2);
    expect(world.usage.all.messages).toBe(2);
    expect(world.audited.get('m2')).toMatchObject({ event: 'left', kind: 'unsubscribe', result: 'left' });
  });

  it('is forgotten where the company wants it', async () => {
    const world = new TurnWorld();
    world.config = { ...turnConfig, eraseOnLeave: true };
    await world.attempt('一', 'm1');
    await world.take({ kind: 'left' }, 'm2');
    expect(world.turns.size).toBe(0);
  });

  it.each(['blocked', 'paused'] as const)('has left even while the app is %s', async (why) => {
    const world = new TurnWorld();
    await world.attempt('一', 'm1');
    if (why === 'blocked') world.block = { errcode: 60020 };
    else world.paused = { since: 1 };
    await expect(world.take({ kind: 'left' }, 'm2')).resolves.toBe('dealt-with');
    expect(world.profile?.conversation).toBe('m2');
    expect(world.calls).not.toContain('messenger.prepare');
  });
});

describe('what the model does besides speaking', () => {
  async function* searching(text: string): AsyncGenerator<ModelEvent> {
    await Promise.resolve();
    yield { type: 'tool', tool: 'webSearch' };
    yield { type: 'tool', tool: 'webSearch' };
    yield { type: 'text', text };
    yield {
      type: 'sources',
      sources: [
        { title: '天气', url: 'https://a.example/1' },
        { title: '', url: 'https://b.example/2' },
        { title: '年假.pdf', url: '' },
      ],
    };
  }

  it('is recorded and priced, and what it cites stays in the answer', async () => {
    const world = worldWithTools({ webSearch: true });
    world.model = () => searching('今天晴 https://b.example/2。');
    await world.attempt('搜索天气');
    expect(world.phone.join('')).toBe(
      `今天晴 https://b.example/2。${zhCn.sources}\n1. 天气 https://a.example/1\n2. 年假.pdf`,
    );
    expect(world.audited.get('m1')).toMatchObject({ tools: { webSearch: 2 } });
    expect(world.audited.get('m1')?.costUsd).toBeGreaterThan(0.02);
  });

  it('is asked for once where a server may change something, else twice', async () => {
    const server = { label: 'crm', url: 'https://crm.example/mcp', allowedTools: [] };
    const asks = async (writes: boolean): Promise<number> => {
      const world = worldWithTools({ mcp: [{ ...server, writes }] });
      world.model = () => {
        throw new ModelError('broken', 'x', 'y');
      };
      await world.attempt('一');
      return world.asked.length;
    };
    await expect(asks(true)).resolves.toBe(1);
    await expect(asks(false)).resolves.toBe(2);
  });
});

describe('what a turn adds to the memory', () => {
  const asked = async (world: TurnWorld, send: (world: TurnWorld) => Promise<unknown>): Promise<number> => {
    world.model = async function* () {
      await Promise.resolve();
      yield { type: 'text', text: '好' };
      yield { type: 'tool', tool: 'webSearch' };
      yield { type: 'usage', usage: usageOf(50_000, 5) };
    };
    await send(world);
    return world.turns.get('m1')?.turn.tokens ?? 0;
  };

  it('is not what tools found, nor a document, nor all that a model counts for a picture', async () => {
    const world = new TurnWorld();
    world.memberMedia.set('p', COVER);
    await expect(
      asked(worldWithTools({ webSearch: true }), (each) => each.attempt('一', 'm1')),
    ).resolves.toBe(2);
    await expect(
      asked(world, (each) => each.take({ kind: 'image', mediaId: 'p' }, 'm1')),
    ).resolves.toBeLessThan(1_500);
  });
});

it('a picture that the model can not see gets a sentence that says so', async () => {
  const world = new TurnWorld();
  world.memberMedia.set('p', COVER);
  world.model = () => {
    throw new ModelError('bad-request', '400', 'Check it.');
  };
  await world.take({ kind: 'image', mediaId: 'p' });
  expect(world.phone).toEqual([zhCn.notPossible.pictures]);
});

it('an answer whose seam was markup is not said twice', async () => {
  const world = new TurnWorld();
  const said = '**重点**：苹果很好吃，而且这一句话还没有说完，';
  let asks = 0;
  world.model = async function* () {
    await Promise.resolve();
    if (asks++ === 0) {
      yield { type: 'text', text: said };
      throw new ModelError('broken', 'x', 'y');
    }
    yield { type: 'text', text: `${said}就这样了。` };
  };
  await world.attempt('一');
  expect(world.phone.join('')).toBe('重点：苹果很好吃，而且这一句话还没有说完，就这样了。');
});

it('who left is told nothing, however often it failed, and the conversation has ended', async () => {
  const world = new TurnWorld();
  await world.attempt('一', 'm1');
  for (let attempt = 0; attempt < 6; attempt++) {
    const kill = { call: 4, side: 'before' } as const;
    await world.take({ kind: 'left' }, 'm2', 'assistant', kill).catch(() => undefined);
    world.now += 60_000;
  }
  await world.take({ kind: 'left' }, 'm2');
  expect(world.phone).toEqual(['好']);
  expect(world.profile?.conversation).toBe('m2');
  expect(world.deadLetters.size).toBe(0);
});
