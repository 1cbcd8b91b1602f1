import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { parseQueueMessage, QueueMessageError, type QueueMessage } from '../../lambda/shared/queue-message';

/** A message that was given up, in our hands. */
export interface DeadLetter {
  /** As the logs name it. */
  readonly id: string;
  /** SQS's id of this copy of it. */
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly group: string;
  readonly body: string;
  /** Undefined: this release can't read the body. */
  readonly message: QueueMessage | undefined;
  /** When it came into the dead-letter queue; ms since epoch. */
  readonly givenUpAt: number;
}

/** What is in the dead-letter queue. */
export interface DeadLetters {
  /** In our hands, the oldest first. */
  readonly held: readonly DeadLetter[];
  /** About how many more wait behind those. */
  readonly behind: number;
  /** About how many somebody else has in their hands. */
  readonly elsewhere: number;
}

/** Most that SQS hands out at once. */
const BATCH = 10;
/** If we die, the messages are to be had again after so long. */
const HELD_SECONDS = 30;
/** Taking ends in time to put one back, and to give back the others, before the first slips away. */
const TAKING_MS = 15_000;
/** A long poll asks all of SQS's servers, a short one only some. */
const POLL_SECONDS = 1;
const RELEASES_AT_ONCE = 10;

/** The dead-letter queue, whose messages can only be looked at by taking them for a while. */
export class DeadLetterQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly url: string,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  /** Takes what is there, lets `look` at it, and gives back what is left of it. */
  async whileHeld<T>(look: (letters: DeadLetters) => Promise<T> | T): Promise<T> {
    const held = new Map<string, DeadLetter>();
    try {
      await this.take(held);
      const counts = await this.counts();
      return await look({
        held: [...held.values()].sort((one, other) => one.givenUpAt - other.givenUpAt),
        behind: counts.visible,
        elsewhere: Math.max(0, counts.inFlight - held.size),
      });
    } finally {
      await this.release([...held.values()]);
    }
  }

  /** Holds a message for as long as putting it back may take. @returns whether it is still in our hands */
  async keep(letter: DeadLetter): Promise<boolean> {
    try {
      await this.changeVisibility(letter, HELD_SECONDS);
      return true;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }

  async remove({ receiptHandle }: DeadLetter): Promise<void> {
    await this.client.send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle: receiptHandle }));
  }

  /** While one message of a group is held, no other of it is handed out, but for those in the same batch. */
  private async take(held: Map<string, DeadLetter>): Promise<void> {
    const until = this.clock() + TAKING_MS;
    const isTimeLeft = (): boolean => this.clock() < until;
    const cut = new Set<string>();
    let batch: readonly DeadLetter[];
    do {
      batch = await this.receive();
      for (const letter of batch) held.set(letter.messageId, letter);
      if (batch.length === BATCH) for (const { group } of batch) cut.add(group);
    } while (batch.length > 0 && isTimeLeft());

    for (const group of cut) {
      const ofGroup = [...held.values()].filter((letter) => letter.group === group);
      if (ofGroup.length === BATCH) continue;
      if (!isTimeLeft()) return;
      await this.release(ofGroup);
      for (const letter of await this.receive()) held.set(letter.messageId, letter);
    }
  }

  private async receive(): Promise<DeadLetter[]> {
    const { Messages = [] } = await this.client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.url,
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: HELD_SECONDS,
        WaitTimeSeconds: POLL_SECONDS,
        MessageSystemAttributeNames: ['MessageGroupId', 'MessageDeduplicationId', 'SentTimestamp'],
      }),
    );
    return Messages.map(letterOf);
  }

  private async counts(): Promise<{ visible: number; inFlight: number }> {
    const { Attributes = {} } = await this.client.send(
      new GetQueueAttributesCommand({
        QueueUrl: this.url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return {
      visible: Number(Attributes.ApproximateNumberOfMessages),
      inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    };
  }

  /** As well as can be: what stays in our hands falls out of them by itself. */
  private async release(letters: readonly DeadLetter[]): Promise<void> {
    for (let from = 0; from < letters.length; from += RELEASES_AT_ONCE) {
      await Promise.allSettled(
        letters.slice(from, from + RELEASES_AT_ONCE).map((letter) => this.changeVisibility(letter, 0)),
      );
    }
  }

  private async changeVisibility({ receiptHandle }: DeadLetter, seconds: number): Promise<void> {
    await this.client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  }
}

/**
 * What the worker gives up it copies under the id of its log line, and a number where the message could be read. Not
 * by what can be read here: another release of the worker may have read more, or less.
 */
const COPY = /^([0-9a-f]{64})(?:-\d+)?$/;

function letterOf({
  MessageId = '',
  ReceiptHandle = '',
  Body = '',
  Attributes: { MessageGroupId = '', MessageDeduplicationId = '', SentTimestamp } = {},
}: Message): DeadLetter {
  const message = readable(Body);
  return {
    id: COPY.exec(MessageDeduplicationId)?.[1] ?? message?.id ?? MessageDeduplicationId,
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    group: MessageGroupId,
    body: Body,
    message,
    givenUpAt: Number(SentTimestamp),
  };
}

function readable(body: string): QueueMessage | undefined {
  try {
    return parseQueueMessage(body);
  } catch (error) {
    if (error instanceof QueueMessageError) return undefined;
    throw error;
  }
}

/** The message is visible again, or deleted: the ways in which SQS says so. */
function isGone(error: unknown): boolean {
  const { name } = error as Error;
  return ['MessageNotInflight', 'ReceiptHandleIsInvalid', 'InvalidParameterValue'].some((each) =>
    name.startsWith(each),
  );
}
