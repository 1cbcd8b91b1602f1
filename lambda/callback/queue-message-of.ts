import { eventId, messageId, type MessageContent, type QueueMessage } from '../shared/queue-message';
import type { EventMessage, MemberMessage } from '../wecom/messages';

/** WeCom states no limit for what a member types; this fills about half of the queue's 1 MiB at worst. */
const MAX_TEXT_CHARACTERS = 80_000;

/** What to put on the queue for a message of a member. */
export function queueMessageOf(app: string, message: MemberMessage): QueueMessage {
  return {
    v: 1,
    id: messageId(app, message.msgId),
    app,
    member: message.from.toLowerCase(),
    createTime: message.createTime,
    content: contentOf(message),
  };
}

/** What to put on the queue for an event that may be answered with a welcome; undefined for any other. */
export function greetingOf(app: string, { event, from, createTime }: EventMessage): QueueMessage | undefined {
  if (from === '' || (event !== 'enter_agent' && event !== 'subscribe')) return undefined;
  return {
    v: 1,
    id: eventId(app, from, createTime, event),
    app,
    member: from.toLowerCase(),
    createTime,
    content: { kind: 'event', event },
  };
}

function contentOf(message: MemberMessage): MessageContent {
  if (message.kind !== 'text') return { kind: 'unsupported', what: message.kind };
  return message.content.length > MAX_TEXT_CHARACTERS
    ? { kind: 'too-long' }
    : { kind: 'text', text: message.content };
}
