import type { Controls, Member, MemberControl } from '../chat/ports';
import { controlKey } from '../shared/table-keys';
import type { Attributes, BotTable } from './bot-table';

/** What admins set for members, in the bot table: it stays until it is taken back. */
export class MemberControls implements Controls {
  constructor(private readonly table: BotTable) {}

  async controlOf({ app, id }: Member): Promise<MemberControl> {
    return controlIn((await this.table.get(controlKey(app, id))) ?? {});
  }

  async block({ app, id }: Member, by: string, at: number): Promise<void> {
    await this.table.updateIf(controlKey(app, id), {
      // Who did it first stays.
      condition: 'attribute_not_exists(#blockedBy)',
      update: 'SET #blockedBy = :by, #blockedAt = :at, #v = :v',
      names: namesOf('blockedBy', 'blockedAt', 'v'),
      values: { ':by': by, ':at': at, ':v': 1 },
    });
  }

  async unblock({ app, id }: Member): Promise<void> {
    await this.table.updateIf(controlKey(app, id), {
      condition: 'attribute_exists(#blockedBy)',
      update: 'SET #v = :v REMOVE #blockedBy, #blockedAt',
      names: namesOf('blockedBy', 'blockedAt', 'v'),
      values: { ':v': 1 },
    });
  }

  async raise(
    { app, id }: Member,
    date: string,
    { messages, tokens }: { messages: number; tokens: number },
    by: string,
  ): Promise<void> {
    const key = controlKey(app, id);
    const names = namesOf('raisedDate', 'raisedMessages', 'raisedTokens', 'raisedBy', 'v');
    const values = {
      ':date': date,
      ':messages': messages,
      ':tokens': tokens,
      ':ids': new Set([by]),
      ':v': 1,
    };
    const more = await this.table.updateIf(key, {
      condition: '#raisedDate = :date AND NOT contains(#raisedBy, :id)',
      update: 'SET #v = :v ADD #raisedMessages :messages, #raisedTokens :tokens, #raisedBy :ids',
      names,
      values: { ...values, ':id': by },
    });
    if (more) return;
    await this.table.updateIf(key, {
      condition: 'attribute_not_exists(#raisedDate) OR #raisedDate < :date',
      update:
        'SET #raisedDate = :date, #raisedMessages = :messages, #raisedTokens = :tokens, #raisedBy = :ids, #v = :v',
      names,
      values,
    });
  }
}

function controlIn({
  blockedBy,
  blockedAt,
  raisedDate,
  raisedMessages,
  raisedTokens,
}: Attributes): MemberControl {
  return {
    ...(blockedBy !== undefined && { blocked: { by: String(blockedBy), at: Number(blockedAt) } }),
    ...(raisedDate !== undefined && {
      raised: { date: String(raisedDate), messages: Number(raisedMessages), tokens: Number(raisedTokens) },
    }),
  };
}

function namesOf(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`#${name}`, name]));
}
