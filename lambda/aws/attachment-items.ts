import type { AttachmentPlace, Attachments, Upload } from '../chat/ports';
import { attachmentKey, uploadKey } from '../shared/table-keys';
import type { BotTable } from './bot-table';
import { ChunkedItems } from './chunked-items';

/** Longer than a message can wait in the queue. */
const KEPT_SECONDS = 15 * 86_400;

/** Files on their way to a member, in the bot table beside the message's record. */
export class AttachmentItems implements Attachments {
  private readonly files: ChunkedItems;

  constructor(
    private readonly table: BotTable,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {
    this.files = new ChunkedItems(table);
  }

  async keep({ app, id, name }: AttachmentPlace, bytes: Uint8Array): Promise<void> {
    // Where WeCom has what was there before.
    await this.table.delete(uploadKey(app, id, name));
    await this.files.put(attachmentKey(app, id, name), bytes, this.expiry());
  }

  find({ app, id, name }: AttachmentPlace): Promise<Uint8Array | undefined> {
    return this.files.get(attachmentKey(app, id, name));
  }

  async uploadOf({ app, id, name }: AttachmentPlace): Promise<Upload | undefined> {
    const item = await this.table.get(uploadKey(app, id, name));
    return item && { mediaId: String(item['mediaId']), at: Number(item['at']) };
  }

  noteUpload({ app, id, name }: AttachmentPlace, upload: Upload): Promise<void> {
    return this.table.put(uploadKey(app, id, name), { ...upload, expiresAt: this.expiry(), v: 1 });
  }

  async remove({ app, id, name }: AttachmentPlace): Promise<void> {
    await this.files.delete(attachmentKey(app, id, name));
    await this.table.delete(uploadKey(app, id, name));
  }

  private expiry(): number {
    return Math.floor(this.clock() / 1000) + KEPT_SECONDS;
  }
}
