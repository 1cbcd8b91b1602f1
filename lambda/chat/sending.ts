import { errorFields, type Log } from '../shared/log';
import type { Timing } from '../shared/timing';
import type { HeldLease } from './held-lease';
import {
  SendError,
  type AppStatuses,
  type Block,
  type Member,
  type Messenger,
  type Outcome,
  type Paces,
  type Sendable,
  type Sending,
} from './ports';
import { MustWaitError } from './waiting';

/** What sending takes. */
export interface SendingPorts {
  readonly messenger: Messenger;
  readonly paces: Paces;
  readonly statuses: AppStatuses;
  readonly log: Log;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

/** How a worker sends. */
export interface SendingSettings {
  readonly timing: Timing;
  /** As what a text is sent. */
  readonly format: Sending['format'];
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

/** The way to one member, as long as the lease lasts: what WeCom refuses is told apart by what is to be done about it. */
export class Sender {
  constructor(
    private readonly ports: SendingPorts,
    private readonly lease: HeldLease,
    private readonly member: Member,
    private readonly settings: SendingSettings,
  ) {}

  /**
   * Asks WeCom something.
   * @throws MustWaitError if it can't be asked now, UndeliverableError, and what else the call throws
   */
  async orWait<T>(call: () => Promise<T>): Promise<T> {
    const began = this.ports.clock();
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      if (error.block) await this.noteBlock(error, error.block, began);
      throw this.reactionTo(error);
    }
  }

  /**
   * Sends one message, where the member was not sent too much within a minute.
   * @param mayHaveArrivedWithinSeconds for how long WeCom is to look back for the same message
   * @throws MustWaitError, UndeliverableError, LeaseEndsError
   */
  async send(message: Sendable, mayHaveArrivedWithinSeconds?: number): Promise<void> {
    const { messenger, paces, clock } = this.ports;
    const { timing, format } = this.settings;
    const { app, id } = this.member;
    const freeAt = await paces.take(this.member);
    if (freeAt !== undefined) {
      throw new MustWaitError('pacing', 'The member was sent much within a minute.', freeAt - clock());
    }
    await this.orWait(() =>
      messenger.send(app, id, message, {
        format,
        ...(mayHaveArrivedWithinSeconds !== undefined && { mayHaveArrivedWithinSeconds }),
        mayStart: () => this.lease.mustLast(timing.sendMs),
      }),
    );
  }

  private async noteBlock(error: SendError, block: Block, began: number): Promise<void> {
    const { statuses, log } = this.ports;
    const { app } = this.member;
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
          this.settings.timing.unknownSendMs,
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

function said({ code, message }: SendError): string {
  return `${code}: ${message}`;
}
