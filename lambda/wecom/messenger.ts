import { SendError, type Messenger, type NewMedia, type Sendable, type Sending } from '../chat/ports';
import type { People } from '../shared/bot-config';
import type { Log } from '../shared/log';
import type { WecomApi } from './api';
import { WecomApiError } from './errors';
import { JSON_LIMITS, type Limits } from './http';
import { uploadMedia } from './media-upload';
import type { OutgoingMessage } from './outgoing-message';
import { receiversOf, type Receivers } from './receivers';
import { sendMessage, sendToMany } from './send';
import { sendErrorOf } from './send-outcome';

/** The AgentId is none, or of another app than the Secret: it may have been entered anew since it was read. */
const WRONG_AGENT_ID = [40056, 301002];

/** For so long a notice may be repeated and comes once. */
const NOTICE_ONCE_SECONDS = 1_800;

/** Sends the bot's answers through WeCom's server API. */
export class WecomMessenger implements Messenger {
  constructor(
    private readonly api: WecomApi,
    /** For one call of message/send, ms. */
    private readonly sendMs: number,
    private readonly log: Log,
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
    await this.withAgentId(app, () => this.sendOnce(app, member, outgoing, sending)).catch(rethrow);
  }

  async notify(app: string, to: 'everyone' | People, text: string): Promise<void> {
    for (const receivers of receiversOf(to)) {
      await this.withAgentId(app, () => this.notifyOnce(app, receivers, text)).catch(rethrowNotice);
    }
  }

  private async notifyOnce(app: string, receivers: Receivers, text: string): Promise<void> {
    const leftOut = await sendToMany(
      this.api,
      app,
      receivers,
      { msgtype: 'text', text: { content: text } },
      { limits: this.limits, duplicateCheckSeconds: NOTICE_ONCE_SECONDS },
    );
    if (Object.keys(leftOut).length > 0) this.log.warn('notice not for all', { app, ...leftOut });
  }

  /** Once more, if the AgentId was entered anew. */
  private async withAgentId(app: string, send: () => Promise<void>): Promise<void> {
    try {
      await send();
    } catch (error) {
      const isOfAgentId = error instanceof WecomApiError && WRONG_AGENT_ID.includes(error.errcode);
      if (!isOfAgentId || !(await this.api.haveChanged(app))) throw error;
      await send();
    }
  }

  private get limits(): Limits {
    return { ...JSON_LIMITS, timeoutMs: this.sendMs };
  }

  private async sendOnce(
    app: string,
    member: string,
    message: OutgoingMessage,
    { mayHaveArrivedWithinSeconds, mayStart }: Sending,
  ): Promise<void> {
    await sendMessage(this.api, app, member, message, {
      limits: this.limits,
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

/** That nobody of those who were meant is there says nothing of the member who is being answered. */
function rethrowNotice(error: unknown): never {
  const sendError = sendErrorOf(error);
  throw sendError?.failure === 'unreachable'
    ? new SendError('refused', sendError.cause)
    : (sendError ?? error);
}

function rethrow(error: unknown): never {
  throw sendErrorOf(error) ?? error;
}
