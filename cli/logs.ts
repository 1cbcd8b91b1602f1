import { setTimeout } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { readArguments, type LogsOptions } from './logs/arguments';
import { entryOf } from './logs/entry';
import { fits, isNarrow, patternOf } from './logs/filter';
import { follow } from './logs/follow';
import { readEvents, sourcesIn, type FoundEvent } from './logs/read';
import { jsonOf, lineOf } from './logs/report';
import { CLIENT, runStackCommand } from './stack/command';
import type { FoundStack } from './stack/find';
import { localTime } from './stack/report';
import type { LogsTexts } from './texts/logs-texts';

const POLL_MS = 2_000;

void runStackCommand(
  {
    texts: ({ logs }) => logs,
    read: (args, { usage, stack, logs }) =>
      readArguments(args, { ...usage, ...stack, ...logs.usage }, Date.now()),
    outputs: ['LogGroups'],
    act: (options, stack, texts) => showLogs(options, stack, texts.logs),
  },
  process.argv.slice(2),
);

async function showLogs(
  options: LogsOptions,
  { outputs, logs }: FoundStack<'LogGroups'>,
  texts: LogsTexts,
): Promise<undefined> {
  const sources = sourcesIn(outputs.LogGroups, options.functions);
  const width = Math.max(...sources.map((source) => source.function.length));
  const client = new CloudWatchLogsClient({ ...CLIENT, ...logs });
  const read = (from: number) => readEvents(client, sources, from, patternOf(options));
  const show = (events: readonly FoundEvent[]): number => {
    const entries = events
      .map((event) => entryOf(event, event.function))
      .filter((entry) => fits(entry, options));
    for (const entry of entries) console.log(options.json ? jsonOf(entry) : lineOf(entry, width));
    return entries.length;
  };
  endQuietly(options.follow);

  if (options.follow) {
    const wait = () => setTimeout(POLL_MS, true);
    for await (const events of follow(read, options.since, wait)) show(events);
  } else if (show(await read(options.since)) === 0) {
    const since = localTime(options.since);
    console.error(isNarrow(options) ? texts.noneFit(since) : texts.none(since));
  }
  return undefined;
}

/** Ctrl-C is how following ends; and whoever reads, e.g. `head`, may have enough. */
function endQuietly(isFollowing: boolean): void {
  if (isFollowing) process.once('SIGINT', () => process.exit(0));
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));
}
