import { PARTITIONS, type TableKey } from '../../lambda/shared/table-keys';

/** What an item of the table that is about a member is, in the order in which a member's data are shown and erased. */
export const KINDS = [
  'turns',
  'pictures',
  'profile',
  'pending',
  'pace',
  'other',
  'attachments',
  'uploads',
  'marks',
  'deliveries',
  'auditRecords',
  'usage',
  'spent',
  'control',
] as const;
export type Kind = (typeof KINDS)[number];

/** What the key of an item says. */
export interface Place {
  readonly kind: Kind;
  readonly app: string;
  /** In lower case; of items that stand in the member's own partition. */
  readonly member?: string;
  /** Id of the message that the item belongs to. */
  readonly message?: string;
  /** What the sort key names, e.g. `conversation`; `chunk` where a file stands in several items. */
  readonly named: Readonly<Record<string, string>>;
}

/** Sort keys by partition, as in `lambda/shared/table-keys.ts`. */
const FORMS: Readonly<Record<'member' | 'message' | 'audit' | 'spent', readonly [Kind, RegExp][]>> = {
  member: [
    ['profile', /^PROFILE$/],
    ['turns', /^TURN#(?<conversation>[^#]*)#(?<sequence>[^#]+)$/],
    ['pictures', /^PICTURE#(?<conversation>[^#]*)#(?<mediaId>.*)#(?<chunk>\d{3})$/],
    ['usage', /^USAGE#(?<date>.+)$/],
    ['pace', /^PACE$/],
    ['control', /^CONTROL$/],
    ['pending', /^PENDING$/],
  ],
  message: [
    ['deliveries', /^DELIVERY$/],
    ['attachments', /^ATTACHMENT#(?<name>.*)#(?<chunk>\d{3})$/],
    ['uploads', /^UPLOAD#(?<name>.+)$/],
    ['marks', /^AUDITED$/],
  ],
  audit: [['auditRecords', /^/]],
  spent: [['spent', /^(?<month>[^#]+)#(?<shard>\d+)$/]],
};

/** @returns undefined for what is about no member, such as a token; what a member's partition holds besides is `other` */
export function placeOf({ pk, sk }: TableKey): Place | undefined {
  if (pk.startsWith(PARTITIONS.member)) {
    const [app, member] = halves(pk.slice(PARTITIONS.member.length));
    return { ...formOf(sk, 'member'), app, member };
  }
  if (pk.startsWith(PARTITIONS.message)) {
    const [app, id] = halves(pk.slice(PARTITIONS.message.length));
    // An id is hex: what is behind a hyphen tells which of the message's audit records is marked.
    const [message = ''] = id.split('-');
    return { ...formOf(sk, 'message'), app, message };
  }
  if (pk.startsWith(PARTITIONS.audit))
    return { ...formOf(sk, 'audit'), app: pk.slice(PARTITIONS.audit.length) };
  if (pk.startsWith(PARTITIONS.spent))
    return { ...formOf(sk, 'spent'), app: pk.slice(PARTITIONS.spent.length) };
  return undefined;
}

function formOf(sk: string, partition: keyof typeof FORMS): Pick<Place, 'kind' | 'named'> {
  for (const [kind, form] of FORMS[partition]) {
    const found = form.exec(sk);
    if (found) return { kind, named: { ...found.groups } };
  }
  return { kind: 'other', named: { key: sk } };
}

/** An app's name has no `#` in it. */
function halves(rest: string): [string, string] {
  const at = rest.indexOf('#');
  return [rest.slice(0, at), rest.slice(at + 1)];
}
