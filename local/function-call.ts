/** One run of a function. */
export interface Invocation {
  /** The function's plain name, as the activity log shows it. */
  readonly function: string;
  /** Its event as JSON, in lower case. */
  readonly event: string;
}

/** @param functionName the plain name */
export function invocationOf(functionName: string, event: unknown): Invocation {
  return { function: functionName, event: JSON.stringify(event).toLowerCase() };
}

/** A call of a service that a function makes while it runs. */
export interface FunctionCall {
  readonly invocation: Invocation;
  /** E.g. `dynamodb`, `wecom`. */
  readonly service: string;
  /** E.g. `UpdateItem`, `message/send`. */
  readonly operation: string;
}

/** When a sandbox dies of a call: before the service acts, or after it, without the answer. */
export type Death = 'before' | 'after';

/** Sees every call before it is served; what it throws is the answer. @returns whether, and when, the sandbox dies of it */
export type CallObserver = (call: FunctionCall) => Death | undefined;

/** Which invocations are meant: those whose event holds all of these texts, whatever their case. */
export interface Concern {
  /** A userid. */
  readonly member?: string;
  /** A part of a message. */
  readonly message?: string;
}

export function concerns({ event }: Invocation, { member = '', message = '' }: Concern): boolean {
  return event.includes(member.toLowerCase()) && event.includes(message.toLowerCase());
}
