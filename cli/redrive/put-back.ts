import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { BotTable } from '../../lambda/aws/bot-table';
import type { DeliveryRecords } from '../../lambda/aws/deliveries';
import { groupId, type QueueMessage } from '../../lambda/shared/queue-message';
import { deliveryKey } from '../../lambda/shared/table-keys';
import type { DeadLetter, DeadLetterQueue } from './dead-letters';
import { RedriveError } from './faults';

/** What putting a message back needs. */
export interface PutBackPorts {
  readonly deadLetters: Pick<DeadLetterQueue, 'keep' | 'remove'>;
  readonly table: Pick<BotTable, 'get'>;
  readonly records: Pick<DeliveryRecords, 'reopen'>;
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly messageQueueUrl: string;
  readonly newId: () => string;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

/** What became of it. */
export type PutBackResult =
  | 'put-back'
  /** It was answered after it had come here, so it was only taken out of here. */
  | 'already-answered';

/** With these a member was told that there is no answer; a message that is done with any other has one. */
const GIVEN_UP: readonly unknown[] = ['given-up', 'unreachable'];

/**
 * A worker that dies between its copy to the dead-letter queue and the end of its record makes the copy again, and for
 * five minutes SQS drops that as a duplicate: what was put back meanwhile would find its record done, and be lost.
 */
const FINISHED_MS = 6 * 60_000;

/** @throws RedriveError no-such-message, several-messages */
export function findLetter(letters: readonly DeadLetter[], id: string): DeadLetter {
  const found = letters.filter((letter) => letter.id.startsWith(id));
  const [letter] = found;
  if (!letter) throw new RedriveError({ code: 'no-such-message', id });
  // A message may be there twice, where a worker died while it gave it up: they go back one after the other.
  if (found.some((each) => each.id !== letter.id)) throw new RedriveError({ code: 'several-messages', id });
  return letter;
}

/**
 * Puts a message back into the message queue, to be answered as if it had just come. Every step can be made again: if
 * one fails, the message is still here, and the next call goes on.
 * @throws RedriveError unreadable, not-in-hand, not-finished; and what the clients throw
 */
export async function putBack(ports: PutBackPorts, letter: DeadLetter): Promise<PutBackResult> {
  const { message, id } = letter;
  if (!message) throw new RedriveError({ code: 'unreadable', id });
  if (!(await ports.deadLetters.keep(letter))) throw new RedriveError({ code: 'not-in-hand', id });

  const record = await ports.table.get(deliveryKey(message.app, message.id));
  const isDone = record?.['state'] === 'DONE';
  const isGivenUp = GIVEN_UP.includes(record?.['outcome']);
  const isYoung = ports.clock() - letter.givenUpAt < FINISHED_MS;
  if (record?.['state'] === 'ANSWERED' && isGivenUp && isYoung)
    throw new RedriveError({ code: 'not-finished', id });
  const isAnswered = isDone && !isGivenUp;
  if (!isAnswered) {
    // A record that is under way, or of a message that was never begun, stays as it is.
    if (isDone) await ports.records.reopen(message.app, message.id);
    await send(ports, message, letter.body);
  }
  await ports.deadLetters.remove(letter);
  return isAnswered ? 'already-answered' : 'put-back';
}

/** Under an id of its own: the queue drops what it was sent in the last five minutes. */
async function send(
  { sqs, messageQueueUrl, newId }: PutBackPorts,
  { app, member }: QueueMessage,
  body: string,
): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: messageQueueUrl,
      MessageBody: body,
      MessageGroupId: groupId(app, member),
      MessageDeduplicationId: newId(),
    }),
  );
}
