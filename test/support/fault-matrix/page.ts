import { GROUPS, type FaultRow, type Observed } from './row';

const INTRODUCTION = `# When something goes wrong

Every fault below is made to happen by \`test/promises/fault-matrix.test.ts\`, in a run of the whole stack with short durations; this page is what that run saw, written by \`npm run faults\`. "Later" means that the message waited in the queue and was answered by itself, in its turn. What the dead-letter queue keeps, [\`npm run redrive\`](redrive.md) puts back.

An admin finds the lines by \`event\` and \`code\` (\`reason\` or \`status\` where there is none) in the logs of the functions.
`;

/** The page of documentation about what was seen. */
export function faultsPage(results: ReadonlyMap<FaultRow, Observed>): string {
  const sections = GROUPS.map((group) => {
    const rows = merged([...results].filter(([row]) => row.group === group));
    return `## ${group}\n\n| What goes wrong | What the member sees | What the admin sees | The end |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return [INTRODUCTION, ...sections].join('\n');
}

/** Codes of which the same came share a row. */
function merged(results: readonly (readonly [FaultRow, Observed])[]): string[] {
  const codesOf = new Map<string, number[]>();
  for (const [{ fault, errcode }, observed] of results) {
    const text = tableRow(fault, observed);
    const key =
      errcode === undefined ? text : text.replaceAll(new RegExp(`(?<!\\d)${errcode}(?!\\d)`, 'g'), CODE);
    codesOf.set(key, [...(codesOf.get(key) ?? []), ...(errcode === undefined ? [] : [errcode])]);
  }
  return [...codesOf].map(([text, codes]) => {
    const [only, ...others] = codes;
    if (only === undefined) return text;
    if (others.length === 0) return text.replaceAll(CODE, String(only));
    return text.replace(CODE, ranges(codes)).replaceAll(CODE, 'N');
  });
}

const CODE = '\u0000';

function ranges(codes: readonly number[]): string {
  const [first = 0] = codes;
  const last = codes.at(-1) ?? first;
  const isRange = codes.length > 5 && last - first === codes.length - 1;
  return isRange ? `${first} to ${last}` : codes.join(', ');
}

function tableRow(fault: string, { member, admin, end }: Observed): string {
  const cells = [
    fault,
    member.length === 0 ? '–' : member.join('\n\n'),
    admin.length === 0
      ? '–'
      : admin
          .map(
            ({ event, code, says }) =>
              `\`${event}\`${code && ` \`${code}\``}${says && `: ${withoutQuote(says)}`}`,
          )
          .join('\n\n'),
    end,
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** WeCom's own words are another for each code. */
function withoutQuote(says: string): string {
  return says.replace(/, "[^"]*"(?=\))/, '');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n\n', '<br><br>').replaceAll('\n', '<br>');
}
