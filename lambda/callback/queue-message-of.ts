import { messageId, type MessageContent, type QueueMessage } from '../shared/queue-message';
import type { WecomMessage } from '../wecom/messages';

/** WeCom states no limit for what a member types; this fills about half of the queue's 1 MiB at worst. */
const MAX_TEXT_CHARACTERS = 80_000;

/** What to put on the queue for a message; undefined if it wants no answer. */
export function queueMessageOf(app: string, message: WecomMessage): QueueMessage | undefined {
  if (message.kind === 'event') return undefined;
  return {
    v: 1,
    id: messageId(app, message.msgId),
    app,
    member: message.from.toLowerCase(),
    createTime: message.createTime,
    content: contentOf(message),
  };
}

function contentOf(message: Exclude<WecomMessage, { kind: 'event' }>): MessageContent {
  if (message.kind === 'other') return { kind: 'unsupported', msgType: message.msgType };
  return message.content.length > MAX_TEXT_CHARACTERS
    ? { kind: 'too-long' }
    : { kind: 'text', text: message.content };
}
