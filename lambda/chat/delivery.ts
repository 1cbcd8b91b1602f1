import { errorFields, type Log } from '../shared/log';
import type { Timing } from '../shared/timing';
import type { HeldLease } from './held-lease';
import {
  SendError,
  type AppStatuses,
  type Block,
  type Conclusion,
  type Deliveries,
  type DeliveryRecord,
  type Messenger,
  type Outcome,
  type Paces,
  type Part,
} from './ports';
import { MustWaitError } from './waiting';

/** WeCom's longest interval of the duplicate check, seconds [D90236]. */
const LONGEST_CHECK_SECONDS = 14_400;

/** What a delivery needs. */
export interface DeliveryPorts {
  readonly deliveries: Deliveries;
  readonly messenger: Messenger;
  readonly paces: Paces;
  readonly statuses: AppStatuses;
  readonly log: Log;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

/** WeCom takes nothing for this member, or not these words: sending the same again would not help. */
export class UndeliverableError extends Error {
  readonly code: string;
  constructor(
    readonly outcome: Outcome & ('unreachable' | 'given-up'),
    cause: SendError,
  ) {
    super(cause.message);
    this.code = cause.code;
  }
}

/**
 * The answer to one message on its way to the member, in this worker's hands: each part is committed before it is sent,
 * sent by itself, and recorded as sent right afterwards.
 */
export class Delivery {
  /** The part that an earlier attempt may have sent without recording it. */
  private uncertain: number | undefined;
  /** Why nothing can be sent for now; what the model says meanwhile is kept all the same. */
  private obstacle: MustWaitError | undefined;
  private unsaid: Part[] = [];

  constructor(
    private readonly ports: DeliveryPorts,
    private readonly lease: HeldLease,
    private readonly member: string,
    private readonly timing: Timing,
    private current: DeliveryRecord,
  ) {
    this.uncertain = current.parts.length > current.sent ? current.sent : undefined;
  }

  /** As it is now. */
  get record(): DeliveryRecord {
    return this.current;
  }

  /** Aborted when nothing more may be said. */
  get lost(): AbortSignal {
    return this.lease.lost;
  }

  /** All that the model has said in parts so far. */
  get said(): string {
    return [...this.current.parts, ...this.unsaid].map(textOf).join('');
  }

  /**
   * Gets ready to send, before anything is paid for.
   * @throws MustWaitError, UndeliverableError
   */
  async prepare(): Promise<void> {
    await this.orWait(() => this.ports.messenger.prepare(this.current.app));
  }

  /** @throws MustWaitError, UndeliverableError, LeaseEndsError */
  async sendCommitted(): Promise<void> {
    if (this.obstacle) throw this.obstacle;
    while (this.current.sent < this.current.parts.length) await this.sendNext();
  }

  /**
   * Commits and sends one more part. If it can't be sent now, it is kept for the conclusion, and so is what follows:
   * the model's answer is not thrown away.
   * @throws UndeliverableError, LeaseEndsError
   */
  async say(part: Part): Promise<void> {
    if (this.obstacle) {
      this.unsaid.push(part);
      return;
    }
    this.current = await this.ports.deliveries.commit(this.current, part);
    try {
      await this.sendNext();
    } catch (error) {
      if (!(error instanceof MustWaitError)) throw error;
      this.obstacle = error;
    }
  }

  /** Counts a question to the model. */
  async asking(): Promise<void> {
    this.current = await this.ports.deliveries.asking(this.current);
  }

  /** Commits what is left of the answer. */
  async conclude(rest: readonly Part[], conclusion: Conclusion): Promise<void> {
    const { deliveries } = this.ports;
    this.current = await deliveries.answered(this.current, [...this.unsaid, ...rest], conclusion);
    this.unsaid = [];
  }

  /** Drops what is not sent; these words come in its place. */
  async giveUp(apology: readonly Part[], conclusion: Conclusion): Promise<void> {
    this.current = await this.ports.deliveries.giveUp(this.current, apology, conclusion);
    this.unsaid = [];
    this.obstacle = undefined;
    this.uncertain = undefined;
  }

