import { auditPage } from './audit';
import { commandsPage } from './commands';
import { configurationPage } from './configuration';
import { costPage } from './cost/page';
import { errorsPage } from './errors';
import { metricsPage } from './metrics';
import { runbookPage } from './runbook/page';

/** The pages of docs/ that are made from the code: `npm run docs` writes them, and a test holds them to it. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'audit.md': auditPage,
  'commands.md': commandsPage,
  'configuration.md': configurationPage,
  'cost.md': costPage,
  'errors.md': errorsPage,
  'metrics.md': metricsPage,
  'runbook.md': () => runbookPage('en'),
  'runbook.zh-CN.md': () => runbookPage('zh-CN'),
};
