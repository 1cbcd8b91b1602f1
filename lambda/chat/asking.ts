import { demandPicture } from '../media/picture';
import { harmless, MAX_PDF_BYTES, readDocument } from '../media/document';
import type { ToolsConfig } from '../shared/bot-config';
import type { MessageContent } from '../shared/queue-message';
import type { Delivery } from './delivery';
import {
  type Document,
  type Member,
  type Memory,
  type Picture,
  type PictureRef,
  type ShownTurn,
  type Turn,
} from './ports';
import type { Texts } from './texts';

/** What a message asks of the model. */
export interface Asked {
  /** As the model is to read it. */
  readonly text: string;
  readonly pictures: readonly Picture[];
  readonly document?: Document;
  /** Stands before the answer. */
  readonly aside?: string;
}

/** Messages that the model can be asked about. */
export type AskableContent = Extract<
  MessageContent,
  { kind: 'text' | 'click' | 'image' | 'video' | 'location' | 'link' | 'file' }
>;

/** What asking about a message takes. */
export interface AskingPorts {
  readonly memory: Pick<Memory, 'picture' | 'savePicture'>;
}

/** WeCom takes no larger picture either [D90253]. */
const MAX_PICTURE_BYTES = 10 * 1024 * 1024;
/** The last ones are shown again, within these bounds. */
const SHOWN_AGAIN = 3;
const SHOWN_AGAIN_BYTES = 10 * 1024 * 1024;
/** WeCom keeps what a member sent for three days [D90239], and so do we. */
const PICTURE_KEPT_MS = 3 * 86_400_000;

/**
 * Makes of a message what the model is asked. A picture is fetched from WeCom once, and kept for the conversation.
 * @throws MediaError for a file that can't be used; MustWaitError, UndeliverableError
 */
export async function askedBy(
  ports: AskingPorts,
  delivery: Delivery,
  member: Member,
  content: AskableContent,
  { forModel, onlyCover }: Texts,
  tools: ToolsConfig,
): Promise<Asked> {
  switch (content.kind) {
    case 'text':
      return { text: content.text, pictures: [] };
    case 'click':
      return { text: content.key, pictures: [] };
    case 'location':
      return { text: forModel.location(content.label, content.latitude, content.longitude), pictures: [] };
    case 'link':
      return {
        text: `${linkOf(content, forModel)}\n${tools.webSearch ? forModel.linkIsToRead : forModel.linkIsUnread}`,
        pictures: [],
      };
    case 'image': {
      const picture = await pictureOf(ports, delivery, member, content.mediaId);
      return { text: forModel.pictureAlone, pictures: [picture] };
    }
    case 'video': {
      const cover = await pictureOf(ports, delivery, member, content.coverMediaId);
      return { text: forModel.videoAlone, pictures: [cover], aside: onlyCover };
    }
    case 'file':
      return fileOf(delivery, content, forModel);
  }
}

/**
 * How a message is remembered, and recorded where the operator wants that.
 * @param understood what was made out of it, where it is no text
 */
export function questionIn(
  content: MessageContent,
  understood: string | undefined,
  { forModel }: Texts,
): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'click':
      return content.key;
    case 'voice':
      return understood ?? '';
    case 'image':
      return forModel.picture;
    case 'video':
      return forModel.video;
    case 'location':
      return forModel.location(content.label, content.latitude, content.longitude);
    case 'link':
      return linkOf(content, forModel);
    case 'file':
      return [forModel.file(harmless(content.fileName)), understood].filter(Boolean).join('\n');
    default:
      return '';
  }
}

/** The pictures that came with a message. @param at when it came, ms since epoch */
export function picturesIn(content: MessageContent, at: number): PictureRef[] {
  if (content.kind === 'image') return [{ mediaId: content.mediaId, at }];
  return content.kind === 'video' ? [{ mediaId: content.coverMediaId, at }] : [];
}

/** Earlier turns with the last of their pictures, as far as they are still kept. */
export async function withPictures(
  { memory }: AskingPorts,
  member: Member,
  conversation: string,
  turns: readonly Turn[],
): Promise<ShownTurn[]> {
  const last = turns.flatMap(({ pictures = [] }) => pictures).slice(-SHOWN_AGAIN);
  const found = new Map<string, Picture>();
  let bytes = 0;
  for (const { mediaId } of last.toReversed()) {
    const kept = await memory.picture(member, conversation, mediaId);
    bytes += kept?.length ?? 0;
    if (!kept || bytes > SHOWN_AGAIN_BYTES) continue;
    found.set(mediaId, demandPicture(kept));
  }
  return turns.map((turn) => {
    const shown = (turn.pictures ?? []).flatMap(({ mediaId }) => found.get(mediaId) ?? []);
    return shown.length > 0 ? { ...turn, shown } : turn;
  });
}

async function pictureOf(
  { memory }: AskingPorts,
  delivery: Delivery,
  member: Member,
  mediaId: string,
): Promise<Picture> {
  const { place, receivedAt } = delivery.record;
  const kept = await memory.picture(member, place.conversation, mediaId);
  if (kept) return demandPicture(kept);
  const bytes = await delivery.fetch(mediaId, MAX_PICTURE_BYTES);
  const picture = demandPicture(bytes);
  const expiresAt = Math.floor((receivedAt + PICTURE_KEPT_MS) / 1000);
  await memory.savePicture(member, place.conversation, mediaId, bytes, expiresAt);
  return picture;
}

async function fileOf(
  delivery: Delivery,
  { mediaId, fileName }: Extract<MessageContent, { kind: 'file' }>,
  { file, fileAlone }: Texts['forModel'],
): Promise<Asked> {
  const asked = (text: string): string => `${file(harmless(fileName))}\n${text}\n\n${fileAlone}`;
  const { understood } = delivery.record;
  if (understood !== undefined) return { text: asked(understood), pictures: [] };
  const read = readDocument(fileName, await delivery.fetch(mediaId, MAX_PDF_BYTES));
  if (read.kind === 'pdf') {
    const { name, bytes } = read;
    return { text: asked(''), pictures: [], document: { name, bytes } };
  }
  await delivery.understand(read.text);
  return { text: asked(read.text), pictures: [] };
}

function linkOf(
  { title, description, url }: Extract<MessageContent, { kind: 'link' }>,
  { link }: Texts['forModel'],
): string {
  return link(title, description, url);
}
