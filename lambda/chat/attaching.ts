import { errorFields, type Log } from '../shared/log';
import {
  ModelError,
  type AttachmentPlace,
  type Attachments,
  type DeliveryRecord,
  type Messenger,
  type NewMedia,
  type Part,
  type Sendable,
  type Speech,
} from './ports';

/** What it takes to give WeCom a part that is no text. */
export interface AttachingPorts {
  readonly attachments: Attachments;
  readonly messenger: Messenger;
  /** Absent: the bot does not speak. */
  readonly speech?: Speech | undefined;
  readonly log: Log;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

/** A part that is a file. */
export type MediaPart = Exclude<Part, { readonly text: string }>;

/** A part in its message. */
export interface PlacedPart {
  readonly record: DeliveryRecord;
  readonly index: number;
  readonly part: MediaPart;
}

/** WeCom keeps what was uploaded for three days [D90253]; an hour less, so that it is not gone on the way. */
const GOOD_FOR_MS = 71 * 3_600_000;

/**
 * Where WeCom has a part: where an earlier attempt uploaded it, or by an upload of now.
 * @param deadline for speaking it; ms since epoch
 * @param isGone whether WeCom said that it no longer has what was uploaded
 * @returns undefined for words that can't be spoken
 * @throws SendError
 */
export async function mediaOf(
  ports: AttachingPorts,
  placed: PlacedPart,
  deadline: number,
  isGone: boolean,
): Promise<Exclude<Sendable, { text: string }> | undefined> {
  const { attachments, messenger, clock } = ports;
  const place = placeOf(placed);
  const kind = kindOf(placed.part);
  const known = isGone ? undefined : await attachments.uploadOf(place);
  if (known && clock() - known.at < GOOD_FOR_MS) return { media: kind, mediaId: known.mediaId };
  const bytes = await bytesOf(ports, place, placed, deadline);
  if (!bytes) return undefined;
  const at = clock();
  const mediaId = await messenger.upload(place.app, {
    kind,
    filename: filenameOf(placed.part, bytes),
    bytes,
  });
  await attachments.noteUpload(place, { mediaId, at });
  return { media: kind, mediaId };
}

/** Forgets the files of a message that is done. */
export async function removeAttachments(
  { attachments }: AttachingPorts,
  record: DeliveryRecord,
): Promise<void> {
  for (const [index, part] of record.parts.entries()) {
    if (!('text' in part)) await attachments.remove(placeOf({ record, index, part }));
  }
}

async function bytesOf(
  ports: AttachingPorts,
  place: AttachmentPlace,
  { part }: PlacedPart,
  deadline: number,
): Promise<Uint8Array | undefined> {
  if ('file' in part) return new TextEncoder().encode(part.file);
  const kept = await ports.attachments.find(place);
  if (kept || 'picture' in part) return kept;
  const spoken = await speak(ports, place, part.speech, deadline);
  if (spoken) await ports.attachments.keep(place, spoken);
  return spoken;
}

/** The member has the words as text: that they can't be spoken must not cost the answer. */
async function speak(
  { speech, log }: AttachingPorts,
  { app, id }: AttachmentPlace,
  text: string,
  deadline: number,
): Promise<Uint8Array | undefined> {
  try {
    return await speech?.speak(text, deadline);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    log.warn('answer not spoken', { app, id, ...errorFields(error) });
    return undefined;
  }
}

function placeOf({ record: { app, id }, index, part }: PlacedPart): AttachmentPlace {
  return { app, id, name: 'picture' in part ? part.picture : `part-${index}` };
}

function kindOf(part: MediaPart): NewMedia['kind'] {
  if ('file' in part) return 'file';
  return 'picture' in part ? 'image' : 'voice';
}

const PNG_BEGINS = 0x89;

function filenameOf(part: MediaPart, bytes: Uint8Array): string {
  if ('file' in part) return `${part.name ?? 'answer'}.txt`;
  if ('speech' in part) return 'answer.amr';
  return bytes[0] === PNG_BEGINS ? 'picture.png' : 'picture.jpg';
}