  /** Sends one sign of life for this message, at most: it is claimed before, and that it fails does no harm. */
  async giveSignOfLife(text: string): Promise<void> {
    const hasSpoken = this.current.parts.length > 0;
    if (hasSpoken || this.obstacle) return;
    const { deliveries, log } = this.ports;
    const claimed = await deliveries.claimSignOfLife(this.current);
    if (!claimed) return;
    this.current = claimed;
    await this.send({ text }).catch((error: unknown) => {
      log.warn('sign of life not sent', {
        app: this.current.app,
        member: this.member,
        ...errorFields(error),
      });
    });
  }

  private async sendNext(): Promise<void> {
    const index = this.current.sent;
    const part = this.current.parts[index];
    // WeCom refuses a message of white space alone (44004).
    if (part && textOf(part).trim() !== '') await this.send(part, this.doubtOf(index, part));
    this.current = await this.ports.deliveries.sent(this.current);
  }

  private async send(part: Part, mayHaveArrivedWithinSeconds?: number): Promise<void> {
    const { messenger, paces, clock } = this.ports;
    const { app } = this.current;
    const freeAt = await paces.take({ app, id: this.member });
    if (freeAt !== undefined) {
      throw new MustWaitError('pacing', 'The member was sent much within a minute.', freeAt - clock());
    }
    await this.orWait(() =>
      messenger.send(app, this.member, asMessage(part), {
        ...(mayHaveArrivedWithinSeconds !== undefined && { mayHaveArrivedWithinSeconds }),
        mayStart: () => this.lease.mustLast(this.timing.sendMs),
      }),
    );
  }

  /**
   * For how long WeCom is to look back for the same part: only to when it was committed, since an equal message before
   * that is another one. Where the answer itself holds the same part twice, it is rather sent twice than not at all.
   */
  private doubtOf(index: number, part: Part): number | undefined {
    if (index !== this.uncertain) return undefined;
    const words = textOf(asMessage(part));
    const isRepeated = this.current.parts.slice(0, index).some((each) => textOf(asMessage(each)) === words);
    if (isRepeated) return undefined;
    const seconds = Math.ceil((this.ports.clock() - this.current.committedAt) / 1000);
    return Math.min(Math.max(seconds, 1), LONGEST_CHECK_SECONDS);
  }

  private async orWait(call: () => Promise<void>): Promise<void> {
    const began = this.ports.clock();
    try {
      await call();
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      if (error.block) await this.noteBlock(error, error.block, began);
      throw this.reactionTo(error);
    }
  }

  private async noteBlock(error: SendError, block: Block, began: number): Promise<void> {
    const { statuses, log } = this.ports;
    const { app } = this.current;
    // That nobody else learns of it must not cost the answer.
    const isNews = await statuses.setBlocked(app, block, began).catch(() => true);
    if (isNews) log.error('app blocked', { app, ...block, ...errorFields(error) });
  }

  private reactionTo(error: SendError): Error {
    switch (error.failure) {
      case 'unreachable':
        return new UndeliverableError('unreachable', error);
      case 'refused':
        return new UndeliverableError('given-up', error);
      case 'unknown':
        // It counts as an attempt: what may have arrived is not sent again without end.
        return new MustWaitError(
          'unknown-send',
          said(error),
          this.timing.unknownSendMs,
          { attempt: false, ask: false },
          { cause: error },
        );
      case 'blocked':
      case 'not-sent':
      case 'too-fast':
        return new MustWaitError(error.failure, said(error), 0, undefined, { cause: error });
    }
  }
}

/** Each part is a message of its own: blank lines before and after it would show as such. */
function asMessage(part: Part): Part {
  return 'text' in part ? { text: part.text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd() } : part;
}

/** The words of a part, whichever way it is sent. */
export function textOf(part: Part): string {
  return 'text' in part ? part.text : part.file;
}

function said({ code, message }: SendError): string {
  return `${code}: ${message}`;
}
