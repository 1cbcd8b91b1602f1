import type { Messenger, NewMedia, Sendable, Sending } from '../chat/ports';
import type { WecomApi } from './api';
import { WecomApiError } from './errors';
import { JSON_LIMITS } from './http';
import { uploadMedia } from './media-upload';
import type { OutgoingMessage } from './outgoing-message';
import { sendMessage } from './send';
import { sendErrorOf } from './send-outcome';

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

  async upload(app: string, { kind, filename, bytes }: NewMedia): Promise<string> {
    const media = { kind, filename, bytes: Buffer.from(bytes) };
    const { mediaId } = await uploadMedia(this.api, app, media).catch(rethrow);
    return mediaId;
  }

  async send(app: string, member: string, message: Sendable, sending: Sending): Promise<void> {
    const outgoing = outgoingOf(message, sending);
    try {
      await this.sendOnce(app, member, outgoing, sending).catch(async (error: unknown) => {
        const isOfAgentId = error instanceof WecomApiError && WRONG_AGENT_ID.includes(error.errcode);
        if (!isOfAgentId || !(await this.api.haveChanged(app))) throw error;
        await this.sendOnce(app, member, outgoing, sending);
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
}

function outgoingOf(message: Sendable, { format }: Sending): OutgoingMessage {
  if ('text' in message) {
    const { text: content } = message;
    return format === 'markdown'
      ? { msgtype: 'markdown', markdown: { content } }
      : { msgtype: 'text', text: { content } };
  }
  const content = { media_id: message.mediaId };
  switch (message.media) {
    case 'image':
      return { msgtype: 'image', image: content };
    case 'voice':
      return { msgtype: 'voice', voice: content };
    case 'file':
      return { msgtype: 'file', file: content };
  }
}

function rethrow(error: unknown): never {
  throw sendErrorOf(error) ?? error;
}
