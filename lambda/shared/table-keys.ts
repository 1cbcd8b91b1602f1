/** Keys of the one table: see "State" in docs/architecture.md. Userids are in lower case by the time they get here. */
export const TABLE_KEYS = { partition: 'pk', sort: 'sk', timeToLive: 'expiresAt' } as const;

export interface TableKey {
  readonly pk: string;
  readonly sk: string;
}

/** How the partitions begin that functions may be confined to. */
export const PARTITIONS = {
  token: 'TOKEN#',
  status: 'STATUS#',
  audit: 'AUDIT#',
  member: 'MEMBER#',
  message: 'MESSAGE#',
  spent: 'SPENT#',
} as const;

/** What is known of a member. */
export const profileKey = (app: string, member: string): TableKey => ({
  pk: memberPk(app, member),
  sk: 'PROFILE',
});

/** One question with its answer. `sequence` has a fixed width, so that keys sort as the queue did. */
export const turnKey = (app: string, member: string, conversation: string, sequence: string): TableKey => ({
  pk: memberPk(app, member),
  sk: `${turnPrefix(conversation)}${sequence.padStart(20, '0')}`,
});

export const turnPrefix = (conversation: string): string => `TURN#${conversation}#`;

/** A picture that a member sent, for the conversation in which it was sent. */
export const pictureKey = (app: string, member: string, conversation: string, mediaId: string): TableKey => ({
  pk: memberPk(app, member),
  sk: `${PICTURE_PREFIX}${conversation}#${mediaId}`,
});

/** All that a member said, and all pictures that they sent. */
export const saidPrefixes = (app: string, member: string): TableKey[] =>
  ['TURN#', PICTURE_PREFIX].map((sk) => ({ pk: memberPk(app, member), sk }));

const PICTURE_PREFIX = 'PICTURE#';

/** What a member used on one day, `YYYY-MM-DD`; with less of the date, where such keys begin. */
export const usageKey = (app: string, member: string, date: string): TableKey => ({
  pk: memberPk(app, member),
  sk: `USAGE#${date}`,
});

/** What admins have set for a member. */
export const controlKey = (app: string, member: string): TableKey => ({
  pk: memberPk(app, member),
  sk: 'CONTROL',
});

/** What an admin has yet to confirm. */
export const pendingKey = (app: string, member: string): TableKey => ({
  pk: memberPk(app, member),
  sk: 'PENDING',
});

/** What an app's members used on a day, `YYYY-MM-DD`, or in a month, `YYYY-MM`; in several items, each of so many members. */
export const spentKey = (app: string, period: string, shard: number): TableKey => ({
  pk: `${PARTITIONS.spent}${app}`,
  sk: `${period}#${String(shard).padStart(2, '0')}`,
});

/** All of these items. */
export const spentPrefix = (app: string, period: string): TableKey => ({
  pk: `${PARTITIONS.spent}${app}`,
  sk: `${period}#`,
});

/** When a member was sent something lately. */
export const paceKey = (app: string, member: string): TableKey => ({ pk: memberPk(app, member), sk: 'PACE' });

/** An audit record that is not in the log yet. */
export const auditKey = ({ app, time, id }: { app: string; time: string; id: string }): TableKey => ({
  pk: auditPartition(app),
  sk: `${time}#${id}`,
});

/** All audit records of an app that are not in the log yet, the oldest first. */
export const auditPartition = (app: string): string => `${PARTITIONS.audit}${app}`;

/** That an audit record was written which must be written once alone. */
export const auditedKey = (app: string, id: string): TableKey => ({
  pk: messagePk(app, id),
  sk: 'AUDITED',
});

/** What became of one WeCom message. */
export const deliveryKey = (app: string, id: string): TableKey => ({
  pk: messagePk(app, id),
  sk: 'DELIVERY',
});

/** A file that belongs to the answer to a message. */
export const attachmentKey = (app: string, id: string, name: string): TableKey => ({
  pk: messagePk(app, id),
  sk: `ATTACHMENT#${name}`,
});

/** Where WeCom has it. */
export const uploadKey = (app: string, id: string, name: string): TableKey => ({
  pk: messagePk(app, id),
  sk: `UPLOAD#${name}`,
});

/** The app's access token, shared by all sandboxes. */
export const accessTokenKey = (app: string): TableKey => ({
  pk: `${PARTITIONS.token}${app}`,
  sk: 'ACCESS_TOKEN',
});

/** Whether the app may send; of the app `*`, whether any may. */
export const statusKey = (app: string): TableKey => ({ pk: `${PARTITIONS.status}${app}`, sk: 'STATUS' });

/** When a message, or an event, of the app last came. */
export const arrivalKey = (app: string, kind: 'message' | 'event'): TableKey => ({
  pk: `${PARTITIONS.status}${app}`,
  sk: `ARRIVAL#${kind}`,
});

const memberPk = (app: string, member: string): string => `${PARTITIONS.member}${app}#${member}`;
const messagePk = (app: string, id: string): string => `${PARTITIONS.message}${app}#${id}`;
