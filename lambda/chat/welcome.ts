import type { BotConfig } from '../shared/bot-config';
import type { Profile } from './ports';

const MS_PER_DAY = 86_400_000;

/** Whether a member who opens the app is to be welcomed. @param now ms since epoch */
export function isToBeWelcomed(
  profile: Profile | undefined,
  now: number,
  { welcomeEveryDays }: Pick<BotConfig, 'welcomeEveryDays'>,
): boolean {
  if (welcomeEveryDays === 0) return false;
  const { welcomedAt } = profile ?? {};
  return welcomedAt === undefined || now - welcomedAt >= welcomeEveryDays * MS_PER_DAY;
}
