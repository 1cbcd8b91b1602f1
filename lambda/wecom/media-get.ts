import type { WecomApi } from './api';
import { AnswerTooLargeError, WecomApiError, WecomUnreachableError } from './errors';
import type { ApiCall, Reply } from './http';

/** A file that a member sent, or that we uploaded. */
export interface ReceivedMedia {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly filename: string | undefined;
}

/** Of each try: a minute of the worker's five is all that a file may take. */
const TIMEOUT_MS = 20_000;
/** What WeCom gives at once [D90254]. */
const PIECE_BYTES = 20 * 1024 * 1024;
/** errcode for a file that has to be fetched in pieces. */
const TOO_LARGE_AT_ONCE = 830002;

/**
 * `media/get` [D90254]: within three days after it came. Voice is AMR with 8 kHz.
 * @throws WecomApiError, WecomUnreachableError, AnswerTooLargeError if it has more than `maxBytes`
 */
export async function getMedia(
  api: WecomApi,
  app: string,
  mediaId: string,
  maxBytes: number,
): Promise<ReceivedMedia> {
  const call = { api: 'media/get', query: { media_id: mediaId } };
  try {
    const reply = await api.download(app, call, { timeoutMs: TIMEOUT_MS, maxAnswerBytes: maxBytes });
    return mediaIn(reply, reply.bytes);
  } catch (error) {
    if (!(error instanceof WecomApiError && error.errcode === TOO_LARGE_AT_ONCE)) throw error;
    if (maxBytes <= PIECE_BYTES) throw new AnswerTooLargeError(call.api, maxBytes);
    return getInPieces(api, app, call, maxBytes);
  }
}

async function getInPieces(
  api: WecomApi,
  app: string,
  call: ApiCall,
  maxBytes: number,
): Promise<ReceivedMedia> {
  const limits = { timeoutMs: TIMEOUT_MS, maxAnswerBytes: PIECE_BYTES };
  const pieces: Buffer[] = [];
  for (let received = 0; ;) {
    const range = `bytes=${received}-${received + PIECE_BYTES - 1}`;
    const piece = await api.download(app, { ...call, headers: { Range: range } }, limits);
    const total = totalBytes(call.api, piece, received);
    if (total > maxBytes) throw new AnswerTooLargeError(call.api, maxBytes);
    pieces.push(piece.bytes);
    received += piece.bytes.length;
    if (received >= total) return mediaIn(piece, Buffer.concat(pieces));
  }
}

/** The size of the whole file, by a piece that begins where it should. @throws WecomUnreachableError */
function totalBytes(api: string, { headers, bytes }: Reply, from: number): number {
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  if (Number(first) === from && bytes.length > 0) return Number(total);
  throw new WecomUnreachableError(api, 'the answer is not the piece that was asked for', true);
}

function mediaIn({ headers }: Reply, bytes: Buffer): ReceivedMedia {
  return {
    bytes,
    contentType: headers['content-type'] ?? 'application/octet-stream',
    filename: filenameIn(headers['content-disposition'] ?? ''),
  };
}

/** `filename*` holds what ASCII cannot (RFC 6266). */
function filenameIn(disposition: string): string | undefined {
  const [, encoded] = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition) ?? [];
  const [, plain] = /filename="([^"]*)"/i.exec(disposition) ?? [];
  try {
    return encoded === undefined ? plain : decodeURIComponent(encoded);
  } catch {
    return plain;
  }
}
