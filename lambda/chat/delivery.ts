import type { Deliveries, Outcome } from './ports';

/** The message is with another worker, or was when this one looked. */
export class MessageTakenError extends Error {
  readonly code = 'MESSAGE_TAKEN';
  constructor() {
    super('Another worker holds this message. It comes again by itself when that one has had its time.');
  }
}

/** One message in the hands of one worker. */
export interface Delivery {
  readonly app: string;
  /** Id of the message. */
  readonly id: string;
  /** End of the lease; ms since epoch. */
  readonly leaseUntil: number;
}

/**
 * Does the work for a message that nobody has done and nobody is doing, then marks it done.
 * @returns false if it was done before: the same message came again
 * @throws MessageTakenError, and what `work` throws: the message is then left to be leased again
 */
export async function deliverOnce(
  deliveries: Deliveries,
  { app, id, leaseUntil }: Delivery,
  work: () => Promise<Outcome>,
): Promise<boolean> {
  const lease = await deliveries.lease(app, id, leaseUntil);
  if (lease.state === 'done') return false;
  if (lease.state === 'taken') throw new MessageTakenError();
  const outcome = await work();
  await deliveries.done(app, id, lease.epoch, outcome);
  return true;
}
