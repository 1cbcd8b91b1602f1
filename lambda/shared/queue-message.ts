import { createHash } from 'node:crypto';
import { memberId } from './member-id';

/** Messages that the bot can't read: those of a kind that is not known. The release before this one could read text alone. */
export type UnsupportedKind = 'image' | 'voice' | 'video' | 'location' | 'link' | 'file' | 'unknown';

/** Events that are answered with a welcome [D90240]. */
export type GreetedEvent = 'enter_agent' | 'subscribe';

/** What a member sent, as far as the bot can use it. Media ids are good for three days [D90239]. */
export type MessageContent =
  | { readonly kind: 'text'; readonly text: string }
  /** Longer than the bot takes; the text is left behind. */
  | { readonly kind: 'too-long' }
  | { readonly kind: 'image'; readonly mediaId: string }
  /** `recognition`: what WeCom made of the speech, where it says so. */
  | { readonly kind: 'voice'; readonly mediaId: string; readonly recognition?: string }
  /** Only its cover can be looked at. */
  | { readonly kind: 'video'; readonly coverMediaId: string }
  | {
      readonly kind: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly label: string;
    }
  | { readonly kind: 'link'; readonly title: string; readonly description: string; readonly url: string }
  | { readonly kind: 'file'; readonly mediaId: string; readonly fileName: string }
  | { readonly kind: 'unsupported'; readonly what: UnsupportedKind }
  /** The member opened the app, or came into its visible range. */
  | { readonly kind: 'event'; readonly event: GreetedEvent }
  /** The member pressed a button of the menu that is a command. */
  | { readonly kind: 'click'; readonly key: string }
  /** The member left the app's visible range, or the company. */
  | { readonly kind: 'left' };

/** The body of a message in the queue; `v` says which release wrote it. */
export interface QueueMessage {
  /** 2 for what the release before this one did not know. */
  readonly v: 1 | 2;
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

/**
 * One id for one event: it has no MsgId, and who caused what, and when, tells it apart [D90238].
 * @param key of a menu's button
 */
export function eventId(app: string, member: string, createTime: number, event: string, key = ''): string {
  return sha256(app, memberId(member), String(createTime), event, ...(key === '' ? [] : [key]));
}

/** Message group: order is kept within one member of one app. */
export function groupId(app: string, member: string): string {
  return sha256(app, memberId(member));
}

/** @throws QueueMessageError */
export function parseQueueMessage(body: string): QueueMessage {
  let value: Partial<QueueMessage> | null;
  try {
    value = JSON.parse(body) as Partial<QueueMessage> | null;
  } catch {
    throw new QueueMessageError('not JSON');
  }
  if (value?.v !== 1 && value?.v !== 2) {
    throw new QueueMessageError(`version ${String(value?.v)} is not known`);
  }
  const { v, id, app, member, createTime, content } = value;
  if (!id || !app || !member || typeof createTime !== 'number' || !content) {
    throw new QueueMessageError('a field is missing');
  }
  return { v, id, app, member, createTime, content };
}

function sha256(...fields: string[]): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
