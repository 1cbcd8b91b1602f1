import { checkFree, writeOut } from './files/out-file';
import { checkApp, logToAsk } from './insights/log-to-ask';
import { periodMeant } from './insights/options';
import { runStackCommand } from './stack/command';
import type { FoundStack } from './stack/find';
import type { Report } from './stack/report';
import type { Texts } from './texts/texts';
import { readArguments, STDOUT, type UsageOptions } from './usage/arguments';
import { csvOf } from './usage/csv';
import { messagesIn } from './usage/messages';
import { plotOf } from './usage/plot';
import { notesOf, periodInWords, usageReport } from './usage/report';
import { svgOf } from './usage/svg';
import { zoneOf } from './usage/time-zone';
import { totalOf, totalsBy } from './usage/totals';

const OUTPUTS = ['AuditLogName', 'AppNames'] as const;
/** By it spreadsheets know that a file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

void runStackCommand(
  {
    texts: (texts) => texts.usageOfMembers,
    read: (args, { usage, stack, insights, usageOfMembers }) =>
      readArguments(args, { ...usage, ...stack, ...insights.usage, ...usageOfMembers.usage }),
    outputs: OUTPUTS,
    act: report,
  },
  process.argv.slice(2),
);

async function report(
  options: UsageOptions,
  { outputs, allOutputs, logs }: FoundStack<(typeof OUTPUTS)[number]>,
  { insights, usageOfMembers: texts }: Texts,
): Promise<Report> {
  const { by, app, csv, svg, force } = options;
  const files = [csv, svg].filter((file) => file !== undefined).filter((file) => file !== STDOUT);
  for (const file of files) checkFree(file, force);
  const log = logToAsk(logs, outputs.AuditLogName, insights);
  const zone = zoneOf(allOutputs);
  const { timeZone } = zone;
  const period = periodMeant(options.period, log.clock(), timeZone, insights.usage);
  const when = periodInWords(period, zone);
  console.error(texts.asking(when));
  const messages = await messagesIn(log, period, app);
  checkApp(app, outputs.AppNames, messages.length > 0);

  const totals = totalsBy(messages, by, timeZone);
  const usage = { totals, all: totalOf(messages, []), period, zone };
  if (csv !== undefined && csv !== STDOUT) writeOut(csv, BYTE_ORDER_MARK + csvOf(totals, by), force);
  if (svg !== undefined) {
    const plot = plotOf(messages, by, period, timeZone, { all: texts.together, others: texts.others });
    const words = { title: texts.plotTitles[plot.unit], subtitle: `${when} ${timeZone}` };
    writeOut(svg, svgOf(plot, words), force);
  }
  for (const note of [...notesOf(usage, texts), insights.lastMinute, ...files.map(texts.written)])
    console.error(note);
  const inTable = usageReport(usage, options, texts);
  return csv === STDOUT ? { ...inTable, text: csvOf(totals, by).trimEnd() } : inTable;
}
