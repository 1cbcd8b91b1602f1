import type { Clock } from './clock';
import { AwsError } from './service';

/** What the template says of a FIFO queue. */
export interface QueueSettings {
  readonly name: string;
  readonly arn: string;
  readonly visibilityTimeoutMs: number;
  readonly retentionMs: number;
  readonly maximumMessageBytes: number;
  readonly deduplicationScope: 'queue' | 'messageGroup';
  readonly deadLetter?: { readonly queue: FifoQueue; readonly maxReceiveCount: number };
}

/** What a sender gives. */
export interface NewMessage {
  readonly body: string;
  readonly groupId: string;
  readonly deduplicationId: string;
  readonly senderId: string;
}

/** What SendMessage answers; for a duplicate, what it answered to the first. */
export interface Receipt {
  readonly messageId: string;
  /** 20 digits, rising. */
  readonly sequenceNumber: string;
}

/** A message, as a receiver gets it. Times are milliseconds since epoch. */
export interface ReceivedMessage extends NewMessage, Receipt {
  readonly receiptHandle: string;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  readonly receiveCount: number;
  /** The queue that gave it up, where this is its dead-letter queue. */
  readonly deadLetterSourceArn?: string;
}

interface StoredMessage extends NewMessage, Receipt {
  readonly sentAt: number;
  readonly deadLetterSourceArn?: string;
  receiveCount: number;
  firstReceivedAt?: number;
  /** Present once received; of the last time that it was. */
  receipt?: { readonly handle: string; readonly receivedAt: number };
  /** In flight until then. */
  invisibleUntil: number;
}

const DEDUPLICATION_MS = 5 * 60_000;
const LONGEST_INVISIBLE_MS = 12 * 3_600_000;
/** SQS numbers are not consecutive either. */
const SEQUENCE_STEP = 256n;

/** A FIFO queue, as SQS documents it, in memory. */
export class FifoQueue {
  private messages: StoredMessage[] = [];
  private readonly seen = new Map<string, Receipt & { readonly until: number }>();
  private readonly listeners = new Set<() => void>();
  private lastSequence = 18_000_000_000_000_000_000n;

  constructor(
    readonly settings: QueueSettings,
    private readonly clock: Clock,
    private readonly newId: () => string,
  ) {}

  /** Appends the message, unless its deduplication id was seen in the last five minutes. */
  send(message: NewMessage): Receipt {
    const now = this.clock.now();
    this.forget(now);
    const key =
      this.settings.deduplicationScope === 'queue'
        ? message.deduplicationId
        : JSON.stringify([message.groupId, message.deduplicationId]);
    const first = this.seen.get(key);
    if (first !== undefined) return { messageId: first.messageId, sequenceNumber: first.sequenceNumber };
    const receipt = { messageId: this.newId(), sequenceNumber: this.nextSequenceNumber() };
    this.seen.set(key, { ...receipt, until: now + DEDUPLICATION_MS });
    this.append({ ...message, ...receipt, sentAt: now, receiveCount: 0, invisibleUntil: now });
    return receipt;
  }

  /**
   * Hands out up to `max` messages, oldest first. A group with a message in flight is passed over:
   * none of it comes before that one is deleted or visible again.
   */
  receive(max: number, visibilityTimeoutMs = this.settings.visibilityTimeoutMs): ReceivedMessage[] {
    const now = this.clock.now();
    this.forget(now);
    const locked = new Set(this.messages.filter((each) => isInFlight(each, now)).map((each) => each.groupId));
    const received: ReceivedMessage[] = [];
    for (const message of [...this.messages]) {
      if (received.length === max) break;
      if (locked.has(message.groupId)) continue;
      if (this.giveUp(message)) continue;
      received.push(this.handOut(message, now, visibilityTimeoutMs));
    }
    return received;
  }

  /** @throws AwsError ReceiptHandleIsInvalid, or InvalidParameterValue once it is visible again */
  delete(receiptHandle: string): void {
    const now = this.clock.now();
    const message = this.find(receiptHandle);
    if (message === undefined) return;
    if (!isInFlight(message, now) || message.receipt?.handle !== receiptHandle) {
      throw invalidHandle(receiptHandle, 'The receipt handle has expired.');
    }
    this.messages = this.messages.filter((each) => each !== message);
    this.changed();
  }

