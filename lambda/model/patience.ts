import type { ModelError } from '../chat/ports';
import { failed } from './failures';

/** Ends a request that is waited for no more. The reason of its signal is a ModelError that says why. */
export class Patience {
  private readonly controller = new AbortController();
  private readonly deadline: NodeJS.Timeout;
  private stall: NodeJS.Timeout | undefined;
  private readonly callOff = (): void => this.end(failed('broken', 'it was called off'));

  /**
   * @param ms until the deadline
   * @param stallMs how long nothing may come once it is listened for
   */
  constructor(
    ms: number,
    private readonly stallMs: number,
    private readonly caller: AbortSignal,
  ) {
    this.deadline = setTimeout(() => this.end(failed('too-slow', 'its time was used up')), Math.max(0, ms));
    // Not AbortSignal.any: it loses aborts of what was garbage collected (nodejs/node#57736, #65995).
    caller.addEventListener('abort', this.callOff);
    if (caller.aborted) this.callOff();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** From now on something must come. */
  listen(): void {
    this.stall = setTimeout(() => this.end(failed('broken', 'its stream stalled')), this.stallMs);
  }

  /** Something came: time that the listener takes for it does not count. */
  heard(): void {
    clearTimeout(this.stall);
  }

  /** Leaves no timer behind. */
  release(): void {
    clearTimeout(this.deadline);
    clearTimeout(this.stall);
    this.caller.removeEventListener('abort', this.callOff);
  }

  private end(reason: ModelError): void {
    this.controller.abort(reason);
  }
}
