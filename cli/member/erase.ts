import { abandonedBefore, spentAttribute, type FoundItem } from './find';
import { inBatches } from './in-batches';
import { KINDS, type Kind } from './places';
import type { WholeTable } from './table';

/** What becomes of each item of a member. */
export interface ErasePlan {
  readonly erased: readonly FoundItem[];
  /** The company's accounts, and what its admins set. */
  readonly kept: readonly FoundItem[];
  /** Of messages that may still be answered: without its record, one would be answered twice. */
  readonly underWay: readonly FoundItem[];
}

/** They hold nothing that was said, and a block that went with them would be none. */
const KEPT: readonly Kind[] = ['usage', 'spent', 'control'];

/** @param all whether also what is kept otherwise is erased */
export function planErasing(items: readonly FoundItem[], all: boolean): ErasePlan {
  const isKept = ({ kind }: FoundItem): boolean => !all && KEPT.includes(kind);
  const rest = items.filter(({ isUnderWay }) => !isUnderWay);
  return {
    erased: rest.filter((item) => !isKept(item)),
    kept: rest.filter(isKept),
    underWay: items.filter(({ isUnderWay }) => isUnderWay),
  };
}

/**
 * Erases what is planned, item by item, the conversation first. Every step can be made again: what belongs to a message
 * is found by its record, which goes after it.
 * @param now ms since epoch
 * @returns the plan as it came out: a message may have been put back meanwhile
 * @throws what the client throws
 */
export async function erase(
  table: Pick<WholeTable, 'delete' | 'removeAttribute' | 'emptyDelivery'>,
  member: string,
  plan: ErasePlan,
  now: number,
): Promise<ErasePlan> {
  const erased: FoundItem[] = [];
  const underWay = [...plan.underWay];
  for (const kind of KINDS) {
    const ofKind = plan.erased.filter((item) => item.kind === kind);
    await inBatches(ofKind, async (item) => {
      const isErased = await eraseItem(table, member, item, now);
      (isErased ? erased : underWay).push(item);
    });
  }
  return { ...plan, erased, underWay };
}

/** @returns false if it belongs to a message that is under way */
async function eraseItem(
  table: Pick<WholeTable, 'delete' | 'removeAttribute' | 'emptyDelivery'>,
  member: string,
  { kind, key, expiresAt }: FoundItem,
  now: number,
): Promise<boolean> {
  switch (kind) {
    case 'deliveries':
      return table.emptyDelivery(key, abandonedBefore(now), expiresAt ?? Math.floor(now / 1000));
    case 'spent':
      await table.removeAttribute(key, spentAttribute(member));
      return true;
    default:
      await table.delete(key);
      return true;
  }
}
