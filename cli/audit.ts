import { readArguments, type AskOptions, type AuditOptions, type RecordsOptions } from './audit/arguments';
import { queryOf } from './audit/questions';
import { recordsIn } from './audit/records';
import { isCutOff, jsonOf, listReport, tableOf } from './audit/report';
import { ask } from './insights/ask';
import { checkApp, logToAsk } from './insights/log-to-ask';
import { periodMeant } from './insights/options';
import { Lines } from './audit/lines';
import { logGroupOf } from './logs/read';
import { find, runCommand } from './stack/command';
import type { Report } from './stack/report';
import type { Texts } from './texts/texts';

void runCommand(
  {
    texts: ({ audit }) => audit,
    read: (args, { usage, stack, insights, audit }) =>
      readArguments(args, { ...usage, ...stack, ...insights.usage, ...audit.usage }),
    act,
  },
  process.argv.slice(2),
);

async function act(options: AuditOptions, texts: Texts): Promise<Report | undefined> {
  switch (options.action) {
    case 'list':
      return listReport(texts.audit);
    case 'ask':
      return answer(options, texts);
    case 'records':
      return printRecords(options, texts);
  }
}

async function answer(options: AskOptions, { audit, insights }: Texts): Promise<undefined> {
  const { question, app, member, json } = options;
  const period = periodMeant(options.period, Date.now(), undefined, insights.usage);
  const source = question.of === 'audit' ? 'AuditLogName' : 'LogGroups';
  const { outputs, logs } = await find<'AppNames' | typeof source>(options, ['AppNames', source]);
  console.error(audit.asking(audit.titles[question.id] ?? question.name, period));
  const group = question.of === 'audit' ? outputs.AuditLogName : logGroupOf(outputs.LogGroups, 'callback');
  const rows = await ask(logToAsk(logs, group, insights), queryOf(question, member, app), period);
  checkApp(app, outputs.AppNames, rows.length > 0);
  if (json) {
    const lines = new Lines(process.stdout);
    for (const row of rows) await lines.print(jsonOf(question, row));
  } else {
    console.log(rows.length === 0 ? audit.nothing : tableOf(question, rows).join('\n'));
  }
  if (isCutOff(question, rows)) console.error(audit.cutOff(rows.length));
  console.error(insights.lastMinute);
  return undefined;
}

async function printRecords(options: RecordsOptions, { audit, insights }: Texts): Promise<undefined> {
  const period = periodMeant(options.period, Date.now(), undefined, insights.usage);
  const { outputs, logs } = await find(options, ['AppNames', 'AuditLogName']);
  const { client, group } = logToAsk(logs, outputs.AuditLogName, insights);
  const lines = new Lines(process.stdout);
  for await (const record of recordsIn(client, group, period, options)) await lines.print(record);
  checkApp(options.app, outputs.AppNames, lines.count > 0);
  console.error(audit.printed(lines.count, period));
  console.error(insights.lastMinute);
  return undefined;
}
