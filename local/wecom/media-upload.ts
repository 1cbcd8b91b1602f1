import type { ApiRequest, ApiResult } from './api';
import { WecomError } from './errors';
import { amrDurationMs, isAmr, isJpeg, isMp4, isPng } from './media-format';
import { MEDIA_KINDS, type MediaKind } from './media-store';
import { readFileParts } from './multipart';

const MB = 1024 * 1024;
/** "所有文件size必须大于5个字节" [D90253]. */
const TOO_SMALL_BYTES = 5;
const MAX_VOICE_MS = 60_000;

const LIMITS: Record<MediaKind, { bytes: number; errcode: number }> = {
  image: { bytes: 10 * MB, errcode: 40009 },
  voice: { bytes: 2 * MB, errcode: 45001 },
  video: { bytes: 10 * MB, errcode: 40011 },
  file: { bytes: 20 * MB, errcode: 45001 },
};

/** Does media/upload [D90253]: one multipart part named `media`, with a file name. @throws WecomError */
export function uploadMedia({ corp, query, headers, body, now }: ApiRequest): ApiResult {
  const kind = MEDIA_KINDS.find((known) => known === query.get('type'));
  if (kind === undefined) throw new WecomError(40005);
  const part = readFileParts(String(headers['content-type'] ?? ''), body).find(
    ({ name }) => name === 'media',
  );
  if (!part || part.filename === '' || part.bytes.length === 0) throw new WecomError(44001);
  if (part.bytes.length <= TOO_SMALL_BYTES) throw new WecomError(40006);
  if (part.bytes.length > LIMITS[kind].bytes) throw new WecomError(LIMITS[kind].errcode);
  checkFormat(kind, part.bytes);
  const { id } = corp.media.add(kind, part.filename, part.bytes, now);
  return { errmsg: '', fields: { type: kind, media_id: id, created_at: String(Math.floor(now / 1000)) } };
}

/** JPG and PNG, AMR of at most 60 s, MP4; a file may be anything [D90253]. */
function checkFormat(kind: MediaKind, bytes: Buffer): void {
  if (kind === 'image' && !isJpeg(bytes) && !isPng(bytes)) throw new WecomError(40123);
  if (kind === 'video' && !isMp4(bytes)) throw new WecomError(40004);
  if (kind !== 'voice') return;
  if (!isAmr(bytes)) throw new WecomError(301017);
  const playsMs = amrDurationMs(bytes);
  if (playsMs === undefined) throw new WecomError(301016);
  if (playsMs > MAX_VOICE_MS) throw new WecomError(45007);
}
