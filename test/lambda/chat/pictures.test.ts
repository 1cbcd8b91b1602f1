import { ModelError, SendError, type ModelEvent } from '../../../lambda/chat/ports';
import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import { TurnWorld, turnConfig, type Kill } from '../../support/turn-world';
import { turnApp } from '../../support/turn-config';
import { jpegOf, pngOf } from '../../support/pictures';

const PNG = pngOf(2, 1);
const OTHER = jpegOf(3, 3);
const DAY = 86_400_000;
const LEASE_MS = 50_000;
const picture = (mediaId: string) => ({ kind: 'image', mediaId }) as const;

function seeing(): TurnWorld {
  const world = new TurnWorld();
  world.memberMedia.set('p1', PNG).set('p2', OTHER);
  world.config = { ...turnConfig, memory: { ...turnConfig.memory, maxTurns: 10 } };
  return world;
}

const shown = (world: TurnWorld, at: number) =>
  world.asked.at(at)?.turns.flatMap(({ shown: pictures = [] }) => pictures.map(({ bytes }) => bytes));

describe('a picture', () => {
  it('that comes alone is shown to the model, with the wish for a useful first answer', async () => {
    const world = seeing();
    await world.take(picture('p1'));
    expect(world.phone).toEqual(['好']);
    expect(world.asked[0]).toMatchObject({
      question: zhCn.forModel.pictureAlone,
      pictures: [{ bytes: PNG, type: 'image/png' }],
    });
    expect(world.audited.get('m1')).toMatchObject({ kind: 'image', event: 'answered' });
  });

  it('is seen by the questions after it, and fetched once', async () => {
    const world = seeing();
    await world.take(picture('p1'), 'm1');
    world.memberMedia.clear();
    await world.attempt('这是什么颜色？', 'm2');
    await world.attempt('还有呢？', 'm3');
    expect(shown(world, 1)).toEqual([PNG]);
    expect(shown(world, 2)).toEqual([PNG]);
    expect(world.asked[2]?.turns[0]).toMatchObject({ question: zhCn.forModel.picture });
  });

  it('is not seen by another conversation', async () => {
    const world = seeing();
    await world.take(picture('p1'), 'm1');
    await world.attempt('新对话', 'm2');
    await world.attempt('这是什么颜色？', 'm3');
    expect(shown(world, -1)).toEqual([]);
  });

  it('is not shown any more once WeCom would not have it', async () => {
    const world = seeing();
    world.config = { ...world.config, memory: { ...world.config.memory, idleMinutes: 10_000 } };
    await world.take(picture('p1'), 'm1');
    world.now += 3 * DAY - 1;
    await world.attempt('一', 'm2');
    world.now += 1;
    await world.attempt('二', 'm3');
    expect(shown(world, 1)).toEqual([PNG]);
    expect(shown(world, 2)).toEqual([]);
  });

  it('is one of the last three that are shown', async () => {
    const world = seeing();
    for (const id of ['a', 'b', 'c', 'd']) {
      world.memberMedia.set(id, pngOf(1, id.charCodeAt(0)));
      await world.take(picture(id), id);
    }
    await world.attempt('一', 'm9');
    expect(shown(world, -1)).toEqual(['b', 'c', 'd'].map((id) => pngOf(1, id.charCodeAt(0))));
  });

  it.each([
    ['expired', 'none'],
    ['malformed', 'cut'],
    ['unreadable', 'html'],
    ['too-large', 'large'],
  ] as const)('that is %s gets a sentence, and the model is not asked', async (failure, mediaId) => {
    const world = seeing();
    world.memberMedia
      .set('cut', PNG.subarray(0, PNG.length - 6))
      .set('html', Buffer.from('<html><body>no picture</body></html>'))
      .set('large', Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]));
    await world.take(picture(mediaId));
    expect(world.phone).toEqual([zhCn.mediaFailed[failure]]);
    expect(world.asked).toEqual([]);
    expect(world.turns.size).toBe(0);
    expect(world.metrics.some(({ class: fault }) => fault === 'bot')).toBe(false);
  });

  it('waits while WeCom can not be asked for it', async () => {
    const world = seeing();
    const busy = Object.assign(new Error('busy'), { code: 'WECOM_UNREACHABLE' });
    const { memberMedia } = world;
    const get = memberMedia.get.bind(memberMedia);
    memberMedia.get = () => {
      throw new SendError('not-sent', busy);
    };
    await expect(world.take(picture('p1'))).resolves.toBe('waiting');
    memberMedia.get = get;
    world.now += 60_000;
    await world.take(picture('p1'));
    expect(world.phone).toEqual(['好']);
  });
});

