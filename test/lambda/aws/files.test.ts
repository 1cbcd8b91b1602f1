import { AttachmentItems } from '../../../lambda/aws/attachment-items';
import type { BotTable } from '../../../lambda/aws/bot-table';
import { MemberMemory } from '../../../lambda/aws/member-memory';
import { UsageItems } from '../../../lambda/aws/usage-counts';
import { startMemoryTable } from '../../support/memory-table';

const DAY = 86_400_000;
const MEMBER = { app: 'a', id: 'zhangsan' };

let now: number;
let table: BotTable;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ table, close } = await startMemoryTable(() => now));
});
beforeEach(() => (now = 1_000 * DAY));
afterAll(() => close());

const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index % 251);

describe('a file', () => {
  // An item takes 400 KB.
  it.each([0, 1, 379_999, 380_000, 380_001, 1_000_000])(
    'of %i bytes comes back as it was',
    async (length) => {
      const attachments = new AttachmentItems(table, () => now);
      const place = { app: 'a', id: `m${length}`, name: 'picture' };
      await attachments.keep(place, bytesOf(length));
      expect(Buffer.from((await attachments.find(place)) ?? []).equals(bytesOf(length))).toBe(true);
    },
  );

  it('that was not written to its end is not there', async () => {
    let writes = 0;
    const dying = {
      put: (...given: Parameters<BotTable['put']>) =>
        ++writes > 2 ? Promise.reject(new Error('killed')) : table.put(...given),
      get: table.get.bind(table),
      delete: table.delete.bind(table),
    } as unknown as BotTable;
    const place = { app: 'a', id: 'killed', name: 'picture' };
    await expect(new AttachmentItems(dying, () => now).keep(place, bytesOf(1_000_000))).rejects.toThrow(
      'killed',
    );
    await expect(new AttachmentItems(table, () => now).find(place)).resolves.toBeUndefined();
  });

  it('that takes the place of another is not sent where WeCom has that one', async () => {
    const attachments = new AttachmentItems(table, () => now);
    const place = { app: 'a', id: 'again', name: 'picture' };
    await attachments.keep(place, bytesOf(1));
    await attachments.noteUpload(place, { mediaId: 'm', at: now });
    await attachments.keep(place, bytesOf(2));
    await expect(attachments.uploadOf(place)).resolves.toBeUndefined();
  });

  it('of an answer is gone when it is removed, and by itself after the 14 days of the queue', async () => {
    const attachments = new AttachmentItems(table, () => now);
    const [removed, left] = ['removed', 'left'].map((id) => ({ app: 'a', id, name: 'picture' }));
    if (!removed || !left) throw new Error('unreachable');
    for (const place of [removed, left]) {
      await attachments.keep(place, bytesOf(800_000));
      await attachments.noteUpload(place, { mediaId: 'm', at: now });
    }
    await attachments.remove(removed);
    await expect(attachments.find(removed)).resolves.toBeUndefined();
    await expect(attachments.uploadOf(removed)).resolves.toBeUndefined();
    now += 14 * DAY;
    await expect(attachments.uploadOf(left)).resolves.toEqual({ mediaId: 'm', at: now - 14 * DAY });
    now += DAY;
    await expect(attachments.find(left)).resolves.toBeUndefined();
  });
});

describe('what a member said', () => {
  it('is erased whole, and what others said and what was used is not', async () => {
    const memory = new MemberMemory(table);
    const usage = new UsageItems(table);
    const other = { app: 'a', id: 'zhangsanfeng' };
    const expiresAt = now / 1000 + 1_000;
    for (const member of [MEMBER, other]) {
      await memory.saveProfile(member, { conversation: 'c', activeAt: 1 });
      await memory.savePicture(member, 'c', 'p', bytesOf(500_000), expiresAt);
      for (let turn = 0; turn < 120; turn++) {
        const place = { conversation: 'c', sequence: String(turn) };
        await memory.saveTurn(member, place, { question: 'q', answer: 'a', tokens: 1 }, expiresAt);
      }
      const counted = { id: 'id', at: now, date: '2026-10-01' };
      await usage.admit(member, counted, {});
    }
    await memory.erase(MEMBER);
    await expect(memory.latestTurns(MEMBER, 'c', 200)).resolves.toEqual([]);
    await expect(memory.picture(MEMBER, 'c', 'p')).resolves.toBeUndefined();
    // Whoever erases writes it anew.
    await expect(memory.profile(MEMBER)).resolves.toEqual({ conversation: 'c', activeAt: 1 });
    await expect(memory.latestTurns(other, 'c', 200)).resolves.toHaveLength(120);
    await expect(memory.picture(other, 'c', 'p')).resolves.toHaveLength(500_000);
    expect((await usage.used(MEMBER, '2026-10-01')).day.messages).toBe(1);
  });
});

it('a picture of a turn is remembered with it', async () => {
  const memory = new MemberMemory(table);
  const turn = { question: '[图片]', answer: '好', tokens: 1, pictures: [{ mediaId: 'p', at: 5 }] };
  await memory.saveTurn(MEMBER, { conversation: 'd', sequence: '1' }, turn, now);
  await expect(memory.latestTurns(MEMBER, 'd', 1)).resolves.toEqual([turn]);
});
