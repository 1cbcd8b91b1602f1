/** A control request that cannot be done; `fields` go into the answer beside the reason. */
export class ControlError extends Error {
  readonly code = 'CONTROL_REFUSED';
  constructor(
    readonly status: 400 | 404 | 409 | 502,
    reason: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(reason);
  }
}

/** What a control request asks, beside its path. */
export interface ControlInput {
  readonly body: Buffer;
  readonly query: URLSearchParams;
}

/** What answers control requests, by method and path, e.g. `PUT /crashes`. Throws ControlError to refuse. */
export type ControlRoutes = Readonly<Record<string, (input: ControlInput) => unknown>>;

/** @throws ControlError if `body` is not JSON */
export function parseControlBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new ControlError(400, 'The body is not JSON.');
  }
}

/** @throws ControlError if `value` is not an object */
export function readObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ControlError(400, `${what} must be a JSON object`);
  return value as Record<string, unknown>;
}

/** @throws ControlError if `value` is not an integer from `min` to `max` */
export function readInteger(value: unknown, what: string, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
    throw new ControlError(400, `"${what}" must be a whole number from ${min} to ${max}`);
  return value;
}

/** @throws ControlError if `value` is not a list of strings */
export function readStrings(value: unknown, what: string): string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new ControlError(400, `"${what}" must be a list of strings`);
  return value;
}
