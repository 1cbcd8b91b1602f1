import type { Messenger, Part, Sending } from '../chat/ports';
import type { WecomApi } from './api';
import { JSON_LIMITS } from './http';
import { uploadMedia } from './media-upload';
import type { OutgoingMessage } from './outgoing-message';
import { sendMessage } from './send';
import { sendErrorOf } from './send-outcome';

const FILENAME = 'answer.txt';

/** Sends the bot's answers through WeCom's server API. */
export class WecomMessenger implements Messenger {
  constructor(
    private readonly api: WecomApi,
    /** For one call of message/send, ms. */
    private readonly sendMs: number,
  ) {}

  async prepare(app: string): Promise<void> {
    await this.api.prepare(app).catch(rethrow);
  }

  async send(app: string, member: string, part: Part, sending: Sending): Promise<void> {
    const { mayHaveArrivedWithinSeconds, mayStart } = sending;
    try {
      await sendMessage(this.api, app, member, await this.messageOf(app, part), {
        limits: { ...JSON_LIMITS, timeoutMs: this.sendMs },
        mayStart,
        ...(mayHaveArrivedWithinSeconds !== undefined && {
          duplicateCheckSeconds: mayHaveArrivedWithinSeconds,
        }),
      });
    } catch (error) {
      rethrow(error);
    }
  }

  private async messageOf(app: string, part: Part): Promise<OutgoingMessage> {
    if ('text' in part) return { msgtype: 'text', text: { content: part.text } };
    const media = { kind: 'file', filename: FILENAME, bytes: Buffer.from(part.file) } as const;
    const { mediaId } = await uploadMedia(this.api, app, media);
    return { msgtype: 'file', file: { media_id: mediaId } };
  }
}

function rethrow(error: unknown): never {
  throw sendErrorOf(error) ?? error;
}
