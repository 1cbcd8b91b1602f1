import { SendError } from '../../../lambda/chat/ports';
import { managingIn } from '../../../lambda/chat/managing-commands';
import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import type { AppConfig } from '../../../lambda/shared/bot-config';
import { memberId } from '../../../lambda/shared/member-id';
import { turnApp, turnConfig } from '../../support/turn-config';
import { TurnWorld } from '../../support/turn-world';
import { unlessKilled } from '../../support/unless-killed';

const { managing, refusals } = zhCn;
const NOBODY = { members: [], departments: [], tags: [] };

function newWorld(app: Partial<AppConfig> = {}): TurnWorld {
  const world = new TurnWorld();
  world.config = {
    ...turnConfig,
    admins: ['boss'],
    apps: { assistant: { ...turnApp, models: ['gpt-y'], ...app } },
  };
  world.now = Date.parse('2026-11-26T12:00:00+08:00');
  return world;
}

let ids = 0;
/** One message. @returns what came to the phone for it */
async function writes(world: TurnWorld, text: string, member = 'boss'): Promise<string[]> {
  const before = world.phone.length;
  world.queuedAt = world.now;
  await world.take({ kind: 'text', text }, `m${++ids}`, 'assistant', undefined, member);
  return world.phone.slice(before);
}

const lastRecord = (world: TurnWorld) => world.audited.get(`m${ids}`);

describe('what is read', () => {
  it.each<[string, unknown]>([
    ['管理', { name: 'help' }],
    ['／ａｄｍｉｎ', { name: 'help' }],
    ['管理 用量', { name: 'usage' }],
    ['管理 用量 ZhangSan 2026-11', { name: 'usage', member: 'zhangsan', period: '2026-11' }],
    ['管理 用量 2026-11-26', { name: 'usage', period: '2026-11-26' }],
    ['/admin raise zhangsan 50', { name: 'raise', member: 'zhangsan', messages: 50, tokens: 0 }],
    ['管理 加量 zhangsan 100000 token', { name: 'raise', member: 'zhangsan', messages: 0, tokens: 100_000 }],
    ['管理　封禁　ZhangSan', { name: 'block', member: 'zhangsan' }],
    ['管理 通知 今晚 八点\n停机', { name: 'notify', text: '今晚 八点\n停机' }],
    ['管理 模型 gpt-y', { name: 'model', model: 'gpt-y' }],
    ['管理 确认', { name: 'confirm' }],
    ['管理 封禁', { name: 'misspelt', command: 'block' }],
    ['管理 加量 zhangsan -5', { name: 'misspelt', command: 'raise' }],
    ['管理 加量 zhangsan 0', { name: 'misspelt', command: 'raise' }],
    ['管理 封禁 张三', { name: 'misspelt', command: 'block' }],
    ['管理 通知', { name: 'misspelt', command: 'notify' }],
    ['管理 暂停 一下', { name: 'misspelt', command: 'pause' }],
    ['/admin whatever', { name: 'help' }],
    ['管理 团队的方法有哪些', undefined],
    ['怎样管理 用量', undefined],
    ['管理学是什么', undefined],
    ['', undefined],
  ])('%j', (text, command) => {
    expect(managingIn(text)).toEqual(command);
  });
});

