import type { TemplateCard } from './template-card';

/** A message to a member as message/send takes it, without its envelope [D90236]. */
export type OutgoingMessage =
  | { readonly msgtype: 'text'; readonly text: Text }
  /** Shown neither in lists nor in tables, and not at all in personal WeChat. */
  | { readonly msgtype: 'markdown'; readonly markdown: Text }
  | { readonly msgtype: 'image'; readonly image: Media }
  | { readonly msgtype: 'voice'; readonly voice: Media }
  | { readonly msgtype: 'video'; readonly video: Video }
  | { readonly msgtype: 'file'; readonly file: Media }
  | { readonly msgtype: 'textcard'; readonly textcard: TextCard }
  | { readonly msgtype: 'news'; readonly news: News }
  /** Not shown in personal WeChat. */
  | { readonly msgtype: 'template_card'; readonly template_card: TemplateCard };

/** At most 2048 bytes. */
export interface Text {
  readonly content: string;
}

/** A file by the id that media/upload gave it. */
export interface Media {
  readonly media_id: string;
}

/** Title at most 128 bytes, description at most 512; what is above them WeCom cuts. */
export interface Video extends Media {
  readonly title?: string;
  readonly description?: string;
}

/** Title at most 128 characters, description at most 512, button at most 4; what is above them WeCom cuts. */
export interface TextCard {
  readonly title: string;
  /** May hold `<div class="gray|normal|highlight">`. */
  readonly description: string;
  /** With its scheme, at most 2048 bytes. */
  readonly url: string;
  readonly btntxt?: string;
}

export interface News {
  /** 1 to 8. */
  readonly articles: readonly Article[];
}

/** Title at most 128 bytes, description at most 512; what is above them WeCom cuts. */
export interface Article {
  readonly title: string;
  readonly description?: string;
  /** With its scheme, at most 2048 bytes. */
  readonly url: string;
  /** 1068 × 455 or 150 × 150 pixels. */
  readonly picurl?: string;
}
