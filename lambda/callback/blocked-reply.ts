import type { Block } from '../chat/ports';
import { textsIn } from '../chat/texts';
import type { BotConfig } from '../shared/bot-config';
import { errorFields, type Log } from '../shared/log';
import { passiveReply, type Seal } from '../wecom/passive-reply';

/** What it takes to tell a member that an app is blocked. */
export interface BlockedReplyPorts {
  readonly config: Pick<BotConfig, 'language'>;
  /** What keeps the app from sending. Rejects when `signal` is aborted. */
  readonly blockOf: (app: string, signal: AbortSignal) => Promise<Block | undefined>;
  /** So many bytes that nobody can guess. */
  readonly random: (bytes: number) => Buffer;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  readonly log: Log;
}

/** A read takes milliseconds; of WeCom's 5 s it gets no more than this. */
const STATUS_MS = 1_000;
const UNTRUSTED_ADDRESS = 60020;

/**
 * What to answer a callback of a member: while WeCom refuses the app, a passive reply that says so, since it needs no
 * trusted address; else nothing. Never rejects: a status that can't be read in time counts as not blocked.
 * @param member UserID as the callback spelled it
 * @param isKept whether a message of the member waits until the block ends
 */
export async function blockedReply(
  { config, blockOf, random, clock, log }: BlockedReplyPorts,
  app: string,
  seal: Seal,
  member: string,
  isKept: boolean,
): Promise<string> {
  try {
    const block = await blockOf(app, AbortSignal.timeout(STATUS_MS));
    if (!block) return '';
    const content = sentenceOf(block, config, isKept);
    return passiveReply(seal, { to: member, content, at: clock() }, random(32));
  } catch (error) {
    log.warn('status not read', { app, ...errorFields(error) });
    return '';
  }
}

function sentenceOf(
  { errcode, address }: Block,
  { language }: BlockedReplyPorts['config'],
  isKept: boolean,
): string {
  const { untrustedAddress, other } = textsIn(language).blocked;
  return errcode === UNTRUSTED_ADDRESS && address !== undefined
    ? untrustedAddress(address, isKept)
    : other(errcode, isKept);
}
