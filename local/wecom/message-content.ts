import { NotSimulatedError, WecomError } from './errors';
import type { LenientJson } from './lenient-json';
import type { MediaKind } from './media-store';
import { checkTemplateCard, type HasMedia } from './template-card';
import { Cutter, TEXT_LIMIT_BYTES } from './text-limit';

const MAX_URL_BYTES = 2048;
const MAX_MPNEWS_BYTES = 666 * 1024;

/** What a message shows, in the terms of PhoneMessage. */
export interface Shown {
  readonly content: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly cut?: true;
}

interface Context {
  readonly hasMedia: HasMedia;
  /** Text above 2048 bytes: 45002 instead of cutting. */
  readonly refuseLongText: boolean;
}

type Reader = (content: LenientJson, context: Context) => Shown;

/** The kinds of message/send [D90236]. */
const KINDS: Record<string, Reader> = {
  text: (content, { refuseLongText }) => readText(content, refuseLongText),
  // Refused above the limit: for markdown the page does not speak of cutting.
  markdown: (content) => readText(content, true),
  image: readMedia('image'),
  voice: readMedia('voice'),
  video: readMedia('video', { title: 128, description: 512 }),
  file: readMedia('file'),
  textcard: readTextCard,
  news: (content) => readArticles(content, readNewsArticle),
  mpnews: (content, { hasMedia }) =>
    readArticles(content, (article, cutter) => readMpnewsArticle(article, cutter, hasMedia)),
  template_card: (card, { hasMedia }) => {
    checkTemplateCard(card, hasMedia);
    return { content: '', fields: card.value as Record<string, unknown> };
  },
};

/** @throws WecomError for a msgtype that WeCom does not know, NotSimulatedError */
export function readKind(body: LenientJson): string {
  const msgtype = body.string('msgtype');
  if (msgtype === 'miniprogram_notice')
    throw new NotSimulatedError('an app that is a mini program, which alone may send miniprogram_notice');
  if (!Object.hasOwn(KINDS, msgtype)) throw new WecomError(40008);
  return msgtype;
}

/** Reads what is below `msgtype`, field by field. @throws WecomError */
export function readContent(body: LenientJson, msgtype: string, context: Context): Shown {
  const read = KINDS[msgtype];
  if (!read) throw new WecomError(40008);
  return read(body.object(msgtype), context);
}

function readText(body: LenientJson, refuseLong: boolean): Shown {
  const content = body.string('content');
  if (content === '') throw new WecomError(44004);
  if (refuseLong && Buffer.byteLength(content) > TEXT_LIMIT_BYTES) throw new WecomError(45002);
  const cutter = new Cutter();
  return { content: cutter.bytes(content, TEXT_LIMIT_BYTES), ...cutter.mark };
}

/** @param texts what it may have beside the file, with the bytes at which each is cut */
function readMedia(kind: MediaKind, texts: Record<string, number> = {}): Reader {
  return (content, { hasMedia }) => {
    const mediaId = needMedia(content, 'media_id', kind, hasMedia);
    const cutter = new Cutter();
    const fields: Record<string, string> = { media_id: mediaId };
    for (const [name, limit] of Object.entries(texts))
      if (content.has(name)) fields[name] = cutter.bytes(content.string(name), limit);
    return { content: '', fields, ...cutter.mark };
  };
}

function readTextCard(card: LenientJson): Shown {
  const cutter = new Cutter();
  const fields = {
    title: cutter.characters(needText(card, 'title', 41016), 128),
    description: cutter.characters(needText(card, 'description', 41033), 512),
    url: needUrl(card),
    ...(card.has('btntxt') && { btntxt: cutter.characters(card.string('btntxt'), 4) }),
  };
  return { content: '', fields, ...cutter.mark };
}

function readArticles(
  body: LenientJson,
  read: (article: LenientJson, cutter: Cutter) => Record<string, unknown>,
): Shown {
  const articles = body.list('articles');
  if (articles.length < 1 || articles.length > 8) throw new WecomError(45008);
  const cutter = new Cutter();
  return {
    content: '',
    fields: { articles: articles.map((article) => read(article, cutter)) },
    ...cutter.mark,
  };
}

function readNewsArticle(article: LenientJson, cutter: Cutter): Record<string, unknown> {
  const isMiniProgram = article.string('appid') !== '' && article.string('pagepath') !== '';
  return {
    ...(article.value as Record<string, unknown>),
    title: cutter.bytes(needText(article, 'title', 41016), 128),
    ...(article.has('description') && { description: cutter.bytes(article.string('description'), 512) }),
    ...(!isMiniProgram && { url: needUrl(article) }),
  };
}

function readMpnewsArticle(
  article: LenientJson,
  cutter: Cutter,
  hasMedia: HasMedia,
): Record<string, unknown> {
  needMedia(article, 'thumb_media_id', 'image', hasMedia);
  if (Buffer.byteLength(needText(article, 'content', 44004)) > MAX_MPNEWS_BYTES) throw new WecomError(45002);
  if (Buffer.byteLength(article.string('author')) > 64) throw new WecomError(45032);
  return {
    ...(article.value as Record<string, unknown>),
    title: cutter.bytes(needText(article, 'title', 41016), 128),
    ...(article.has('digest') && { digest: cutter.bytes(article.string('digest'), 512) }),
  };
}

function needText(body: LenientJson, name: string, errcode: number): string {
  const text = body.string(name);
  if (text === '') throw new WecomError(errcode);
  return text;
}

function needUrl(body: LenientJson): string {
  const url = needText(body, 'url', 41010);
  if (!/^https?:\/\//.test(url)) throw new WecomError(45034);
  if (Buffer.byteLength(url) > MAX_URL_BYTES) throw new WecomError(40039);
  return url;
}

function needMedia(body: LenientJson, name: string, kind: MediaKind, hasMedia: HasMedia): string {
  const id = needText(body, name, 41006);
  if (!hasMedia(id, kind)) throw new WecomError(40007);
  return id;
}