describe('画', () => {
  function painting(): TurnWorld {
    const world = new TurnWorld();
    world.config = { ...turnConfig, images: { model: 'gpt-image', size: '1024x1024' } };
    world.painter = { paint: (prompt) => Promise.resolve(Buffer.concat([PNG, Buffer.from(prompt)])) };
    return world;
  }

  it('draws what is written behind it, and sends it as a picture', async () => {
    const world = painting();
    await world.attempt('画 一只猫');
    expect(world.phone).toEqual(['image: media-1']);
    expect(world.uploads[0]).toMatchObject({ kind: 'image', filename: 'picture.png' });
    expect(Buffer.from(world.uploads[0]?.bytes ?? []).toString()).toContain('一只猫');
    expect(world.asked).toEqual([]);
    expect(world.audited.get('m1')).toMatchObject({
      event: 'answered',
      result: 'drawn',
      model: 'gpt-image',
      tools: { image: 1 },
    });
  });

  it('is remembered, so that the model knows of it', async () => {
    const world = painting();
    await world.attempt('画 一只猫', 'm1');
    await world.attempt('一', 'm2');
    expect(world.asked[0]?.turns).toMatchObject([{ question: '画 一只猫', answer: zhCn.forModel.drawn }]);
  });

  it('without a description asks for one', async () => {
    const world = painting();
    await world.attempt('画');
    expect(world.phone).toEqual([zhCn.commands.drawWhat]);
  });

  it.each(['refused', 'no-credit', 'too-slow'] as const)('that is %s gets a sentence', async (failure) => {
    const world = painting();
    world.painter = { paint: () => Promise.reject(new ModelError(failure, 'x', 'y')) };
    await world.attempt('画 一只猫');
    expect(world.phone).toEqual([zhCn.modelFailed[failure]]);
  });

  it('where nothing can draw says so; where the model has a tool for it, the model does', async () => {
    const world = new TurnWorld();
    await world.attempt('画 一只猫', 'm1');
    const tools = { ...turnApp.tools, imageGeneration: true };
    world.config = { ...turnConfig, apps: { assistant: { ...turnApp, tools } } };
    world.model = drawing;
    await world.attempt('画 一只猫', 'm2');
    expect(world.phone).toEqual([zhCn.notPossible.drawing, '画好了。', 'image: media-1']);
    expect(world.asked[0]).toMatchObject({ question: '画 一只猫', tools: { imageGeneration: true } });
  });

  it('gives a sign of life while it takes long', async () => {
    const world = painting();
    let finish: (bytes: Uint8Array) => void = () => undefined;
    world.painter = { paint: () => new Promise((resolve) => (finish = resolve)) };
    const turn = world.attempt('画 一只猫');
    await world.pass(world.config.timing.signOfLifeMs);
    finish(PNG);
    await turn;
    expect(world.phone).toEqual([zhCn.signOfLife, 'image: media-1']);
  });

  it('killed anywhere, it comes once, is paid for once once it is kept, and is removed at the end', async () => {
    const free = painting();
    await free.attempt('画 一只猫');
    const points = free.calls.flatMap((_, call): Kill[] =>
      (['before', 'after'] as const).map((side) => ({ call, side })),
    );
    for (const kill of points) {
      const world = painting();
      await world.attempt('画 一只猫', 'm1', kill).catch(() => undefined);
      const name = world.calls[kill.call];
      const wasKept = world.attached.size > 0;
      world.now += LEASE_MS;
      await world.attempt('画 一只猫');
      const isWindow = name === (kill.side === 'after' ? 'messenger.send' : 'deliveries.sent');
      expect([kill, world.phone.length]).toEqual([kill, isWindow ? 2 : 1]);
      expect(wasKept && world.calls.includes('painter.paint')).toBe(false);
      expect([world.turns.size, world.attached.size, world.isDone()]).toEqual([1, 0, true]);
    }
  });

  it('is uploaded again once WeCom no longer keeps it', async () => {
    const world = painting();
    world.sending = () =>
      Promise.reject(new SendError('too-fast', Object.assign(new Error(''), { code: 'WECOM_45009' })));
    await expect(world.attempt('画 一只猫')).resolves.toBe('waiting');
    world.now += 3 * DAY;
    world.sending = () => Promise.resolve();
    await world.attempt('画 一只猫');
    expect(world.phone).toEqual(['image: media-2']);
    expect(world.uploads[1]?.bytes).toEqual(world.uploads[0]?.bytes);
  });

  it('is uploaded again, once, where WeCom says that it has no such file', async () => {
    const gone = new SendError('refused', Object.assign(new Error(''), { code: 'WECOM_40007' }));
    const world = painting();
    world.sending = (message) =>
      'media' in message && message.mediaId === 'media-1' ? Promise.reject(gone) : Promise.resolve();
    await world.attempt('画 一只猫');
    expect(world.phone).toEqual(['image: media-2']);
    const never = painting();
    never.sending = (message) => ('media' in message ? Promise.reject(gone) : Promise.resolve());
    await never.attempt('画 一只猫');
    expect(never.phone).toEqual([zhCn.notTaken]);
    expect(never.uploads).toHaveLength(2);
    expect(never.attached.size).toBe(0);
  });
});

async function* drawing(): AsyncGenerator<ModelEvent> {
  await Promise.resolve();
  yield { type: 'tool', tool: 'imageGeneration' };
  yield { type: 'picture', bytes: PNG };
  yield { type: 'text', text: '画好了。' };
}
