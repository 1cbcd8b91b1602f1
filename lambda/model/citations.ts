import type {
  ResponseOutputText,
  ResponseOutputTextAnnotationAddedEvent,
} from 'openai/resources/responses/responses';
import type { ModelEvent, Source } from '../chat/ports';

/** What a part of a text rests on, as the Responses API says it. */
export type Annotation =
  ResponseOutputTextAnnotationAddedEvent['annotation'] | ResponseOutputText['annotations'][number];

/**
 * What an answer cites, each once, in the order of the text. A file of a vector store has no address: it is a source
 * with its name and an empty `url`. Files that a tool wrote are left out, as nobody could open them.
 */
export class Citations {
  private readonly sources = new Map<string, Source>();

  add(annotation: Annotation): void {
    if (annotation?.type === 'url_citation') this.addPage(annotation.url, annotation.title);
    if (annotation?.type === 'file_citation') this.note({ title: annotation.filename, url: '' });
  }

  /** What is said of them at the end. */
  events(): ModelEvent[] {
    return this.sources.size === 0 ? [] : [{ type: 'sources', sources: [...this.sources.values()] }];
  }

  private addPage(address: string, title: string): void {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || !/^https?:$/.test(url.protocol)) return;
    this.note({ title: title || url.hostname, url: address });
  }

  private note(source: Source): void {
    const key = source.url || source.title;
    if (!this.sources.has(key)) this.sources.set(key, source);
  }
}
