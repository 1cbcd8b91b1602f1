import { isAdmin } from '../chat/audience';
import type { AppStatus, Block } from '../chat/ports';
import { waitingTextsIn } from '../chat/texts/waiting';
import type { BotConfig } from '../shared/bot-config';
import { memberId } from '../shared/member-id';
import { errorFields, type Log } from '../shared/log';
import { passiveReply, type Seal } from '../wecom/passive-reply';

/** What it takes to tell a member that an app can't answer now. */
export interface WaitingReplyPorts {
  readonly config: Pick<BotConfig, 'language' | 'timing' | 'admins'>;
  /** What keeps the app from answering. Rejects when `signal` is aborted. */
  readonly statusOf: (app: string, signal: AbortSignal) => Promise<AppStatus>;
  /** So many bytes that nobody can guess. */
  readonly random: (bytes: number) => Buffer;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  readonly log: Log;
}

const UNTRUSTED_ADDRESS = 60020;

/**
 * What to answer a callback of a member: while the app is paused, or WeCom refuses it, a passive reply that says so, since
 * it needs no trusted address; else nothing. Never rejects: a status that can't be read in time counts as neither.
 * @param member UserID as the callback spelled it
 * @param isKept whether a message of the member waits meanwhile
 */
export async function waitingReply(
  { config, statusOf, random, clock, log }: WaitingReplyPorts,
  app: string,
  seal: Seal,
  member: string,
  isKept: boolean,
): Promise<string> {
  try {
    const content = sentenceFor(
      await statusOf(app, AbortSignal.timeout(config.timing.statusMs)),
      config,
      isKept,
      isAdmin(config, memberId(member)),
    );
    return content === undefined ? '' : passiveReply(seal, { to: member, content, at: clock() }, random(32));
  } catch (error) {
    log.warn('status not read', { app, ...errorFields(error) });
    return '';
  }
}

function sentenceFor(
  { pause, block }: AppStatus,
  { language }: Pick<BotConfig, 'language'>,
  isKept: boolean,
  isFromAdmin: boolean,
): string | undefined {
  const { paused, blocked } = waitingTextsIn(language);
  // What an admin writes does not wait for the end of a pause: the worker answers it.
  if (pause && !(isFromAdmin && isKept)) return paused(isKept);
  return block && ofBlock(block, blocked, isKept);
}

function ofBlock(
  { errcode, address }: Block,
  { untrustedAddress, other }: ReturnType<typeof waitingTextsIn>['blocked'],
  isKept: boolean,
): string {
  return errcode === UNTRUSTED_ADDRESS && address !== undefined
    ? untrustedAddress(address, isKept)
    : other(errcode, isKept);
}
