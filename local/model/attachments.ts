import { readDataUrl } from './data-url';
import { badRequest } from './model-error';
import { measurePicture, type Picture } from './pictures';
import type { RequestBody } from './request-body';

/** A PDF as it was received. */
export interface Document {
  readonly kind: 'document';
  readonly name: string;
  readonly bytes: number;
}

/** What came with a message beside its text. */
export type Attachment = Picture | Document;

const FORMATS = "['png', 'jpeg', 'gif', 'webp']";
const PIXELS_A_PATCH = 32;
const MOST_PATCHES = 1536;

/**
 * Reads a picture that a request brings along. Nobody else's machine is asked: an http(s) URL is refused.
 * @throws ModelError 400, as OpenAI refuses it
 */
export function readPicture(url: unknown): Picture {
  if (typeof url === 'string' && /^https?:/i.test(url)) {
    throw badRequest('The model stand-in fetches nothing: send the picture as a data: URL.');
  }
  const file = readDataUrl(url);
  if (!file) {
    throw badRequest(
      "Invalid 'image_url'. Expected a base64-encoded data URL with an image MIME type " +
        "(e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU=').",
      'invalid_value',
    );
  }
  if (!file.mediaType.startsWith('image/')) {
    throw badRequest('Invalid MIME type. Only image types are supported.', 'invalid_image_format');
  }
  const picture = measurePicture(file.bytes);
  if (picture) return picture;
  throw badRequest(
    `You uploaded an unsupported image. Please make sure your image has of one the following formats: ${FORMATS}.`,
    'invalid_image_format',
  );
}

/** Reads a PDF out of an `input_file`. @throws ModelError 400 */
export function readDocument({ filename, file_data: data }: RequestBody): Document {
  if (typeof filename !== 'string' || filename === '') {
    throw badRequest("Missing required parameter: 'filename'.", 'missing_required_parameter');
  }
  const file = readDataUrl(data);
  if (!file) {
    throw badRequest("The model stand-in takes a file only as 'file_data', a base64-encoded data URL.");
  }
  if (file.mediaType !== 'application/pdf' || !file.bytes.toString('latin1', 0, 5).startsWith('%PDF-')) {
    throw badRequest('The model stand-in reads only PDF, and this file is none.', 'unsupported_file');
  }
  return { kind: 'document', name: filename, bytes: file.bytes.length };
}

/** What the model says of it: one line. @param number which picture of the conversation it is, from 1 */
export function described(attachment: Attachment, number: number): string {
  if (attachment.kind === 'document') return `文件：${attachment.name}，PDF，${attachment.bytes} 字节。`;
  const { format, width, height, colour } = attachment;
  return `图片 ${number}：${format} ${width}×${height}${colour === undefined ? '' : `，平均色 ${colour}`}。`;
}

/** How many input tokens it costs: a picture one for each 32×32 pixels, 1536 at most. */
export function tokensFor(attachment: Attachment): number {
  if (attachment.kind === 'document') return 0;
  const patches = (pixels: number): number => Math.ceil(pixels / PIXELS_A_PATCH);
  return Math.min(MOST_PATCHES, patches(attachment.width) * patches(attachment.height));
}
