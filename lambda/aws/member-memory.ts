import type { Member, Memory, PictureRef, Profile, Turn, TurnPlace } from '../chat/ports';
import { pictureKey, profileKey, saidPrefixes, turnKey, turnPrefix } from '../shared/table-keys';
import type { Attributes, BotTable } from './bot-table';
import { ChunkedItems } from './chunked-items';

/** What the bot remembers of each member, in the bot table. */
export class MemberMemory implements Memory {
  private readonly files: ChunkedItems;

  constructor(private readonly table: BotTable) {
    this.files = new ChunkedItems(table);
  }

  async profile({ app, id }: Member): Promise<Profile | undefined> {
    const item = await this.table.get(profileKey(app, id));
    return item && profileFrom(item);
  }

  async saveProfile({ app, id }: Member, profile: Profile): Promise<void> {
    await this.table.put(profileKey(app, id), { ...profile, v: 1 });
  }

  async latestTurns({ app, id }: Member, conversation: string, limit: number): Promise<Turn[]> {
    const { pk } = profileKey(app, id);
    const items = await this.table.latest({ pk, sk: turnPrefix(conversation) }, limit);
    return items.map(turnFrom);
  }

  async saveTurn({ app, id }: Member, place: TurnPlace, turn: Turn, expiresAt: number): Promise<void> {
    await this.table.put(turnKey(app, id, place.conversation, place.sequence), { ...turn, expiresAt, v: 1 });
  }

  picture({ app, id }: Member, conversation: string, mediaId: string): Promise<Uint8Array | undefined> {
    return this.files.get(pictureKey(app, id, conversation, mediaId));
  }

  savePicture(
    { app, id }: Member,
    conversation: string,
    mediaId: string,
    bytes: Uint8Array,
    expiresAt: number,
  ): Promise<void> {
    return this.files.put(pictureKey(app, id, conversation, mediaId), bytes, expiresAt);
  }

  async kept({ app, id }: Member): Promise<{ readonly turns: number; readonly pictures: number }> {
    const keys = await Promise.all(saidPrefixes(app, id).map((prefix) => this.table.sortKeys(prefix)));
    const [turns = [], pictures = []] = keys;
    // A picture is in as many items as it takes.
    return { turns: turns.length, pictures: pictures.filter((key) => key.endsWith('#000')).length };
  }

  async erase({ app, id }: Member): Promise<void> {
    for (const prefix of saidPrefixes(app, id)) await this.table.deleteAll(prefix);
  }
}

function profileFrom(item: Attributes): Profile {
  const { conversation, activeAt, name, namedAt, welcomedAt, model, persona, voice } = item;
  return {
    conversation: String(conversation),
    activeAt: Number(activeAt),
    ...(typeof name === 'string' && { name }),
    ...(typeof namedAt === 'number' && { namedAt }),
    ...(typeof welcomedAt === 'number' && { welcomedAt }),
    ...(typeof model === 'string' && { model }),
    ...(typeof persona === 'string' && { persona }),
    ...(typeof voice === 'boolean' && { voice }),
  };
}

function turnFrom(item: Attributes): Turn {
  return {
    question: String(item['question']),
    answer: String(item['answer']),
    tokens: Number(item['tokens']),
    ...(Array.isArray(item['pictures']) && { pictures: item['pictures'] as PictureRef[] }),
  };
}
