import { WecomApiError, WecomUnreachableError } from './errors';
import { exchange, type ApiCall, type Limits, type Reply } from './http';

/** The JSON of an answer that reports no error. Reading a field that must be there and is not throws. */
export class ApiAnswer {
  constructor(
    private readonly api: string,
    private readonly fields: Readonly<Record<string, unknown>>,
  ) {}

  /** @throws WecomUnreachableError */
  text(name: string): string {
    return this.optionalText(name) ?? this.lacks(name);
  }

  /** @returns undefined if it is absent or empty: WeCom writes both for what there is not */
  optionalText(name: string): string | undefined {
    const value = this.fields[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /** Also from a string: `created_at` is one [D90253]. @throws WecomUnreachableError */
  number(name: string): number {
    const value = this.fields[name];
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : this.lacks(name);
  }

  /** 0 or 1; false if it is absent. */
  flag(name: string): boolean {
    return this.fields[name] === 1;
  }

  /** @returns empty if it is absent */
  list(name: string): readonly unknown[] {
    const value = this.fields[name];
    return Array.isArray(value) ? value : [];
  }

  /** What is below a field; without fields of its own if it is absent. */
  below(name: string): ApiAnswer {
    const value = this.fields[name];
    return new ApiAnswer(this.api, isObject(value) ? value : {});
  }

  private lacks(name: string): never {
    throw new WecomUnreachableError(this.api, `the answer has no usable ${name}`, true);
  }
}

/**
 * Makes one call whose answer is JSON.
 * @throws WecomApiError for an errcode, WecomUnreachableError for anything but JSON with HTTP 200
 */
export async function callWecom(baseUrl: string, call: ApiCall, limits?: Limits): Promise<ApiAnswer> {
  return answerIn(call, await exchange(baseUrl, call, limits));
}

/** Reads a reply that should be JSON. @throws WecomApiError, WecomUnreachableError */
export function answerIn(call: ApiCall, { status, bytes }: Reply): ApiAnswer {
  // Errors of the application come with HTTP 200; any other status is from a machine in between.
  if (status !== 200) throw new WecomUnreachableError(call.api, `HTTP ${status}`, true);
  const fields = parseObject(bytes.toString('utf8'));
  if (!fields) throw new WecomUnreachableError(call.api, 'the answer is not JSON', true);
  const answer = new ApiAnswer(call.api, fields);
  // Documents show some answers without one.
  const errcode = fields['errcode'] === undefined ? 0 : answer.number('errcode');
  if (errcode !== 0) {
    throw new WecomApiError(call.api, errcode, withoutSecrets(answer.optionalText('errmsg') ?? '', call));
  }
  return answer;
}

/**
 * Reads a reply that should be a file: an error comes as JSON at the same HTTP 200 [D90254]. A file may be JSON
 * itself, but then it has a name.
 * @throws WecomApiError, WecomUnreachableError
 */
export function fileIn(call: ApiCall, reply: Reply): Reply {
  const { status, headers } = reply;
  const hasErrorCode = (headers['error-code'] ?? '0') !== '0';
  const isNamed = headers['content-disposition'] !== undefined;
  const isText = /^(application\/json|text\/)/i.test(headers['content-type'] ?? '');
  const isSuccess = status === 200 || status === 206;
  if (isSuccess && !hasErrorCode && (isNamed || !isText)) return reply;
  answerIn(call, reply);
  throw new WecomUnreachableError(call.api, 'the answer is not a file', true);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutSecrets(text: string, { query }: ApiCall): string {
  return [query?.['access_token'], query?.['corpsecret'], query?.['key']].reduce<string>(
    (rest, secret) => (secret ? rest.replaceAll(secret, '***') : rest),
    text,
  );
}
