import { auditPage } from './audit';
import { configurationPage } from './configuration';
import { costPage } from './cost/page';
import { runbookPage } from './runbook/page';

/** The pages of docs/ that are made from the code: `npm run docs` writes them, and a test holds them to it. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'audit.md': auditPage,
  'configuration.md': configurationPage,
  'cost.md': costPage,
  'runbook.md': () => runbookPage('en'),
  'runbook.zh-CN.md': () => runbookPage('zh-CN'),
};
