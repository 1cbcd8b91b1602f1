import type { ModerationCreateResponse } from 'openai/resources/moderations';
import type { Moderator } from '../chat/ports';
import { askOnce, type Asker } from './asking-once';
import { failed } from './failures';
import type { Connection, KeyReader } from './provider-client';

/** The provider reads no text of any length at once. In code points. */
const MAX_CHARACTERS = 10_000;

/**
 * Asks the provider's moderation.
 * https://developers.openai.com/api/reference/resources/moderations/methods/create
 */
export class ProviderModerator implements Moderator {
  private readonly asker: Asker;

  /** @param clock ms since epoch */
  constructor(apiKey: KeyReader, clock: () => number, connection: Connection = {}) {
    this.asker = { apiKey, clock, connection };
  }

  async flags(model: string, text: string, deadline: number): Promise<string[]> {
    const flags = new Set<string>();
    // One after another: the provider counts the tokens of each minute.
    for (const input of piecesOf(text)) {
      const answer = await askOnce(this.asker, deadline, (client, signal) =>
        client.moderations.create({ model, input }, { signal }),
      );
      for (const category of flaggedIn(answer)) flags.add(category);
    }
    return [...flags];
  }
}

/** @throws ModelError if it says nothing of the text */
function flaggedIn({ results = [] }: Partial<ModerationCreateResponse>): string[] {
  const { categories } = (results[0] ?? {}) as Partial<ModerationCreateResponse['results'][number]>;
  if (!categories) throw failed('bad-request', 'what it gave is no moderation');
  return Object.entries(categories).flatMap(([category, isFlagged]) => (isFlagged === true ? category : []));
}

/** In order; of nothing there is none. */
function piecesOf(text: string): string[] {
  const characters = text.trim() === '' ? [] : Array.from(text);
  return Array.from({ length: Math.ceil(characters.length / MAX_CHARACTERS) }, (_, index) =>
    characters.slice(index * MAX_CHARACTERS, (index + 1) * MAX_CHARACTERS).join(''),
  );
}
