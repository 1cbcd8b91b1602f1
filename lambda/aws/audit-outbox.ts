import type { AuditOutbox, AuditRecord } from '../chat/ports';
import { auditKey } from '../shared/table-keys';
import type { BotTable } from './bot-table';

/** Audit records on their way to the log, in the bot table. They do not expire: what is not in the log yet is kept. */
export class AuditItems implements AuditOutbox {
  constructor(private readonly table: BotTable) {}

  async add(record: AuditRecord): Promise<void> {
    await this.table.put(auditKey(record.app, record.at, record.id), { ...record, v: 1 });
  }
}
