import type { MemoryConfig } from '../shared/bot-config';
import type { Member, Memory, ModelUsage, Profile, Turn } from './ports';

const MS_PER_MINUTE = 60_000;
const SECONDS_PER_DAY = 86_400;

/** Nothing was asked of the model. */
export const NO_USAGE: ModelUsage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0 };

/** Whether what was said last is too long ago to be continued. */
export function isIdle(profile: Profile, now: number, memory: MemoryConfig): boolean {
  return now - profile.activeAt > memory.idleMinutes * MS_PER_MINUTE;
}

/** The conversation to which a message belongs: the open one, or a new one named by the message. */
export function conversationOf(
  profile: Profile | undefined,
  message: string,
  now: number,
  memory: MemoryConfig,
): string {
  return profile && !isIdle(profile, now, memory) ? profile.conversation : message;
}

/** The turns to show to the model: the latest that fit the limits, oldest first. */
export async function recall(
  memory: Pick<Memory, 'latestTurns'>,
  member: Member,
  conversation: string,
  limits: MemoryConfig,
): Promise<Turn[]> {
  // DynamoDB refuses a limit of nothing.
  if (limits.maxTurns === 0) return [];
  const turns = await memory.latestTurns(member, conversation, limits.maxTurns);
  return withinTokens(turns, limits.maxTokens);
}

/** The latest turns whose tokens together stay within the budget, oldest first. */
export function withinTokens(turns: readonly Turn[], maxTokens: number): Turn[] {
  let total = 0;
  let first = turns.length;
  for (const [index, turn] of [...turns.entries()].reverse()) {
    total += turn.tokens;
    if (total > maxTokens) break;
    first = index;
  }
  return turns.slice(first);
}

/**
 * What a turn adds to a later request, from the usage of its own request, which counted the earlier turns as well.
 * The first turn's share holds the persona: too much rather than too little.
 */
export function tokensOf(usage: ModelUsage, earlier: readonly Turn[]): number {
  const counted = earlier.reduce((sum, turn) => sum + turn.tokens, 0);
  return Math.max(1, usage.inputTokens + usage.outputTokens - counted);
}

/** A picture of usual size, as OpenAI's models count it. */
const TOKENS_OF_PICTURE = 1_000;

/** For providers that report no usage. A token is three bytes of UTF-8 or more in the languages of our members. */
export function estimateUsage(
  persona: string,
  earlier: readonly Turn[],
  question: string,
  answer: string,
  pictures = 0,
): ModelUsage {
  const tokens = (text: string): number => Math.ceil(new TextEncoder().encode(text).length / 3);
  const counted = earlier.reduce((sum, turn) => sum + turn.tokens, 0);
  return {
    inputTokens: tokens(persona) + counted + tokens(question) + pictures * TOKENS_OF_PICTURE,
    cachedTokens: 0,
    outputTokens: tokens(answer),
    reasoningTokens: 0,
  };
}

/** When a turn made now is to be deleted; seconds since epoch. */
export function turnExpiry(now: number, memory: MemoryConfig): number {
  return Math.floor(now / 1000) + memory.keepDays * SECONDS_PER_DAY;
}
