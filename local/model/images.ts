import { tokensOf } from './answer-stream';
import { jsonAnswer, type MediaAnswer, type MediaApi, type MediaRequest } from './media';
import { badRequest } from './model-error';
import { paint, type PaintFormat } from './paint';
import {
  demandKnown,
  demandOneOf,
  demandText,
  readJson,
  type ReceivedBody,
  type RequestBody,
} from './request-body';

const KNOWN = [
  'model',
  'prompt',
  'size',
  'output_format',
  'output_compression',
  'quality',
  'background',
  'moderation',
  'n',
  'user',
];
const MAX_CHARACTERS = 32_000;
const USUAL_SIZE = '1024x1024';
/** Pixels. */
const MAX_SIDE = 3840;
const MAX_PICTURES = 10;
/** Output tokens of 1024×1024 pixels; other sizes in proportion. */
const TOKENS: Readonly<Record<string, number>> = { low: 272, medium: 1056, high: 4160 };

/**
 * `POST /v1/images/generations`: a picture of exactly the size, in the colour of its prompt.
 * https://developers.openai.com/api/reference/resources/images/methods/generate
 */
export const images: MediaApi = {
  operation: 'images/generations',
  name: 'image',
  receive: readJson,
  read: readImageRequest,
  faults: 'faults',
};

/** A size such as `1024x1536`; `auto` is 1024×1024. @throws ModelError 400 for another form, and for too large a side */
export function readSize(size: unknown = USUAL_SIZE): { readonly width: number; readonly height: number } {
  const wanted = size === 'auto' ? USUAL_SIZE : size;
  const [, width = 0, height = 0] =
    (typeof wanted === 'string' ? /^(\d{1,4})x(\d{1,4})$/.exec(wanted) : undefined)?.map(Number) ?? [];
  if (width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE) return { width, height };
  throw badRequest(
    `Invalid value for 'size': ${JSON.stringify(size)}. Expected WIDTHxHEIGHT, at most ${MAX_SIDE} each, or "auto".`,
    'invalid_value',
  );
}

function readImageRequest({ body }: ReceivedBody): MediaRequest {
  const model = demandText(body, 'model');
  const prompt = demandText(body, 'prompt');
  demandKnown(body, KNOWN);
  demandOneOf(body, 'output_format', ['png', 'jpeg']);
  demandOneOf(body, 'quality', [...Object.keys(TOKENS), 'auto']);
  demandOneOf(body, 'background', ['opaque', 'auto']);
  demandOneOf(body, 'moderation', ['low', 'auto']);
  if (prompt === '') throw badRequest("Invalid 'prompt': the string is empty.", 'string_too_short');
  if (Array.from(prompt).length > MAX_CHARACTERS) {
    throw badRequest(
      `Invalid 'prompt': string too long. Expected at most ${MAX_CHARACTERS}.`,
      'string_too_long',
    );
  }
  const order = { prompt, ...readSize(body['size']), ...readOutput(body) };
  return { model, text: prompt, answer: (text) => painted({ ...order, prompt: text }) };
}

interface Order {
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly format: PaintFormat;
  /** 0 to 100. */
  readonly compression: number;
  readonly quality: string;
  readonly count: number;
}

function readOutput(body: RequestBody): Pick<Order, 'format' | 'compression' | 'quality' | 'count'> {
  const format = body['output_format'] === 'jpeg' ? 'jpeg' : 'png';
  const compression = readWhole(body, 'output_compression', 0, 100) ?? 100;
  if (format === 'png' && compression < 100) {
    throw badRequest('Compression less than 100 is not supported for PNG output format.', 'invalid_value');
  }
  const quality = body['quality'] ?? 'auto';
  return {
    format,
    compression,
    quality: typeof quality === 'string' && quality !== 'auto' ? quality : 'high',
    count: readWhole(body, 'n', 1, MAX_PICTURES) ?? 1,
  };
}

function readWhole(body: RequestBody, parameter: string, least: number, most: number): number | undefined {
  const value = body[parameter];
  if (value === undefined) return;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw badRequest(
    `Invalid value for '${parameter}': expected a whole number, ${least} to ${most}.`,
    'invalid_value',
  );
}

function painted({ prompt, width, height, format, compression, quality, count }: Order): MediaAnswer {
  const picture = paint(prompt, width, height, format, compression).toString('base64');
  const input = tokensOf(prompt).length;
  const output = count * Math.ceil(((TOKENS[quality] ?? 0) * width * height) / 1024 ** 2);
  const answer = {
    created: Math.floor(Date.now() / 1000),
    background: 'opaque',
    data: Array.from({ length: count }, () => ({ b64_json: picture })),
    output_format: format,
    quality,
    size: `${width}x${height}`,
    usage: {
      input_tokens: input,
      input_tokens_details: { text_tokens: input, image_tokens: 0 },
      output_tokens: output,
      total_tokens: input + output,
    },
  };
  return jsonAnswer(answer, `${count} of ${width}×${height} painted`);
}
