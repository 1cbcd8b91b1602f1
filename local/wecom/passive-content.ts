import type { PhoneMessage } from './app';
import { replaceButton, replaceCard, type CardChange } from './card-update';
import { WecomError } from './errors';
import { LenientJson } from './lenient-json';
import { cardFromXml } from './passive-card';
import { PassiveReplyError, requiredText } from './passive-reply-error';
import { checkTemplateCard, type HasMedia } from './template-card';
import { Cutter, TEXT_LIMIT_BYTES } from './text-limit';
import { childrenOf, textOf, type XmlNode } from './xml';

type Shown = Pick<PhoneMessage, 'content' | 'fields' | 'cut'>;
type Reader = (reply: readonly XmlNode[], hasMedia: HasMedia) => Shown;

/** What may answer a message, and an event that takes one [D90241]. */
const MESSAGES: Record<string, Reader> = {
  text: readText,
  image: (reply, hasMedia) => ({ content: '', fields: readMedia(reply, 'Image', 'image', hasMedia) }),
  voice: (reply, hasMedia) => ({ content: '', fields: readMedia(reply, 'Voice', 'voice', hasMedia) }),
  video: readVideo,
  news: readNews,
};

/** @returns what the member sees @throws PassiveReplyError */
export function readPassiveMessage(
  reply: readonly XmlNode[],
  hasMedia: HasMedia,
): Shown & { msgtype: string } {
  const msgtype = requiredText(reply, 'MsgType');
  const read = Object.hasOwn(MESSAGES, msgtype) ? MESSAGES[msgtype] : undefined;
  if (!read)
    throw new PassiveReplyError(`no passive ${msgtype} here, only: ${Object.keys(MESSAGES).join(', ')}`);
  return { msgtype, ...read(reply, hasMedia) };
}

/** Reads what may answer template_card_event [D90241]. @throws PassiveReplyError */
export function readPassiveCard(reply: readonly XmlNode[], hasMedia: HasMedia): CardChange {
  const msgtype = requiredText(reply, 'MsgType');
  if (msgtype === 'update_button')
    return replaceButton(requiredText(childrenOf(reply, 'Button'), 'ReplaceName'));
  if (msgtype !== 'update_template_card')
    throw new PassiveReplyError(`no passive ${msgtype} here, only: update_button, update_template_card`);
  const card = cardFromXml(childrenOf(reply, 'TemplateCard'));
  try {
    checkTemplateCard(LenientJson.of(card), hasMedia);
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    throw new PassiveReplyError(`TemplateCard: ${error.message}`);
  }
  return replaceCard(card);
}

function readText(reply: readonly XmlNode[]): Shown {
  const cutter = new Cutter();
  return { content: cutter.bytes(requiredText(reply, 'Content'), TEXT_LIMIT_BYTES), ...cutter.mark };
}

function readVideo(reply: readonly XmlNode[], hasMedia: HasMedia): Shown {
  const cutter = new Cutter();
  const media = readMedia(reply, 'Video', 'video', hasMedia);
  const texts = readTexts(childrenOf(reply, 'Video'), cutter);
  return { content: '', fields: { ...media, ...texts }, ...cutter.mark };
}

function readNews(reply: readonly XmlNode[]): Shown {
  const items = childrenOf(reply, 'Articles').filter(({ name }) => name === 'item');
  if (requiredText(reply, 'ArticleCount') !== String(items.length) || items.length < 1 || items.length > 8)
    throw new PassiveReplyError('ArticleCount must be the number of items in Articles, 1 to 8');
  const cutter = new Cutter();
  const articles = items.map(({ children }) => {
    requiredText(children, 'Title');
    const links = children.filter(({ name }) => name === 'PicUrl' || name === 'Url');
    const linked = Object.fromEntries(links.map(({ name, text }) => [name, text]));
    return { ...readTexts(children, cutter), ...linked };
  });
  return { content: '', fields: { Articles: articles }, ...cutter.mark };
}

/** Title and Description, "超过会自动截断". */
function readTexts(nodes: readonly XmlNode[], cutter: Cutter): Record<string, string> {
  const [title, description] = [textOf(nodes, 'Title'), textOf(nodes, 'Description')];
  return {
    ...(title !== undefined && { Title: cutter.bytes(title, 128) }),
    ...(description !== undefined && { Description: cutter.bytes(description, 512) }),
  };
}

function readMedia(
  reply: readonly XmlNode[],
  element: string,
  kind: 'image' | 'voice' | 'video',
  hasMedia: HasMedia,
): Record<string, string> {
  const id = requiredText(childrenOf(reply, element), 'MediaId');
  if (!hasMedia(id, kind)) throw new PassiveReplyError(`MediaId is no ${kind} that can be sent now`);
  return { MediaId: id };
}
