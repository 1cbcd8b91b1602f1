import { createHash } from 'node:crypto';

/** Kinds of messages that the bot can't read yet. */
export type UnsupportedKind = 'image' | 'voice' | 'video' | 'location' | 'link' | 'file' | 'unknown';

/** Events that are answered with a welcome [D90240]. */
export type GreetedEvent = 'enter_agent' | 'subscribe';

/** What a member sent, as far as this release can use it. */
export type MessageContent =
  | { readonly kind: 'text'; readonly text: string }
  /** Longer than the bot takes; the text is left behind. */
  | { readonly kind: 'too-long' }
  | { readonly kind: 'unsupported'; readonly what: UnsupportedKind }
  /** The member opened the app, or came into its visible range. */
  | { readonly kind: 'event'; readonly event: GreetedEvent };

/** The body of a message in the queue; `v` says which release wrote it. */
export interface QueueMessage {
  readonly v: 1;
  /** {@link messageId}: deduplication id in the queue and key of the delivery record. */
  readonly id: string;
  readonly app: string;
  /** UserID in lower case: WeCom compares without regard to case [D90196]. */
  readonly member: string;
  /** Seconds since epoch, as WeCom stamped it. */
  readonly createTime: number;
  readonly content: MessageContent;
}

/** The body of a queue message is not one that this release reads. */
export class QueueMessageError extends Error {
  readonly code = 'QUEUE_MESSAGE';
  constructor(reason: string) {
    super(
      `A message in the queue can't be read: ${reason}. ` +
        'It was written by another release; finish the deployment, or take the message from the dead-letter queue.',
    );
  }
}

/** One id for one WeCom message, however often it comes [D90238]. Hex, since SQS takes only 128 ASCII characters. */
export function messageId(app: string, msgId: string): string {
  return sha256(app, msgId);
}

/** One id for one event: it has no MsgId, and who caused what, and when, tells it apart [D90238]. */
export function eventId(app: string, member: string, createTime: number, event: GreetedEvent): string {
  return sha256(app, member.toLowerCase(), String(createTime), event);
}

/** Message group: order is kept within one member of one app. */
export function groupId(app: string, member: string): string {
  return sha256(app, member.toLowerCase());
}

/** @throws QueueMessageError */
export function parseQueueMessage(body: string): QueueMessage {
  let value: Partial<QueueMessage> | null;
  try {
    value = JSON.parse(body) as Partial<QueueMessage> | null;
  } catch {
    throw new QueueMessageError('not JSON');
  }
  if (value?.v !== 1) throw new QueueMessageError(`version ${String(value?.v)} is not known`);
  const { id, app, member, createTime, content } = value;
  if (!id || !app || !member || typeof createTime !== 'number' || !content) {
    throw new QueueMessageError('a field is missing');
  }
  return { v: 1, id, app, member, createTime, content };
}

function sha256(...fields: string[]): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
