import { commandIn } from '../chat/commands';
import { memberId } from '../shared/member-id';
import { eventId, messageId, type MessageContent, type QueueMessage } from '../shared/queue-message';
import type { EventMessage, MemberMessage } from '../wecom/messages';

/** WeCom states no limit for what a member types; this fills about half of the queue's 1 MiB at worst. */
const MAX_TEXT_CHARACTERS = 80_000;
/** Of a name or a description, which say enough in less. */
const MAX_WORDS = 2_000;
/** A menu's key has at most 128 bytes [D90231]. */
const MAX_KEY = 128;

/** What to put on the queue for a message of a member. */
export function queueMessageOf(app: string, message: MemberMessage): QueueMessage {
  const content = contentOf(message);
  return {
    v: versionOf(content),
    id: messageId(app, message.msgId),
    app,
    member: memberId(message.from),
    createTime: message.createTime,
    content,
  };
}

/** What to put on the queue for an event that the bot acts on; undefined for any other. */
export function queueEventOf(app: string, event: EventMessage): QueueMessage | undefined {
  const { from, createTime } = event;
  const content = contentOfEvent(event);
  if (from === '' || !content) return undefined;
  const key = content.kind === 'click' ? content.key : '';
  return {
    v: versionOf(content),
    id: eventId(app, from, createTime, event.event, key),
    app,
    member: memberId(from),
    createTime,
    content,
  };
}

function contentOfEvent(event: EventMessage): MessageContent | undefined {
  switch (event.event) {
    case 'enter_agent':
    case 'subscribe':
      return { kind: 'event', event: event.event };
    case 'unsubscribe':
      return { kind: 'left' };
    case 'click': {
      // Of a menu that is not ours, or of an earlier release, nothing is known.
      const isCommand = event.key.length <= MAX_KEY && isKnown(event.key);
      return isCommand ? { kind: 'click', key: event.key } : undefined;
    }
    default:
      return undefined;
  }
}

function isKnown(key: string): boolean {
  const command = commandIn(key);
  return command !== undefined && command.name !== 'unknown';
}

function contentOf(message: MemberMessage): MessageContent {
  switch (message.kind) {
    case 'text':
      return message.content.length > MAX_TEXT_CHARACTERS
        ? { kind: 'too-long' }
        : { kind: 'text', text: message.content };
    case 'image':
      return { kind: 'image', mediaId: message.mediaId };
    case 'voice': {
      const { mediaId, recognition } = message;
      const words = recognition === undefined ? undefined : beginningOf(recognition, MAX_TEXT_CHARACTERS);
      return { kind: 'voice', mediaId, ...(words !== undefined && { recognition: words }) };
    }
    case 'video':
      return { kind: 'video', coverMediaId: message.thumbMediaId };
    case 'location': {
      const { latitude, longitude, label } = message;
      return { kind: 'location', latitude, longitude, label: beginningOf(label, MAX_WORDS) };
    }
    case 'link': {
      const { title, description, url } = message;
      return {
        kind: 'link',
        title: beginningOf(title, MAX_WORDS),
        description: beginningOf(description, MAX_WORDS),
        url: beginningOf(url, MAX_WORDS),
      };
    }
    case 'file':
      return { kind: 'file', mediaId: message.mediaId, fileName: beginningOf(message.fileName, MAX_WORDS) };
    case 'unknown':
      return { kind: 'unsupported', what: 'unknown' };
  }
}

/** In whole characters. */
function beginningOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** A worker of the release before this one, which may take it during a deployment, still reads what it knows. */
function versionOf({ kind }: MessageContent): QueueMessage['v'] {
  return ['text', 'too-long', 'unsupported', 'event'].includes(kind) ? 1 : 2;
}
