import type { TableKey } from '../../lambda/shared/table-keys';
import { placeOf, type Place } from './places';
import type { Glimpse, WholeTable } from './table';

/** An item that is a member's. */
export interface FoundItem extends Place {
  readonly key: TableKey;
  /** Seconds since epoch; undefined: it stays. */
  readonly expiresAt: number | undefined;
  /** When a message was first taken; ms since epoch. */
  readonly receivedAt: number | undefined;
  /** Whether it belongs to a message that may still be answered. */
  readonly isUnderWay: boolean;
}

/** Whose data are looked for. */
export interface Sought {
  /** In lower case. */
  readonly member: string;
  /** @default all */
  readonly app?: string | undefined;
}

/** So long the queue keeps a message, and what is put back counts anew: what was first taken before comes no more. */
const QUEUE_MS = 14 * 86_400_000;

/** A message first taken before is in no queue any more. @param now ms since epoch */
export const abandonedBefore = (now: number): number => now - QUEUE_MS;

/** The attribute of an app's month that tells what a member cost. */
export const spentAttribute = (member: string): string => `m:${member}`;

/**
 * All items of a member. Looks at the whole table: records of messages are kept by message.
 * @param now ms since epoch
 */
export async function findItems(
  table: Pick<WholeTable, 'glimpses'>,
  { member, app }: Sought,
  now: number,
): Promise<FoundItem[]> {
  const found: { readonly place: Place; readonly glimpse: Glimpse }[] = [];
  const besideMessages: typeof found = [];
  const isUnderWay = new Map<string, boolean>();
  for await (const glimpse of table.glimpses(spentAttribute(member))) {
    const place = placeOf(glimpse);
    if (!place || (app !== undefined && place.app !== app)) continue;
    if (place.message !== undefined && place.kind !== 'deliveries') besideMessages.push({ place, glimpse });
    else if (isOf(member, place, glimpse)) {
      found.push({ place, glimpse });
      if (place.kind === 'deliveries') isUnderWay.set(messageIn(place), mayComeAgain(glimpse, now));
    }
  }
  const all = [...found, ...besideMessages.filter(({ place }) => isUnderWay.has(messageIn(place)))];
  return all.map(({ place, glimpse: { pk, sk, expiresAt, receivedAt } }) => ({
    ...place,
    key: { pk, sk },
    expiresAt: typeof expiresAt === 'number' ? expiresAt : undefined,
    receivedAt: typeof receivedAt === 'number' ? receivedAt : undefined,
    isUnderWay: isUnderWay.get(messageIn(place)) ?? false,
  }));
}

function isOf(member: string, place: Place, glimpse: Glimpse): boolean {
  switch (place.kind) {
    case 'deliveries':
      return glimpse.member === member;
    case 'auditRecords':
      return glimpse.record?.member === member || glimpse.member === member;
    case 'spent':
      return glimpse.has;
    default:
      return place.member === member;
  }
}

function mayComeAgain({ state, receivedAt }: Glimpse, now: number): boolean {
  return state !== 'DONE' && !(Number(receivedAt) < abandonedBefore(now));
}

const messageIn = ({ app, message }: Place): string => `${app}#${message ?? ''}`;
