/** The members of a request in one of AWS's JSON protocols. */
export type Input = Readonly<Record<string, unknown>>;

/** One call of an operation, by a known caller. */
export interface Call {
  /** Without the service's prefix, e.g. `SendMessage`. */
  readonly operation: string;
  readonly input: Input;
  /** The logical id of the calling function, or LOCALTOOLS. */
  readonly caller: string;
}

/** What answers the operations of one service. Throws AwsError to refuse. */
export type AwsService = (call: Call) => Promise<object> | object;

/** An answer that says something in its headers. */
export class AnswerWithHeaders {
  constructor(
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>>,
  ) {}
}

/** A refusal in the shape that AWS gives it. */
export class AwsError extends Error {
  /**
   * @param code what AWS puts in `__type`
   * @param queryCode what services that once spoke the query protocol (SQS) put in `x-amzn-query-error`
   * @param status of HTTP: 403 where SQS says that the caller may not, 404 where Lambda has no such function, 500 where it is the service's fault
   */
  constructor(
    readonly code: string,
    message: string,
    readonly queryCode?: string,
    readonly status: 400 | 403 | 404 | 500 = 400,
  ) {
    super(message);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @returns the member, undefined where it is absent
 * @throws AwsError SerializationException where it is something else than a string
 */
export function stringIn(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  throw new AwsError('SerializationException', `${name} must be a string.`);
}

/**
 * @returns the member, undefined where it is absent
 * @throws AwsError SerializationException where it is something else than an integer
 */
export function integerIn(input: Input, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw new AwsError('SerializationException', `${name} must be an integer.`);
}

/**
 * @returns the member, empty where it is absent
 * @throws AwsError SerializationException where it is something else than a list of strings
 */
export function stringsIn(input: Input, name: string): string[] {
  const value = input[name] ?? [];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw new AwsError('SerializationException', `${name} must be a list of strings.`);
}
