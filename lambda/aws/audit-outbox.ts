import type { Audit } from '../chat/ports';
import type { AuditRecord } from '../shared/audit-record';
import { errorFields, type Log } from '../shared/log';
import { auditedKey, auditKey, auditPartition } from '../shared/table-keys';
import type { AuditLog } from './audit-log';
import type { Attributes, BotTable } from './bot-table';
import { recordOfRelease1, type OutboxItemOfRelease1 } from './audit-outbox-v1';

/** A record that is not in the log yet. */
export interface LeftBehind {
  readonly record: AuditRecord;
  /** When it was written; ms since epoch. */
  readonly writtenAt: number;
}

/** As long as a message may come again. */
const KNOWN_SECONDS = 35 * 86_400;

/**
 * Audit records on their way to the log, in the bot table: written with what they are about, deleted once the log has
 * them. They do not expire: what is not in the log yet is kept. A record that is put into the log and not deleted
 * afterwards is put there again; it has the same id.
 */
export class AuditOutbox implements Audit {
  constructor(
    private readonly table: BotTable,
    private readonly auditLog: AuditLog,
    private readonly log: Log,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  async add(record: AuditRecord): Promise<void> {
    await this.table.put(auditKey(record), { record, writtenAt: this.clock(), v: 2 });
  }

  async addOnce(record: AuditRecord): Promise<void> {
    const known = auditedKey(record.app, record.id);
    if (await this.table.get(known)) return;
    await this.add(record);
    await this.table.put(known, { expiresAt: Math.floor(this.clock() / 1000) + KNOWN_SECONDS, v: 1 });
    await this.ship(record);
  }

  async ship(record: AuditRecord): Promise<void> {
    try {
      await this.shipAll([record]);
    } catch (error) {
      this.log.warn('audit record not shipped yet', {
        app: record.app,
        id: record.id,
        ...errorFields(error),
      });
    }
  }

  /** Puts records into the log and takes them out of the table. @throws what log and table throw */
  async shipAll(records: readonly AuditRecord[]): Promise<void> {
    await this.auditLog.put(records);
    for (const record of records) await this.table.delete(auditKey(record));
  }

  /** The oldest records of an app that are not in the log yet. @param app may be `*` */
  async leftBehind(app: string, limit: number): Promise<LeftBehind[]> {
    const items = await this.table.oldest(auditPartition(app), limit);
    return items.map(leftBehindIn);
  }
}

function leftBehindIn(item: Attributes): LeftBehind {
  if (item['v'] === 2) {
    return { record: item['record'] as AuditRecord, writtenAt: Number(item['writtenAt']) };
  }
  const old = item as OutboxItemOfRelease1;
  return { record: recordOfRelease1(old), writtenAt: old.at };
}
