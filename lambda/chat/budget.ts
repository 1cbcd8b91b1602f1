import type { BotConfig, Budget } from '../shared/bot-config';
import { monthOf } from './calendar';
import type { Spendings } from './ports';

/**
 * How much of its budgets an app has used: of the one of which it is most, 1 being all; 0 where there is none. What is
 * being answered is not in it.
 * @param date `2026-11-26`
 */
export async function budgetUsed(
  spendings: Spendings,
  { apps, budget }: Pick<BotConfig, 'apps' | 'budget'>,
  app: string,
  date: string,
): Promise<number> {
  const shares = await Promise.all([
    shareUsed(spendings, [app], apps[app]?.budget ?? {}, date),
    shareUsed(spendings, Object.keys(apps), budget, date),
  ]);
  return Math.max(...shares);
}

async function shareUsed(
  spendings: Spendings,
  apps: readonly string[],
  { day, month }: Budget,
  date: string,
): Promise<number> {
  const share = async (budget: number | undefined, period: string): Promise<number> => {
    if (budget === undefined) return 0;
    const spent = await Promise.all(apps.map((app) => spendings.spent(app, period)));
    return spent.reduce((sum, { cost }) => sum + cost, 0) / budget;
  };
  return Math.max(...(await Promise.all([share(day, date), share(month, monthOf(date))])));
}
