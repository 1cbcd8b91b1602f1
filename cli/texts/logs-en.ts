import type { LogsTexts } from './logs-texts';
import { stackEn } from './stack-en';

export const logsEn: LogsTexts = {
  help: `npm run logs -- [options] [FUNCTION …]

The lines that the functions have written, of all of them by time, the oldest first.

  FUNCTION       callback, worker, recovery, doctor or notifier; all of them if not given
  --since TIME   from when on: 45s, 30m, 1h (default), 2d, or 2026-11-26, 2026-11-26T10:00 by this machine's clock
  --follow       goes on with what comes, until Ctrl-C
  --level LEVEL  info, warn or error: lines that are at least so bad
  --member USER  lines about a member, by userid
  --message ID   lines about a message, by its id or the beginning of it
  --app NAME     lines about an app of config.ts
  --event TEXT   lines whose event has this in its name
  --grep TEXT    lines that have this in them
  --all          also Lambda's own lines (START, REPORT …) and those that hold metrics
${stackEn.commonHelp('logs', 'docs/logs.md')}

With --json each line is one JSON object: what the function wrote, with time (UTC) and function.
The lines hold userids, ids and codes, and nothing of what was said.`,

  usage: {
    notATime:
      '--since takes how long ago (45s, 30m, 1h, 2d), or a time that has been (2026-11-26, 2026-11-26T10:00).',
    notALevel: '--level takes info, warn or error.',
  },

  none: (since) =>
    `No lines since ${since}. A function writes when it is called; the newest lines may take some seconds to be here.`,
  noneFit: (since) =>
    `No lines since ${since} that are as asked for. There may be others: ask for less, or for longer.`,

  faults: {
    ...stackEn.faults('docs/logs.md'),
    'no-such-function': ({ name, functions }) => ({
      what: `The stack has no function ${name}.`,
      why: `Its functions are: ${functions.join(', ')}.`,
      next: 'Name some of these, or none for all of them.',
    }),
  },
};
