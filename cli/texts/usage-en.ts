import { fileFaultsEn } from './files-en';
import { insightsEn } from './insights-en';
import { stackEn } from './stack-en';
import type { UsageTexts } from './usage-texts';

export const usageEn: UsageTexts = {
  help: `npm run usage -- [options]

Who used how much: messages, tokens and US dollars, from the audit log. Each message counts once: it was answered
by the model, is a command that the bot answers itself (such as /help), or was not answered. Dollars are those of the
configuration's prices, not of an invoice.

  --by WHAT      member (default), app, model or day, or several of them: app,day
${insightsEn.periodHelp('this month', "the stack's configuration")}
  --app NAME     one app
  --csv FILE     also as CSV; - prints it instead of the table
  --svg FILE     also as a picture: a bar for each day, with a colour for each app, model or member of --by
  --force        writes over files that are there
${stackEn.commonHelp('usage', 'docs/usage-and-audit.md')}

So that npm adds nothing of its own: npm run --silent usage -- --csv - > usage.csv`,

  usage: {
    notBy: '--by is member, app, model or day, or several of them, each once: app,day',
    svgIsAFile: '--svg needs the name of a file.',
    csvOrJson: 'Only one can be printed: --csv - or --json.',
    twoFiles: '--csv and --svg need two files.',
    forceWithoutFile: '--force needs --csv FILE or --svg FILE.',
  },

  asking: (period) => `Usage, ${period}`,
  dimensions: { member: 'MEMBER', app: 'APP', model: 'MODEL', day: 'DAY' },
  figures: ['MESSAGES', 'ANSWERED', 'COMMANDS', 'NOT ANSWERED', 'TOKENS IN', 'TOKENS OUT', 'USD'],
  together: 'all',
  others: 'others',
  nothing: 'Nobody used anything.',
  estimated: '~ Some of it is estimated: where an answer broke off, the provider had not said what it took.',
  daysOf: (timeZone) => `Days are those of ${timeZone}, as the stack is configured.`,
  daysOfUtc:
    'Days are those of UTC: the stack names no time zone that is known here. One of an older release names none: deploy it again.',
  plotTitles: { usd: 'US dollars by day', messages: 'Messages by day' },
  written: (file) => `✓ Written to ${file}`,
  faults: { ...insightsEn.faults('docs/usage-and-audit.md'), ...fileFaultsEn },
};
