import { concerns, type Concern, type FunctionCall, type Invocation } from './function-call';

/** A call that a function made, as `GET /calls` tells it. */
export interface RecordedCall {
  /** The function's plain name. */
  readonly function: string;
  /** From 1: which of the function's invocations, among those that were asked for. */
  readonly invocation: number;
  readonly service: string;
  readonly operation: string;
  /** From 1: which of the function's calls of this operation, among those that were asked for. */
  readonly nth: number;
}

const KEPT = 5000;

/** The calls that functions made, oldest first; bounded. */
export class RecordedCalls {
  private readonly kept: FunctionCall[] = [];

  add(call: FunctionCall): void {
    this.kept.push(call);
    if (this.kept.length > KEPT) this.kept.shift();
  }

  /** The calls of invocations that concern this. */
  of(concern: Concern): RecordedCall[] {
    const numbers = new Map<Invocation, number>();
    const counts = new Map<string, number>();
    const next = (...key: string[]): number => {
      const count = (counts.get(key.join(' ')) ?? 0) + 1;
      counts.set(key.join(' '), count);
      return count;
    };
    return this.kept
      .filter((call) => concerns(call.invocation, concern))
      .map(({ invocation, service, operation }) => {
        const number = numbers.get(invocation) ?? next(invocation.function);
        numbers.set(invocation, number);
        const nth = next(invocation.function, service, operation);
        return { function: invocation.function, invocation: number, service, operation, nth };
      });
  }
}
