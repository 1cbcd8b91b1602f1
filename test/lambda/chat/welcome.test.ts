import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import { TurnWorld, turnConfig } from '../../support/turn-world';

const DAY = 86_400_000;
const opens = (world: TurnWorld, id: string) => world.take({ kind: 'event', event: 'enter_agent' }, id);

it('a member who opens the app is welcomed once in so many days', async () => {
  const world = new TurnWorld();
  await opens(world, 'm1');
  world.now += 30 * DAY - 1;
  await opens(world, 'm2');
  expect(world.phone).toEqual([zhCn.welcome]);
  world.now += 1;
  await opens(world, 'm3');
  expect(world.phone).toEqual([zhCn.welcome, zhCn.welcome]);
});

it('the same opening that comes twice is one welcome', async () => {
  const world = new TurnWorld();
  await opens(world, 'm1');
  await opens(world, 'm1');
  expect(world.phone).toEqual([zhCn.welcome]);
});

it('a welcome is recorded, and is no message that counts', async () => {
  const world = new TurnWorld();
  await opens(world, 'm1');
  expect(world.audited.get('m1')).toMatchObject({ event: 'welcomed', kind: 'enter_agent', name: '张三' });
  expect(world.usage.all.messages).toBe(0);
});

it('one that is not to be given leaves no trace, and costs two reads', async () => {
  const world = new TurnWorld();
  await opens(world, 'm1');
  await opens(world, 'm2');
  expect(world.calls).toEqual(['statuses.statusOf', 'memory.profile', 'arrivals.note']);
  expect(world.audited.has('m2')).toBe(false);
});

it('a conversation that is open goes on, and a talk does not bring the welcome back', async () => {
  const world = new TurnWorld();
  await world.attempt('一', 'm1');
  await opens(world, 'm2');
  await world.attempt('二', 'm3');
  await opens(world, 'm4');
  expect(world.asked.at(-1)?.turns).toHaveLength(1);
  expect(world.phone).toEqual(['好', zhCn.welcome, '好']);
});

it('nobody is welcomed to an app that can not answer, nor later for that', async () => {
  const world = new TurnWorld();
  world.block = { errcode: 60020 };
  await expect(opens(world, 'm1')).resolves.toBe('dealt-with');
  world.block = undefined;
  world.paused = { since: 1 };
  await expect(opens(world, 'm2')).resolves.toBe('dealt-with');
  expect(world.phone).toEqual([]);
});

it('0 days are no welcome', async () => {
  const world = new TurnWorld();
  world.config = { ...turnConfig, welcomeEveryDays: 0 };
  await opens(world, 'm1');
  expect(world.phone).toEqual([]);
});
