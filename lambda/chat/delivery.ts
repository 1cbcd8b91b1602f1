import type { Answer, Deliveries, DeliveryRecord, TurnPlace } from './ports';

/** The message is with another worker, or was when this one looked. */
export class MessageTakenError extends Error {
  readonly code = 'MESSAGE_TAKEN';
  constructor() {
    super('Another worker holds this message. It comes again by itself when that one has had its time.');
  }
}

/** One message to be delivered. */
export interface Delivery {
  readonly app: string;
  /** Id of the message. */
  readonly id: string;
  /** End of the lease; ms since epoch. */
  readonly leaseUntil: number;
  /** Where its turn stands, if this is the first time that it is taken. */
  readonly place: TurnPlace;
}

/** What is done for a message; each step may be repeated, the last of them without effect. */
export interface Steps {
  /** Finds what the member is to get. */
  readonly answer: (record: DeliveryRecord) => Promise<Answer>;
  /** Sends one part; rejects if it is not certain that WeCom took it. */
  readonly send: (part: string) => Promise<void>;
  /** Writes what is to be remembered, under keys that the record fixes. */
  readonly remember: (record: DeliveryRecord, answer: Answer) => Promise<void>;
}

/**
 * Brings a message to its end, from wherever an earlier attempt has left it: the answer is recorded before any of it is
 * sent, and each part right after it was. What can come twice is the one part whose sending was accepted but not
 * recorded.
 * @returns false if all was done before: the same message came again
 * @throws MessageTakenError, and what a step or a write throws: the message is then left to be leased again
 */
export async function deliver(deliveries: Deliveries, delivery: Delivery, steps: Steps): Promise<boolean> {
  const { app, id, leaseUntil, place } = delivery;
  const lease = await deliveries.lease(app, id, leaseUntil, place);
  if (lease.state === 'done') return false;
  if (lease.state === 'taken') throw new MessageTakenError();

  const { record } = lease;
  const answer = record.answer ?? (await answerAndRecord(deliveries, record, steps));
  for (const [index, part] of [...answer.parts.entries()].slice(record.sent)) {
    // WeCom refuses a message of white space alone (44004).
    if (part.trim() !== '') await steps.send(part);
    await deliveries.sent(record, index + 1);
  }
  await steps.remember(record, answer);
  await deliveries.done(record, answer.outcome);
  return true;
}

async function answerAndRecord(
  deliveries: Deliveries,
  record: DeliveryRecord,
  steps: Steps,
): Promise<Answer> {
  const answer = await steps.answer(record);
  await deliveries.answered(record, answer);
  return answer;
}
