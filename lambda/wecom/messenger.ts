import type { Messenger } from '../chat/ports';
import type { WecomApi } from './api';
import { sendMessage } from './send';

/** Sends the bot's answers through WeCom's server API. */
export class WecomMessenger implements Messenger {
  constructor(private readonly api: WecomApi) {}

  /** @throws WecomLimitError, WecomApiError, WecomUnreachableError, MemberUnreachableError */
  async sendText(app: string, member: string, content: string): Promise<void> {
    await sendMessage(this.api, app, member, { msgtype: 'text', text: { content } });
  }
}
