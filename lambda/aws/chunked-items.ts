import type { TableKey } from '../shared/table-keys';
import type { BotTable } from './bot-table';

/** An item has at most 400 KB, its keys included. */
const CHUNK_BYTES = 380_000;

/** Files in the bot table, each in as many items as it takes. */
export class ChunkedItems {
  constructor(private readonly table: BotTable) {}

  /** The first chunk, which says how many there are, is written last: a file is there as a whole or not at all. */
  async put(key: TableKey, bytes: Uint8Array, expiresAt: number): Promise<void> {
    const count = Math.max(1, Math.ceil(bytes.length / CHUNK_BYTES));
    for (let index = count - 1; index >= 0; index--) {
      const chunk = bytes.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
      await this.table.put(chunkKey(key, index), { bytes: chunk, count, expiresAt, v: 1 });
    }
  }

  async get(key: TableKey): Promise<Uint8Array | undefined> {
    const first = await this.table.get(chunkKey(key, 0));
    if (!first) return undefined;
    const chunks = [first['bytes'] as Uint8Array];
    for (let index = 1; index < Number(first['count']); index++) {
      const next = await this.table.get(chunkKey(key, index));
      if (!next) return undefined;
      chunks.push(next['bytes'] as Uint8Array);
    }
    return new Uint8Array(Buffer.concat(chunks));
  }

  async delete(key: TableKey): Promise<void> {
    const first = await this.table.get(chunkKey(key, 0));
    for (let index = 0; index < Number(first?.['count'] ?? 0); index++) {
      await this.table.delete(chunkKey(key, index));
    }
  }
}

const chunkKey = ({ pk, sk }: TableKey, index: number): TableKey => ({
  pk,
  sk: `${sk}#${String(index).padStart(3, '0')}`,
});
