import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { checkFree, writeOut } from './files/out-file';
import { readArguments, type EraseOptions, type ExportOptions, type MemberOptions } from './member/arguments';
import { confirm } from './member/confirm';
import { erase, planErasing } from './member/erase';
import { exportOf } from './member/export';
import { MemberError } from './member/faults';
import { findItems, type FoundItem } from './member/find';
import { eraseReport, exportReport, planInWords } from './member/report';
import { WholeTable } from './member/table';
import { CLIENT, runStackCommand } from './stack/command';
import type { FoundStack } from './stack/find';
import type { Report } from './stack/report';
import { terminalOver } from './terminal/terminal';
import type { MemberTexts } from './texts/member-texts';
import { UsageError } from './usage-error';

const OUTPUTS = ['BotTableName', 'AppNames'] as const;
const NOT_ALL = 1;

void runStackCommand(
  {
    texts: ({ member }) => member,
    read: (args, { usage, stack, member }) => readArguments(args, { ...usage, ...stack, ...member.usage }),
    outputs: OUTPUTS,
    act: (options, stack, texts) => actOn(options, stack, texts.member),
  },
  process.argv.slice(2),
);

async function actOn(
  options: MemberOptions,
  { outputs, dynamodb }: FoundStack<(typeof OUTPUTS)[number]>,
  texts: MemberTexts,
): Promise<Report> {
  const { action, app } = options;
  if (action === 'erase' && !options.yes && !process.stdin.isTTY)
    throw new UsageError(texts.usage.nobodyToAsk);
  if (action === 'export' && options.out !== undefined) checkFree(options.out, options.force);
  const table = new WholeTable(new DynamoDBClient({ ...CLIENT, ...dynamodb }), outputs.BotTableName);
  const items = await findItems(table, options, Date.now());
  const apps = outputs.AppNames.split(',');
  // Of an app that was taken out of config.ts there may be something left.
  if (app !== undefined && items.length === 0 && !apps.includes(app))
    throw new MemberError({ code: 'no-such-app', app, apps });
  return action === 'export'
    ? exportItems(options, table, items, texts)
    : eraseItems(options, table, items, texts);
}

async function exportItems(
  { member, out, force, pictures }: ExportOptions,
  table: WholeTable,
  items: readonly FoundItem[],
  texts: MemberTexts,
): Promise<Report> {
  const exported = await exportOf(table, member, items, { pictures, now: Date.now() });
  const report = exportReport(member, items, out, texts);
  const text = JSON.stringify(exported, null, 2);
  if (out === undefined) {
    console.error(report.text);
    return { text, json: { ok: true, ...exported } };
  }
  writeOut(out, `${text}\n`, force);
  return report;
}

async function eraseItems(
  { member, all, yes }: EraseOptions,
  table: WholeTable,
  items: readonly FoundItem[],
  texts: MemberTexts,
): Promise<Report> {
  const plan = planErasing(items, all);
  if (!yes && plan.erased.length > 0) {
    console.error(planInWords(member, plan, texts));
    const terminal = terminalOver({ input: process.stdin, output: process.stderr });
    await confirm(member, terminal, texts);
  }
  const done = await erase(table, member, plan, Date.now());
  if (done.underWay.length > 0) process.exitCode = NOT_ALL;
  return eraseReport(member, done, texts);
}
