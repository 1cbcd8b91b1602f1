import { extname } from 'node:path';
import type { ApiRequest, ApiResult } from './api';
import { NotSimulatedError, WecomError } from './errors';
import { isPng } from './media-format';
import type { Media } from './media-store';

/** "超过20M" needs pieces [D90254]. */
const MAX_PIECE_BYTES = 20 * 1024 * 1024;

interface Piece {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

/** Does media/get [D90254]: the file, or with `Range` a piece of it. @throws WecomError, which goes out as JSON at 200 */
export function getMedia({ corp, query, headers, now }: ApiRequest): ApiResult {
  const id = query.get('media_id');
  if (!id) throw new WecomError(41006);
  const media = corp.media.find(id, now);
  if (!media) throw new WecomError(40007);
  const size = media.bytes.length;
  const piece = readRange(headers['range'], size);
  const { from, to } = piece ?? { from: 0, to: size - 1 };
  if (to - from + 1 > MAX_PIECE_BYTES) throw new WecomError(830002);
  const bytes = media.bytes.subarray(from, to + 1);
  return {
    fields: {},
    file: {
      status: piece ? 206 : 200,
      headers: {
        'Content-Type': mediaContentType(media),
        'Content-disposition': disposition(media),
        'Content-Length': String(bytes.length),
        ...(piece && { 'Content-Range': `bytes ${from}-${to}/${size}` }),
      },
      bytes,
    },
  };
}

/** What the file is by its kind and first bytes. */
export function mediaContentType({ kind, bytes }: Media): string {
  if (kind === 'image') return isPng(bytes) ? 'image/png' : 'image/jpeg';
  return { voice: 'audio/amr', video: 'video/mp4', file: 'application/octet-stream' }[kind];
}

function readRange(range: string | string[] | undefined, size: number): Piece | undefined {
  if (range === undefined) return undefined;
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(String(range)) ?? [];
  const from = Number(first);
  const to = last ? Math.min(Number(last), size - 1) : size - 1;
  if (first === undefined || from > to) throw new NotSimulatedError(`the Range "${String(range)}"`);
  return { from, to };
}

/** The page shows `filename="MEDIA_ID.jpg"`; a file keeps its name, in `filename*` if that is not ASCII (RFC 6266). */
function disposition({ id, kind, bytes, filename }: Media): string {
  const extension = {
    image: isPng(bytes) ? '.png' : '.jpg',
    voice: '.amr',
    video: '.mp4',
    file: extname(filename),
  }[kind];
  if (kind !== 'file') return `attachment; filename="${id}${extension}"`;
  if (/^[\x20-\x7e]+$/.test(filename)) return `attachment; filename="${filename.replaceAll('"', '')}"`;
  const plain = /^[\x20-\x7e]*$/.test(extension) ? extension : '';
  return `attachment; filename="${id}${plain}"; filename*=UTF-8''${encodeURIComponent(filename)}`;
}
