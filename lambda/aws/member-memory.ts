import type { Member, Memory, Profile, Turn, TurnPlace } from '../chat/ports';
import { profileKey, turnKey, turnPrefix } from '../shared/table-keys';
import type { Attributes, BotTable } from './bot-table';

/** What the bot remembers of each member, in the bot table. */
export class MemberMemory implements Memory {
  constructor(private readonly table: BotTable) {}

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
}

function profileFrom(item: Attributes): Profile {
  const { conversation, activeAt, name, namedAt, welcomedAt } = item;
  return {
    conversation: String(conversation),
    activeAt: Number(activeAt),
    ...(typeof name === 'string' && { name }),
    ...(typeof namedAt === 'number' && { namedAt }),
    ...(typeof welcomedAt === 'number' && { welcomedAt }),
  };
}

function turnFrom(item: Attributes): Turn {
  return {
    question: String(item['question']),
    answer: String(item['answer']),
    tokens: Number(item['tokens']),
  };
}