describe('an admin', () => {
  it('is shown what there is', async () => {
    await expect(writes(newWorld(), '管理')).resolves.toEqual([managing.help]);
  });

  it('looks at the usage of the app, of a member, of a day and of a month', async () => {
    const world = newWorld({ budget: { month: 50 } });
    await writes(world, '一', 'a');
    world.now += 86_400_000;
    await writes(world, '二', 'a');
    await writes(world, '三', 'b');
    const used = (messages: number) => ({ messages, tokens: 15 * messages, cost: 0 });
    await expect(writes(world, '管理 用量')).resolves.toEqual([
      [
        managing.usageOfApp('2026-11-27', used(2), undefined),
        managing.usageOfAll('2026-11-27', used(2), undefined),
        managing.usageOfApp('2026-11', used(3), 50),
        managing.usageOfAll('2026-11', used(3), undefined),
      ].join('\n'),
    ]);
    await expect(writes(world, '管理 用量 A')).resolves.toEqual([
      `${managing.usageOfMember('a', '2026-11-27', used(1))}\n${managing.usageOfMember('a', '2026-11', used(2))}`,
    ]);
    await expect(writes(world, '管理 用量 a 2026-11-26')).resolves.toEqual([
      managing.usageOfMember('a', '2026-11-26', used(1)),
    ]);
    expect(lastRecord(world)).toMatchObject({
      event: 'managed',
      result: 'managed',
      member: 'boss',
      managed: { action: 'usage', target: 'a' },
    });
  });

  it("raises a member's limit for today, once for each message that says so", async () => {
    const world = newWorld({ limits: [{ name: 'default', messages: 1, people: NOBODY }] });
    await writes(world, '一', 'a');
    await writes(world, '管理 加量 A 1');
    expect(lastRecord(world)).toMatchObject({
      managed: { action: 'raise', target: 'a', detail: '1 messages' },
    });
    await expect(writes(world, '二', 'a')).resolves.toContain('好');
    await expect(writes(world, '三', 'a')).resolves.toEqual([refusals.limited.messages(2)]);
    world.now += 86_400_000;
    await writes(world, '四', 'a');
    await expect(writes(world, '五', 'a')).resolves.toEqual([refusals.limited.messages(1)]);
  });

  it('blocks a member after confirming, and lets them in again', async () => {
    const world = newWorld();
    await expect(writes(world, '管理 封禁 A')).resolves.toEqual([managing.isSure.block('a')]);
    expect(lastRecord(world)).toMatchObject({ managed: { action: 'block-asked', target: 'a' } });
    await expect(writes(world, '一', 'a')).resolves.toEqual(['好']);
    await expect(writes(world, '管理 确认')).resolves.toEqual([managing.blocked('a')]);
    expect(lastRecord(world)).toMatchObject({ member: 'boss', managed: { action: 'block', target: 'a' } });
    await expect(writes(world, '二', 'a')).resolves.toEqual([refusals.outside('a')]);
    await expect(writes(world, '管理 解封 a')).resolves.toEqual([managing.unblocked('a')]);
    await expect(writes(world, '三', 'a')).resolves.toEqual(['好']);
    await expect(writes(world, '管理 封禁 BOSS')).resolves.toEqual([managing.isAdminToo('boss')]);
  });

  it('confirms once, within five minutes, and only what came last', async () => {
    const world = newWorld();
    await expect(writes(world, '管理 确认')).resolves.toEqual([managing.nothingToConfirm]);
    await writes(world, '管理 封禁 a');
    world.now += 5 * 60_000;
    await expect(writes(world, '管理 确认')).resolves.toEqual([managing.nothingToConfirm]);
    await writes(world, '管理 封禁 a');
    await writes(world, '管理 封禁 b');
    await expect(writes(world, '管理 确认')).resolves.toEqual([managing.blocked('b')]);
    await expect(writes(world, '管理 确认')).resolves.toEqual([managing.nothingToConfirm]);
    await expect(writes(world, '一', 'a')).resolves.toEqual(['好']);
  });

  it('pauses the app, and ends the pause though the app is paused', async () => {
    const world = newWorld();
    await writes(world, '管理 暂停');
    expect(world.paused).toBeUndefined();
    await expect(writes(world, '管理 确认')).resolves.toEqual([managing.paused]);
    await expect(writes(world, '一', 'a')).resolves.toEqual([]);
    // What an admin writes is not kept waiting: the end of the pause would wait behind it.
    await expect(writes(world, '一')).resolves.toEqual([refusals.paused]);
    await expect(writes(world, '管理 恢复')).resolves.toEqual([managing.resumed]);
    expect(world.asked).toEqual([]);
    await expect(writes(world, '二', 'a')).resolves.toEqual(['好']);
  });

  it("changes the app's model to one that the configuration allows, and to no other", async () => {
    const world = newWorld();
    await expect(writes(world, '管理 模型')).resolves.toEqual([managing.models(['gpt-y'], 'gpt-x')]);
    await expect(writes(world, '管理 模型 gpt-z')).resolves.toEqual([
      managing.noSuchModel('gpt-z', ['gpt-x', 'gpt-y']),
    ]);
    await writes(world, '管理 模型 ＧＰＴ－Ｙ');
    await expect(writes(world, '管理 确认')).resolves.toEqual([managing.modelUsed('gpt-y')]);
    await writes(world, '一', 'a');
    expect(world.asked.at(-1)?.model).toBe('gpt-y');
    // A model that the configuration no longer has is as if nothing had been set.
    world.config = { ...world.config, apps: { assistant: { ...turnApp, model: 'gpt-w' } } };
    await writes(world, '二', 'a');
    expect(world.asked.at(-1)?.model).toBe('gpt-w');
  });

  it('sends a notice to the audience after confirming', async () => {
    const allow = { members: ['a', 'b'], departments: [2], tags: [] };
    const world = newWorld({ audience: { allow, deny: ['b'] } });
    await expect(writes(world, '管理 通知 今晚停机')).resolves.toEqual([managing.isSure.notify('今晚停机')]);
    expect(world.notices).toEqual([]);
    await expect(writes(world, '管理 确认')).resolves.toEqual([managing.notified]);
    expect(world.notices).toEqual([{ app: 'assistant', to: { ...allow, members: ['a'] }, text: '今晚停机' }]);
    expect(lastRecord(world)).toMatchObject({ managed: { action: 'notify', detail: '4 characters' } });
    expect(JSON.stringify([...world.audited.values()])).not.toContain('停机');
  });

  it('is told at once of a notice that is too long for one message', async () => {
    const world = newWorld();
    await expect(writes(world, `管理 通知 ${'字'.repeat(683)}`)).resolves.toEqual([managing.tooLong]);
    await expect(writes(world, '管理 确认')).resolves.toEqual([managing.nothingToConfirm]);
    await writes(world, `管理 通知 ${'字'.repeat(682)}`);
    await expect(writes(world, '管理 确认')).resolves.toEqual([managing.notified]);
  });

  it('is told that WeCom did not take a notice, and that is on record', async () => {
    const world = newWorld();
    world.notifying = () => {
      throw new SendError('refused', Object.assign(new Error('no'), { code: 'WECOM_81013' }));
    };
    await writes(world, '管理 通知 你好');
    await expect(writes(world, '管理 确认')).resolves.toEqual([managing.notNotified('WECOM_81013')]);
    expect(lastRecord(world)).toMatchObject({ event: 'managed', managed: { action: 'notify-refused' } });
  });

  it('is on record with what they did, also where they can not be told', async () => {
    const world = newWorld();
    await writes(world, '管理 封禁 a');
    world.sending = () => {
      throw new SendError('unreachable', Object.assign(new Error('no'), { code: 'WECOM_60111' }));
    };
    await writes(world, '管理 确认');
    expect(world.controls.controls.get('a')?.blocked).toBeDefined();
    expect(lastRecord(world)).toMatchObject({ managed: { action: 'block', target: 'a' } });
  });

  it('does not do again what was confirmed when the message is put back later', async () => {
    const world = newWorld();
    await writes(world, '管理 封禁 a');
    const confirmation = { kind: 'text', text: '管理 确认' } as const;
    await world.take(confirmation, 'x', 'assistant', undefined, 'boss');
    await writes(world, '管理 解封 a');
    world.now += 3_600_000;
    world.deliveries.items.delete('x');
    await world.take(confirmation, 'x', 'assistant', undefined, 'boss');
    expect(world.phone.at(-1)).toBe(managing.nothingToConfirm);
    expect(world.controls.controls.get('a')?.blocked).toBeUndefined();
  });

  it('sees how the app is', async () => {
    const world = newWorld({ budget: { day: 0.00014 } });
    await writes(world, '一', 'a');
    await expect(writes(world, '管理 状态')).resolves.toEqual([
      managing.status({
        version: '0.0.0',
        model: 'gpt-x',
        isPaused: false,
        budget: 0.5,
        waiting: 1,
        deadLetters: 0,
        others: [],
      }),
    ]);
  });

  it('is told how to write what was written wrongly', async () => {
    await expect(writes(newWorld(), '管理 封禁 张三')).resolves.toEqual([managing.misspelt('block')]);
  });

  it.each(['管理 加量 a 5', '管理 解封 a', '管理 恢复', '管理 确认'])(
    'has %s done once, wherever the worker dies',
    async (command) => {
      for (let call = 0; call < 22; call++) {
        for (const side of ['before', 'after'] as const) {
          const world = newWorld();
          if (command === '管理 确认') await writes(world, '管理 封禁 a');
          const again = () =>
            world.take({ kind: 'text', text: command }, 'x', 'assistant', undefined, 'boss');
          await world
            .take({ kind: 'text', text: command }, 'x', 'assistant', { call, side }, 'boss')
            .catch(unlessKilled);
          world.now += 60_000;
          await again();
          const { raised, blocked } = world.controls.controls.get('a') ?? {};
          expect(raised?.messages ?? 0).toBe(command.includes('加量') ? 5 : 0);
          expect(blocked?.by).toBe(command === '管理 确认' ? 'boss' : undefined);
          expect(world.isDone('x')).toBe(true);
        }
      }
    },
  );
});

