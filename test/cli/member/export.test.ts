import { exportOf } from '../../../cli/member/export';
import { findItems } from '../../../cli/member/find';
import { pictureKey } from '../../../lambda/shared/table-keys';
import { FILE, idOf, LATER, NOW, PICTURE, startWorld, total, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

async function exported({
  pictures = true,
  member = 'zhangsan',
  app = undefined as string | undefined,
} = {}) {
  const items = await findItems(world.table, { member, app }, NOW);
  return exportOf(world.table, member, items, { pictures, now: NOW });
}

const now = new Date(NOW).toISOString();
const later = new Date(LATER * 1000).toISOString();

it('holds all of the member, by app and kind, with times that people can read', async () => {
  const { member, exportedAt, apps } = await exported();
  expect({ member, exportedAt, apps: Object.keys(apps) }).toEqual({
    member: 'zhangsan',
    exportedAt: now,
    apps: ['assistant', 'finance-bot'],
  });
  const [first, second] = [idOf('zhangsan', 1), idOf('zhangsan', 2)];
  expect(apps['assistant']).toMatchObject({
    turns: [
      {
        conversation: first,
        sequence: '1'.padStart(20, '0'),
        question: 'question 1 of zhangsan',
        answer: 'answer 1 to zhangsan',
        tokens: 1,
        pictures: [{ mediaId: 'media', at: now }],
        expiresAt: later,
      },
      // Expired, and still there.
      { conversation: second, question: 'question 2 of zhangsan' },
    ],
    pictures: [{ conversation: first, mediaId: 'media', expiresAt: later }],
    profile: [{ conversation: first, activeAt: now, name: 'Name of zhangsan' }],
    pending: [{ action: { name: 'pause' }, until: now }],
    pace: [{ times: [new Date(NOW - 1000).toISOString(), now] }],
    usage: [{ date: '2026-11-26', messages: 2, ids: ['a-1', 'b-2'] }],
    control: [{ blockedBy: 'lisi', blockedAt: now }],
    deliveries: [
      { id: first, state: 'DONE', outcome: 'answered' },
      { id: second, state: 'OPEN', parts: [{ text: 'a part for zhangsan' }], leaseUntil: 0 },
      { id: idOf('zhangsan', 3), state: 'ANSWERED' },
    ],
    attachments: [{ id: first, name: 'answer', bytes: FILE.toString('base64') }, { id: second }],
    uploads: [{ id: first, name: 'answer', mediaId: 'uploaded for zhangsan', at: now }, { id: second }],
    marks: [{ id: first, expiresAt: later }],
    auditRecords: [
      { record: { content: { question: 'audited zhangsan' } }, writtenAt: now },
      { id: second, at: now, member: 'zhangsan' },
    ],
    spent: [
      { month: '2026-11', shard: '00', total: total(0) },
      { month: '2026-11', shard: '01', total: total(1) },
    ],
  });
  expect(apps['finance-bot']).toMatchObject({ turns: [{ question: 'question 3 of zhangsan' }] });
});

it('holds pictures whole, in however many items they stand', async () => {
  const { apps } = await exported();
  const [picture] = apps['assistant']?.pictures as { bytes: string }[];
  expect(Buffer.from(picture?.bytes ?? '', 'base64').equals(PICTURE)).toBe(true);
});

it('holds nothing of another member, nor keys of the table', async () => {
  const all = JSON.stringify(await exported());
  expect(all).not.toContain('zhangsan2');
  expect(all).not.toContain('MEMBER#');
  expect(all).not.toContain('token of a member');
});

it('without pictures names them, and holds no bytes', async () => {
  const { apps } = await exported({ pictures: false });
  expect(apps['assistant']).toMatchObject({
    pictures: [{ conversation: idOf('zhangsan', 1), mediaId: 'media', expiresAt: later }],
    attachments: [{ name: 'answer' }, { name: 'answer' }],
  });
  expect(JSON.stringify(apps)).not.toContain('"bytes"');
});

it('of one app, that app alone', async () => {
  expect(Object.keys((await exported({ app: 'finance-bot' })).apps)).toEqual(['finance-bot']);
});

it('a picture of which an item is gone is said to be incomplete', async () => {
  const { pk, sk } = pictureKey('assistant', 'zhangsan', idOf('zhangsan', 1), 'media');
  await world.table.delete({ pk, sk: `${sk}#001` });
  const { apps } = await exported();
  expect(apps['assistant']?.pictures).toMatchObject([{ mediaId: 'media', isIncomplete: true }]);
});

it('what goes between finding and reading is left out', async () => {
  const items = await findItems(world.table, { member: 'zhangsan', app: 'finance-bot' }, NOW);
  for (const { key } of items) await world.table.delete(key);
  const { apps } = await exportOf(world.table, 'zhangsan', items, { pictures: true, now: NOW });
  expect(apps).toEqual({});
});

it('of a member of whom there is nothing, it says so', async () => {
  await expect(exported({ member: 'lisi' })).resolves.toEqual({ member: 'lisi', exportedAt: now, apps: {} });
});
