import { budgetUsed } from '../chat/budget';
import { dateIn } from '../chat/calendar';
import type { Spendings } from '../chat/ports';
import type { BotConfig } from '../shared/bot-config';
import { errorFields, type Log } from '../shared/log';
import { METRICS, type Metrics } from '../shared/metrics';

/** What watching budgets takes. */
export interface BudgetPorts {
  readonly config: Pick<BotConfig, 'apps' | 'budget' | 'timeZone'>;
  readonly spendings: Spendings;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Says how much of their budgets apps have used; nothing where there is none. */
export async function watchBudgets(ports: BudgetPorts): Promise<void> {
  const { config, clock } = ports;
  const all = [config.budget, ...Object.values(config.apps).map(({ budget }) => budget)];
  if (all.every((budget) => Object.keys(budget).length === 0)) return;
  const today = dateIn(config.timeZone, clock());
  await Promise.all(Object.keys(config.apps).map((app) => watchBudget(ports, app, today)));
}

async function watchBudget(
  { config, spendings, log, metrics }: BudgetPorts,
  app: string,
  today: string,
): Promise<void> {
  try {
    const used = await budgetUsed(spendings, config, app, today);
    metrics.emit({ [METRICS.budget]: Math.round(used * 1000) / 10 }, { app }, {});
  } catch (error) {
    log.warn('budget not looked at', { app, ...errorFields(error) });
  }
}
