import { findItems, type FoundItem } from '../../../cli/member/find';
import { placeOf } from '../../../cli/member/places';
import { WholeTable } from '../../../cli/member/table';
import { AttachmentItems } from '../../../lambda/aws/attachment-items';
import type { BotTable } from '../../../lambda/aws/bot-table';
import { MemberMemory } from '../../../lambda/aws/member-memory';
import * as keys from '../../../lambda/shared/table-keys';
import { startMemoryTable } from '../../support/memory-table';

export const NOW = Date.UTC(2026, 10, 26, 2);
/** Seconds since epoch; the first is over. */
export const [EXPIRED, LATER] = [NOW / 1000 - 86_400, NOW / 1000 + 86_400];
/** Above the 380 KB that one item of a file holds. */
export const PICTURE = new Uint8Array(500_000).fill(7);
export const FILE = Buffer.from('an answer as a file');

/** The bot table with what two members have in it, and what is nobody's. */
export interface World {
  readonly bot: BotTable;
  readonly table: WholeTable;
  /** What the table holds of the member, `kind of app`, by how many items. */
  holds(member: string): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** Id of the member's message of that number: as long as a hash in hex. */
export const idOf = (member: string, n: number): string =>
  Buffer.from(`${member} ${n}`).toString('hex').padEnd(64, '0');

export async function startWorld(): Promise<World> {
  const { table: bot, client, close } = await startMemoryTable(() => NOW);
  const table = new WholeTable(client, 'BotTable');
  // One whose userid begins as the other's.
  await live(bot, 'zhangsan');
  await live(bot, 'zhangsan2');
  await bot.put(keys.accessTokenKey('assistant'), { record: { token: 'no token of a member' }, v: 1 });
  await bot.put(keys.statusKey('*'), { pausedBy: 'zhangsan', v: 1 });
  await bot.put(auditKey('zhangsan', '*', 3), { record: { event: 'paused', by: 'zhangsan' }, v: 2 });
  for (const shard of [0, 1]) {
    const totals = { 'm:zhangsan': total(shard), 'm:zhangsan2': total(shard + 10) };
    await bot.put(keys.spentKey('assistant', '2026-11', shard), { ...totals, expiresAt: LATER, v: 1 });
  }
  return {
    bot,
    table,
    holds: async (member) => tallied(await findItems(table, { member }, NOW)),
    close,
  };
}

export const total = (cost: number) => ({ date: '2026-11-26', day: cost, month: cost * 2 });

function tallied(items: readonly FoundItem[]): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const { kind, app } of items) tally[`${kind} of ${app}`] = (tally[`${kind} of ${app}`] ?? 0) + 1;
  return tally;
}

export function auditKey(member: string, app: string, n: number): keys.TableKey {
  return keys.auditKey({ app, time: new Date(NOW + n).toISOString(), id: idOf(member, n) });
}

/** All kinds of items that are a member's, and another app beside them. */
async function live(bot: BotTable, id: string): Promise<void> {
  const app = 'assistant';
  const member = { app, id };
  const memory = new MemberMemory(bot);
  const [first, second, third] = [1, 2, 3].map((n) => idOf(id, n)) as [string, string, string];
  const said = (n: number) => ({
    question: `question ${n} of ${id}`,
    answer: `answer ${n} to ${id}`,
    tokens: n,
    pictures: [{ mediaId: 'media', at: NOW }],
  });
  await memory.saveProfile(member, { conversation: first, activeAt: NOW, name: `Name of ${id}` });
  await memory.saveTurn(member, { conversation: first, sequence: '1' }, said(1), LATER);
  await memory.saveTurn(member, { conversation: second, sequence: '2' }, said(2), EXPIRED);
  await memory.savePicture(member, first, 'media', PICTURE, LATER);
  await memory.saveTurn({ app: 'finance-bot', id }, { conversation: third, sequence: '3' }, said(3), LATER);
  await bot.put(keys.paceKey(app, id), { times: [NOW - 1000, NOW], expiresAt: LATER, v: 1 });
  await bot.put(keys.pendingKey(app, id), { action: { name: 'pause' }, until: NOW, expiresAt: LATER, v: 1 });
  await bot.put(keys.controlKey(app, id), { blockedBy: 'lisi', blockedAt: NOW, v: 1 });
  await bot.put(keys.usageKey(app, id, '2026-11-26'), {
    ids: new Set(['a-1', 'b-2']),
    messages: 2,
    expiresAt: LATER,
    v: 2,
  });

  await deliver(bot, id, 1, { state: 'DONE', outcome: 'answered' });
  await deliver(bot, id, 2, { state: 'OPEN', parts: [{ text: `a part for ${id}` }], leaseUntil: 0 });
  // Nothing can come of it any more: the queue has long forgotten the message.
  await deliver(bot, id, 3, { state: 'ANSWERED', receivedAt: NOW - 15 * 86_400_000 });
  const attachments = new AttachmentItems(bot, () => NOW);
  for (const n of [1, 2]) {
    const place = { app, id: idOf(id, n), name: 'answer' };
    await attachments.keep(place, FILE);
    await attachments.noteUpload(place, { mediaId: `uploaded for ${id}`, at: NOW });
  }
  await bot.put(keys.auditedKey(app, `${first}-waited`), { expiresAt: LATER, v: 1 });

  const record = { id: first, event: 'answered', app, member: id, content: { question: `audited ${id}` } };
  await bot.put(auditKey(id, app, 1), { record, writtenAt: NOW, v: 2 });
  await bot.put(auditKey(id, app, 2), { id: second, at: NOW, app, member: id, kind: 'text', v: 1 });
}

export function deliver(bot: BotTable, member: string, n: number, attributes: object): Promise<void> {
  return bot.put(keys.deliveryKey('assistant', idOf(member, n)), {
    member,
    conversation: idOf(member, n),
    receivedAt: NOW - 1000,
    expiresAt: LATER,
    epoch: 1,
    v: 1,
    ...attributes,
  });
}

/** All that is in the table, by kind and key. */
export async function everyKey(table: WholeTable): Promise<string[]> {
  const found: string[] = [];
  for await (const glimpse of table.glimpses('none')) {
    found.push(`${placeOf(glimpse)?.kind ?? 'nobodys'} ${glimpse.pk} ${glimpse.sk}`);
  }
  return found.sort();
}
