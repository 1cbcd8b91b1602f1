import type { LocalRequest } from '../http';
import { fingerprint } from './data-url';
import { badRequest } from './model-error';

/** The parsed body of a request. */
export type RequestBody = Readonly<Record<string, unknown>>;

/** A file of a form. */
export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A request's body with the files that came in it. */
export interface ReceivedBody {
  /** In the place of a file its name, size and sum. */
  readonly body: RequestBody;
  /** By the name of the field. */
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/** Whether a parsed JSON value is an object. */
export function isObject(value: unknown): value is RequestBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws ModelError 400 for a body that is no JSON object */
export function readJson(request: LocalRequest): ReceivedBody {
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString());
  } catch {
    throw badRequest('We could not parse the JSON body of your request.');
  }
  if (!isObject(body)) throw badRequest('The JSON body of your request is not an object.');
  return { body, files: new Map() };
}

/**
 * Reads `multipart/form-data`; the values of a field named `x[]` become the list `x`.
 * @throws ModelError 400 for another body
 */
export async function readForm({ headers, body: bytes }: LocalRequest): Promise<ReceivedBody> {
  const sent = new Response(new Uint8Array(bytes), {
    headers: { 'Content-Type': headers['content-type'] ?? '' },
  });
  // Deprecated for servers that strangers send files to; here nobody but this machine does.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const form = await sent.formData().catch(() => {
    throw badRequest('We could not parse your form data: expected multipart/form-data.');
  });
  const body: Record<string, unknown> = {};
  const files = new Map<string, UploadedFile>();
  for (const [field, value] of form) {
    if (typeof value !== 'string') {
      const file = { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) };
      files.set(field, file);
      body[field] = `${file.name} (${fingerprint(file.bytes)})`;
    } else if (field.endsWith('[]')) {
      body[field.slice(0, -2)] = form.getAll(field);
    } else {
      body[field] = value;
    }
  }
  return { body, files };
}

/** The text of a parameter. @throws ModelError 400 where it is missing or no text */
export function demandText(body: RequestBody, parameter: string): string {
  const text = body[parameter];
  if (text === undefined) {
    throw badRequest(`Missing required parameter: '${parameter}'.`, 'missing_required_parameter');
  }
  if (typeof text !== 'string') throw badRequest(`Invalid type for '${parameter}': expected a string.`);
  return text;
}

/** @throws ModelError 400 for a parameter that is not known here */
export function demandKnown(body: RequestBody, known: readonly string[]): void {
  const unknown = Object.keys(body).find((parameter) => !known.includes(parameter));
  if (unknown !== undefined) {
    throw badRequest(
      `Unknown parameter: '${unknown}'. The model stand-in knows ${known.join(', ')}.`,
      'unknown_parameter',
    );
  }
}

/** @throws ModelError 400 for a value that is none of these; a parameter that is left out is none of the matter */
export function demandOneOf(body: RequestBody, parameter: string, values: readonly unknown[]): void {
  const value = body[parameter];
  if (value !== undefined && !values.includes(value)) {
    throw badRequest(
      `Invalid value for '${parameter}': ${JSON.stringify(value)}. ` +
        `The model stand-in takes ${values.map((each) => JSON.stringify(each)).join(', ')}.`,
      'invalid_value',
    );
  }
}
