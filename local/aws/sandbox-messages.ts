/** What goes between the local stack and the process of a sandbox, over Node's IPC channel. */
export interface Invocation {
  readonly requestId: string;
  readonly event: unknown;
  /** Milliseconds since epoch; what getRemainingTimeInMillis counts down to. */
  readonly deadline: number;
  readonly functionArn: string;
}

/** Why a function failed, in the shape in which Lambda reports it. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type SandboxMessage =
  /** The handler is loaded, or the last invocation is over: it can take one. */
  | { readonly type: 'ready' }
  /** The handler cannot be loaded. */
  | { readonly type: 'broken'; readonly failure: FunctionFailure }
  /** `payload` is JSON. */
  | { readonly type: 'returned'; readonly payload: string }
  | { readonly type: 'threw'; readonly failure: FunctionFailure };