describe('nobody else', () => {
  const commands = [
    '管理',
    '管理 用量',
    '管理 用量 boss',
    '管理 加量 a 50',
    '管理 封禁 b',
    '管理 解封 a',
    '管理 暂停',
    '管理 恢复',
    '管理 模型 gpt-y',
    '管理 通知 你好',
    '管理 状态',
    '管理 确认',
    '/admin confirm',
  ];

  it.each([
    'a',
    'boss2',
    'bos',
    'boss.',
    'boss@corp',
    'bοss',
    'ｂｏｓｓ',
    'boss ',
    'boss\u200b',
    'bo\u212ass',
  ])('manages anything: %j', async (member) => {
    const world = newWorld();
    await writes(world, '管理 封禁 c');
    for (const command of commands) {
      await expect(writes(world, command, memberId(member))).resolves.toEqual([managing.notAdmin]);
      expect(lastRecord(world)).toMatchObject({ event: 'refused', result: 'not-admin' });
    }
    expect(world.paused).toBeUndefined();
    expect(world.modelSet).toBeUndefined();
    expect(world.notices).toEqual([]);
    expect(world.controls.controls.size).toBe(0);
    expect(world.asked).toEqual([]);
  });

  it('becomes an admin by characters that Unicode takes for small letters of ASCII', () => {
    // The Kelvin sign, and the Turkish capital i with a dot.
    expect(memberId('\u212aing')).not.toBe('king');
    expect(memberId('L\u0130')).not.toBe('li');
    expect(memberId('Boss')).toBe('boss');
  });
});
