import { zhCn } from '../../../lambda/chat/texts/zh-cn';
import { APP_ROWS, REFUSED_ROWS, type AppRow } from './app-rows';
import { MODEL_ROWS } from './model-rows';
import { ANSWER, type FaultRow, type MemberRow, type Observed } from './row';
import { SEND_ROWS } from './send-rows';
import { SERVICE_ROWS } from './service-rows';
import { MatrixStack } from './stack';

/** The slow ones first. */
const MEMBER_ROWS: readonly MemberRow[] = [...SERVICE_ROWS, ...MODEL_ROWS.toReversed(), ...SEND_ROWS];

/** Every fault, as the page shows them. */
export const ROWS: readonly FaultRow[] = [
  ...SEND_ROWS,
  ...REFUSED_ROWS,
  ...APP_ROWS,
  ...SERVICE_ROWS,
  ...MODEL_ROWS,
];

/** Has every fault happen. @returns what came of each, or why that is not known */
export async function runFaultMatrix(): Promise<ReadonlyMap<FaultRow, Observed | Error>> {
  const results = await Promise.all([
    withStack((matrix) => beside(matrix, MEMBER_ROWS)),
    withStack((matrix) => oneByOne(matrix, APP_ROWS)),
    withStack((matrix) => oneByOne(matrix, REFUSED_ROWS)),
  ]);
  return new Map(results.flat());
}

type Result = readonly [row: FaultRow, observed: Observed | Error];

async function withStack(run: (matrix: MatrixStack) => Promise<Result[]>): Promise<Result[]> {
  const matrix = await MatrixStack.start();
  try {
    return await run(matrix);
  } finally {
    await matrix.close();
  }
}

/** Faults of single members: all are asked, then waited for. */
async function beside(matrix: MatrixStack, rows: readonly MemberRow[]): Promise<Result[]> {
  const cases = rows.map((row, index) => ({ row, member: matrix.member(`member-${index}-`) }));
  const faults = cases.flatMap(({ row, member: { userid } }) =>
    row.injected.send ? [{ api: 'message/send', member: userid, ...row.injected.send }] : [],
  );
  await matrix.control('PUT', 'faults', faults);
  const awsFaults = cases.flatMap(({ row, member: { userid } }) =>
    row.injected.aws ? [{ function: 'worker', member: userid, ...row.injected.aws }] : [],
  );
  await matrix.control('PUT', 'aws-faults', awsFaults);

  const ends: Promise<Error | undefined>[] = [];
  for (const { row, member } of cases) {
    const { command = '', question = `原样返回：${ANSWER}`, afterATurn = false } = row.injected;
    if (afterATurn) await member.asks(question);
    await member.writes(command + question);
    // Else so many callback functions would start at once.
    await matrix.callbackOutcomes(member);
    ends.push(failureOf(matrix.hasDealtWith(member, afterATurn ? 2 : 1)));
  }
  const failures = await Promise.all(ends);
  const kept = await matrix.deadLetters();
  return Promise.all(
    cases.map(async ({ row, member }, index): Promise<Result> => [
      row,
      failures[index] ?? asOnIdleMachine(row, await matrix.observe(member, kept)),
    ]),
  );
}

/** Faults of the whole app. */
async function oneByOne(matrix: MatrixStack, rows: readonly AppRow[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, row] of rows.entries()) {
    const member = matrix.member(`member-${index}-`);
    const since = matrix.mark;
    const failure = await failureOf(row.play(matrix, member));
    const observed = failure ?? (await matrix.observe(member, await matrix.deadLetters(), since));
    results.push([row, observed instanceof Error ? observed : asOnIdleMachine(row, observed)]);
    // What one left behind is not to be met by the next.
    await matrix.control('PUT', 'faults', []);
    await matrix.control('PUT', 'aws-faults', []);
  }
  return results;
}

/** A busy machine can take so long for any answer that one sign of life comes first; where one is due is for the row to say. */
function asOnIdleMachine({ expected }: FaultRow, observed: Observed): Observed {
  if (observed.member[0] !== zhCn.signOfLife || expected.member.includes(zhCn.signOfLife)) return observed;
  return { ...observed, member: observed.member.slice(1) };
}

async function failureOf(done: Promise<unknown>): Promise<Error | undefined> {
  return done.then(
    () => undefined,
    (error: unknown) => error as Error,
  );
}
