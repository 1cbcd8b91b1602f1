import type { Messenger, Part, Sending } from '../chat/ports';
import type { WecomApi } from './api';
import { WecomApiError } from './errors';
import { JSON_LIMITS } from './http';
import { uploadMedia } from './media-upload';
import type { OutgoingMessage } from './outgoing-message';
import { sendMessage } from './send';
import { sendErrorOf } from './send-outcome';

const FILENAME = 'answer.txt';
/** The AgentId is none, or of another app than the Secret: it may have been entered anew since it was read. */
const WRONG_AGENT_ID = [40056, 301002];

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
    try {
      const message = await this.messageOf(app, part);
      await this.sendOnce(app, member, message, sending).catch(async (error: unknown) => {
        const isOfAgentId = error instanceof WecomApiError && WRONG_AGENT_ID.includes(error.errcode);
        if (!isOfAgentId || !(await this.api.haveChanged(app))) throw error;
        await this.sendOnce(app, member, message, sending);
      });
    } catch (error) {
      rethrow(error);
    }
  }

  private async sendOnce(
    app: string,
    member: string,
    message: OutgoingMessage,
    { mayHaveArrivedWithinSeconds, mayStart }: Sending,
  ): Promise<void> {
    await sendMessage(this.api, app, member, message, {
      limits: { ...JSON_LIMITS, timeoutMs: this.sendMs },
      mayStart,
      ...(mayHaveArrivedWithinSeconds !== undefined && {
        duplicateCheckSeconds: mayHaveArrivedWithinSeconds,
      }),
    });
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
