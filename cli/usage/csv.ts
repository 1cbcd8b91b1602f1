import type { Dimension } from './arguments';
import type { Total } from './totals';

/** Totals as a table of RFC 4180, with a line that names the columns. */
export function csvOf(totals: readonly Total[], by: readonly Dimension[]): string {
  const hasMember = by.includes('member');
  const header = [
    ...by,
    ...(hasMember ? ['name'] : []),
    'messages',
    'answered',
    'commands',
    'unanswered',
    'inputTokens',
    'outputTokens',
    'usd',
    'estimated',
  ];
  const rows = totals.map((total) => [
    ...total.keys,
    ...(hasMember ? [total.name] : []),
    ...[
      total.messages,
      total.answered,
      total.commands,
      total.unanswered,
      total.inputTokens,
      total.outputTokens,
    ],
    total.usd,
    total.isEstimated ? 'yes' : 'no',
  ]);
  return [header, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

/** Text that a spreadsheet would take for a formula, or run, is text by an apostrophe before it. */
function cellOf(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@＝＋－＠\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
