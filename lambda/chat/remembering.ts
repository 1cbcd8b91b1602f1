import { uncount, type AccountingPorts } from './accounting';
import { outcomeRecord } from './audit';
import { picturesIn, questionIn } from './asking';
import type { JudgingPorts } from './findings';
import { turnExpiry } from './conversation';
import { answerIn, isAnswer } from './delivery';
import type {
  Audit,
  DeliveryRecord,
  Directory,
  Member,
  Memory,
  Outcome,
  Profile,
  QueuedMessage,
  Turn,
} from './ports';
import { textsIn } from './texts';
import type { AuditRecord } from '../shared/audit-record';
import type { QueueMessage } from '../shared/queue-message';

/** What remembering a message takes. */
export interface RememberingPorts extends AccountingPorts, Pick<JudgingPorts, 'wordsOf'> {
  readonly memory: Memory;
  readonly audit: Audit;
  readonly directory: Directory;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
}

/** Names change seldom, and each question to WeCom costs the member behind it some time. */
const NAME_KEPT_MS = 7 * 86_400_000;

/**
 * Writes what became of a message, under keys that its record fixes, so that repeating it changes nothing.
 * @param profile the member's as it was before
 * @returns what is to be put into the log; undefined if nothing came of the message yet
 */
export async function remember(
  ports: RememberingPorts,
  message: QueueMessage,
  queued: Pick<QueuedMessage, 'queuedAt'>,
  record: DeliveryRecord,
  profile: Profile | undefined,
): Promise<AuditRecord | undefined> {
  const { memory, audit, config, clock } = ports;
  const { conclusion, place, parts, receivedAt } = record;
  const app = config.apps[message.app];
  if (!conclusion || !app) return undefined;
  const { outcome, tokens } = conclusion;
  const member: Member = { app: message.app, id: message.member };
  const now = clock();
  if (isAnswer(outcome)) {
    const { forModel } = textsIn(config.language);
    const pictures = picturesIn(message.content, receivedAt);
    const asked = questionIn(message.content, record.understood, textsIn(config.language));
    const turn: Turn = {
      // The model is shown it again.
      question: ports.wordsOf(message.app).judge(asked).text,
      answer: answerIn(parts).trim() || forModel.drawn,
      tokens,
      ...(pictures.length > 0 && { pictures }),
    };
    await memory.saveTurn(member, place, turn, turnExpiry(now, config.memory));
  }
  const isToErase = outcome === 'erased' || (outcome === 'left' && config.eraseOnLeave);
  if (isToErase) await memory.erase(member);
  const changed = profileAfter(outcome, record, profile, now);
  const named = changed && (outcome === 'left' ? changed : await withName(ports, member, changed, now));
  await uncount(ports, member, record);
  const audited = outcomeRecord(message, queued, record, config, app, (named ?? profile)?.name, now);
  if (audited) await audit.add(audited);
  // Last, since a greeting that the profile knows of is not looked at again.
  if (named) await memory.saveProfile(member, named);
  return audited;
}

/** @returns undefined if it stays as it is */
function profileAfter(
  outcome: Outcome,
  { place, id, conclusion }: DeliveryRecord,
  profile: Profile | undefined,
  now: number,
): Profile | undefined {
  const { choices } = conclusion ?? {};
  if (isAnswer(outcome)) return { ...profile, conversation: place.conversation, activeAt: now };
  switch (outcome) {
    case 'new-conversation':
    case 'erased':
      return { ...profile, conversation: id, activeAt: now };
    case 'welcomed':
      return { conversation: id, activeAt: now, ...profile, welcomedAt: now };
    // Whoever has this userid next inherits nothing.
    case 'left':
      return { conversation: id, activeAt: now };
    // Another role does not go on with what the last one said.
    case 'persona':
      return choices && { ...profile, ...choices, conversation: id, activeAt: now };
    default:
      return choices && { conversation: id, activeAt: now, ...profile, ...choices };
  }
}

async function withName(
  { directory }: RememberingPorts,
  member: Member,
  profile: Profile,
  now: number,
): Promise<Profile> {
  const { namedAt } = profile;
  if (namedAt !== undefined && now - namedAt < NAME_KEPT_MS) return profile;
  const name = await directory.nameOf(member);
  return { ...profile, ...(name !== undefined && { name }), namedAt: now };
}
