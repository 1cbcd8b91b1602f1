import { DeliveryRecords } from '../../../lambda/aws/deliveries';
import { erase, planErasing } from '../../../cli/member/erase';
import { findItems } from '../../../cli/member/find';
import { deliveryKey, spentKey } from '../../../lambda/shared/table-keys';
import { deliver, everyKey, idOf, LATER, NOW, startWorld, total, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const records = () =>
  new DeliveryRecords(
    world.bot,
    () => NOW,
    () => 'owner',
  );

async function eraseAll({ all = false, table }: { all?: boolean; table?: Parameters<typeof erase>[0] } = {}) {
  const items = await findItems(world.table, { member: 'zhangsan' }, NOW);
  return erase(table ?? world.table, 'zhangsan', planErasing(items, all), NOW);
}

const UNDER_WAY = {
  'attachments of assistant': 1,
  'uploads of assistant': 1,
  'deliveries of assistant': 1,
};

it('erases what was said and what goes with it; keeps accounts, what admins set, and messages under way', async () => {
  const before = await world.holds('zhangsan2');
  await eraseAll();
  await expect(world.holds('zhangsan')).resolves.toEqual({
    ...UNDER_WAY,
    'usage of assistant': 1,
    'spent of assistant': 2,
    'control of assistant': 1,
  });
  await expect(world.holds('zhangsan2')).resolves.toEqual(before);
});

it('with all, erases those too, of the app’s months what the member cost alone', async () => {
  await eraseAll({ all: true });
  await expect(world.holds('zhangsan')).resolves.toEqual(UNDER_WAY);
  const item = await world.bot.get(spentKey('assistant', '2026-11', 1));
  expect(item).toMatchObject({ 'm:zhangsan2': total(11), expiresAt: LATER });
  expect(item).not.toHaveProperty(['m:zhangsan']);
});

it('a second time changes nothing', async () => {
  await eraseAll({ all: true });
  const after = await everyKey(world.table);
  const again = await eraseAll({ all: true });
  expect(again.erased).toEqual([]);
  expect(again.underWay).toHaveLength(3);
  await expect(everyKey(world.table)).resolves.toEqual(after);
});

it('once it is done, what was under way goes, too', async () => {
  await eraseAll({ all: true });
  await deliver(world.bot, 'zhangsan', 2, { state: 'DONE' });
  await eraseAll({ all: true });
  await expect(world.holds('zhangsan')).resolves.toEqual({});
});

it('of a message that is done, the record says that alone: it is not answered if it comes again', async () => {
  await eraseAll();
  const key = deliveryKey('assistant', idOf('zhangsan', 1));
  await expect(world.table.get(key)).resolves.toEqual({ ...key, state: 'DONE', expiresAt: LATER, v: 1 });
  const place = { conversation: 'c', sequence: '1' };
  const lease = await records().lease(
    { app: 'assistant', id: 'zhangsan' },
    idOf('zhangsan', 1),
    NOW + 1,
    place,
  );
  expect(lease).toEqual({ state: 'done' });
});

it('a message that is put back in between is left', async () => {
  const items = await findItems(world.table, { member: 'zhangsan' }, NOW);
  await records().reopen('assistant', idOf('zhangsan', 1));
  const { underWay } = await erase(world.table, 'zhangsan', planErasing(items, false), NOW);
  const messages = underWay.filter(({ kind }) => kind === 'deliveries').map(({ message }) => message);
  expect(messages.sort()).toEqual([idOf('zhangsan', 1), idOf('zhangsan', 2)].sort());
  await expect(world.table.get(deliveryKey('assistant', idOf('zhangsan', 1)))).resolves.toMatchObject({
    state: 'OPEN',
    member: 'zhangsan',
  });
});

it('wherever it breaks off, the next time erases the rest', async () => {
  for (let isDone = false; !isDone;) {
    let isFirst = true;
    const once = async <Result>(act: () => Promise<Result>): Promise<Result> => {
      if (!isFirst) throw new Error('broken off');
      isFirst = false;
      return act();
    };
    const { table } = world;
    const broken: Parameters<typeof erase>[0] = {
      delete: (...args) => once(() => table.delete(...args)),
      removeAttribute: (...args) => once(() => table.removeAttribute(...args)),
      emptyDelivery: (...args) => once(() => table.emptyDelivery(...args)),
    };
    isDone = await eraseAll({ all: true, table: broken }).then(
      () => true,
      () => false,
    );
  }
  await expect(world.holds('zhangsan')).resolves.toEqual(UNDER_WAY);
  const ofFirst = (await everyKey(world.table)).filter((key) => key.includes(idOf('zhangsan', 1)));
  expect(ofFirst).toEqual([`deliveries MESSAGE#assistant#${idOf('zhangsan', 1)} DELIVERY`]);
});
