import { callWecom } from './answer';
import { jsonPayload } from './http';

/**
 * `webhook/send` of a group's robot (群机器人) [D91770]: no token, no trusted address; at most 20 a minute.
 * @param key of the webhook's address @param markdown WeCom's subset, at most 4096 bytes
 * @throws WecomApiError (93000: no such robot), WecomUnreachableError
 */
export async function sayInGroup(baseUrl: string, key: string, markdown: string): Promise<void> {
  const body = jsonPayload({ msgtype: 'markdown', markdown: { content: markdown } });
  await callWecom(baseUrl, { api: 'webhook/send', query: { key }, body });
}