  /**
   * Makes the message invisible for `timeoutMs` from now; 0 gives it back at once.
   * @throws AwsError ReceiptHandleIsInvalid, or InvalidParameterValue once it is visible again
   */
  changeVisibility(receiptHandle: string, timeoutMs: number): void {
    const now = this.clock.now();
    const message = this.find(receiptHandle);
    if (message?.receipt?.handle !== receiptHandle || !isInFlight(message, now)) {
      throw invalidHandle(
        receiptHandle,
        'Message does not exist or is not available for visibility timeout change.',
      );
    }
    if (now + timeoutMs - message.receipt.receivedAt > LONGEST_INVISIBLE_MS) {
      throw invalidValue(
        `Value ${timeoutMs / 1000} for parameter VisibilityTimeout is invalid. ` +
          'Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].',
      );
    }
    message.invisibleUntil = now + timeoutMs;
    this.changed();
  }

  /** How many wait, and how many are in flight. */
  counts(): { visible: number; inFlight: number } {
    const now = this.clock.now();
    this.forget(now);
    const inFlight = this.messages.filter((each) => isInFlight(each, now)).length;
    return { visible: this.messages.length - inFlight, inFlight };
  }

  /** When the next message in flight becomes visible, if none is deleted before. */
  nextVisibleAt(): number | undefined {
    const now = this.clock.now();
    const times = this.messages.filter((each) => isInFlight(each, now)).map((each) => each.invisibleUntil);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Calls back whenever a message may have become receivable. @returns what ends it */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private giveUp(message: StoredMessage): boolean {
    const { deadLetter, arn } = this.settings;
    if (deadLetter === undefined || message.receiveCount < deadLetter.maxReceiveCount) return false;
    this.messages = this.messages.filter((each) => each !== message);
    deadLetter.queue.takeOver(message, arn);
    return true;
  }

  /** As SQS does it: the message keeps its id, which becomes its deduplication id as well. */
  private takeOver(message: StoredMessage, sourceArn: string): void {
    const now = this.clock.now();
    const { messageId, body, groupId, senderId, receiveCount, firstReceivedAt } = message;
    this.append({
      messageId,
      body,
      groupId,
      senderId,
      receiveCount,
      ...(firstReceivedAt === undefined ? {} : { firstReceivedAt }),
      deduplicationId: messageId,
      sequenceNumber: this.nextSequenceNumber(),
      sentAt: now,
      invisibleUntil: now,
      deadLetterSourceArn: sourceArn,
    });
  }

  private append(message: StoredMessage): void {
    this.messages.push(message);
    this.changed();
  }

  private handOut(message: StoredMessage, now: number, visibilityTimeoutMs: number): ReceivedMessage {
    const handle = Buffer.from(JSON.stringify([message.messageId, this.newId()])).toString('base64');
    message.receiveCount += 1;
    message.firstReceivedAt ??= now;
    message.receipt = { handle, receivedAt: now };
    message.invisibleUntil = now + visibilityTimeoutMs;
    return { ...message, firstReceivedAt: message.firstReceivedAt, receiptHandle: handle };
  }

  private find(receiptHandle: string): StoredMessage | undefined {
    const messageId = messageIdIn(receiptHandle);
    this.forget(this.clock.now());
    return this.messages.find((each) => each.messageId === messageId);
  }

  private forget(now: number): void {
    this.messages = this.messages.filter((each) => now - each.sentAt < this.settings.retentionMs);
    for (const [key, { until }] of this.seen) if (until <= now) this.seen.delete(key);
  }

  private nextSequenceNumber(): string {
    this.lastSequence += SEQUENCE_STEP;
    return this.lastSequence.toString();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** InvalidParameterValue, as SQS spells it. */
export function invalidValue(message: string): AwsError {
  return new AwsError(
    'com.amazon.coral.service#InvalidParameterValueException',
    message,
    'InvalidParameterValue',
  );
}

function invalidHandle(handle: string, reason: string): AwsError {
  return invalidValue(`Value ${handle} for parameter ReceiptHandle is invalid. Reason: ${reason}`);
}

function isInFlight(message: StoredMessage, now: number): boolean {
  return message.invisibleUntil > now;
}

function messageIdIn(receiptHandle: string): string {
  try {
    const [messageId] = JSON.parse(Buffer.from(receiptHandle, 'base64').toString()) as [unknown];
    if (typeof messageId === 'string') return messageId;
  } catch {
    // falls through to the refusal
  }
  throw new AwsError(
    'com.amazonaws.sqs#ReceiptHandleIsInvalid',
    `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
    'ReceiptHandleIsInvalid',
  );
}
