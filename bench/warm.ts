import { MeasurementError, type Report, type Row } from './report';
import { control, phoneOf, until, write } from './simulator';
import { withStack } from './stack';
import { percentile } from './statistics';

const MESSAGES = 200;
const WARM_UP_ROUNDS = 5;
/** WeCom takes 30 messages a minute to one member. */
const MESSAGES_A_MEMBER = 20;
const SETTLED_WITHIN_MS = 30_000;

/** What the simulator tells of one callback, as far as it is looked at. */
interface CallbackAttempt {
  readonly member: string;
  readonly outcome: string;
  readonly ms: number;
}

/** A text message through the whole stack when every function has run before. */
export function measureWarm(): Promise<Report> {
  return withStack({}, async ({ endpoints: { simulatorUrl } }) => ({
    title: 'warm: a text message through the whole stack',
    counted: [
      "answer: from the member's message to the answer on the phone, both by the simulator's clock, in whole ms",
      'callback: from the POST to the empty 200',
      `${MESSAGES} messages each; the model answers at once; every round begins with the stack at rest`,
    ],
    rows: [
      ...(await converse(simulatorUrl, 'one at a time', 1)),
      ...(await converse(simulatorUrl, 'five members at once', 5)),
    ],
  }));
}

/** Lets so many members write at the same moment, again and again. */
async function converse(simulatorUrl: string, what: string, atOnce: number): Promise<Row[]> {
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    await writeAtOnce(simulatorUrl, membersOf(`warm-up-${atOnce}`, 0, atOnce));
  }
  const members = new Set<string>();
  for (let round = 0; round < MESSAGES / atOnce; round++) {
    const writing = membersOf(`bench-${atOnce}`, Math.floor(round / MESSAGES_A_MEMBER), atOnce);
    await writeAtOnce(simulatorUrl, writing);
    for (const member of writing) members.add(member);
  }
  return [
    { what: `${what}, answer`, figures: spread(await answerTimes(simulatorUrl, members)) },
    { what: `${what}, callback`, figures: spread(await callbackTimes(simulatorUrl, members)) },
  ];
}

function membersOf(kind: string, group: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${kind}-${group}-${index}`);
}

async function writeAtOnce(simulatorUrl: string, members: readonly string[]): Promise<void> {
  await Promise.all(members.map((member) => write(simulatorUrl, member, `原样返回：你好，${member}`)));
  await until('the stack is at rest', SETTLED_WITHIN_MS, async () => {
    return (await control<{ settled: boolean }>(simulatorUrl, '/settled')).settled;
  });
}

/** @returns ms from each message to its answer */
async function answerTimes(simulatorUrl: string, members: ReadonlySet<string>): Promise<number[]> {
  const times: number[] = [];
  for (const member of members) {
    const messages = await phoneOf(simulatorUrl, member);
    const asked = messages.filter(({ direction }) => direction === 'in');
    const answered = messages.filter(({ direction }) => direction === 'out');
    for (const [index, { time }] of asked.entries()) {
      const answer = answered[index];
      if (answer?.content !== `你好，${member}`) {
        throw new MeasurementError(`${member} did not get the answer: ${answer?.content ?? 'nothing came'}`);
      }
      times.push(answer.time - time);
    }
  }
  return complete(times);
}

/** @returns ms from each POST to its 200 */
async function callbackTimes(simulatorUrl: string, members: ReadonlySet<string>): Promise<number[]> {
  const attempts = await control<CallbackAttempt[]>(simulatorUrl, '/callbacks');
  return complete(
    attempts.flatMap(({ member, outcome, ms }) => (members.has(member) && outcome === '200' ? [ms] : [])),
  );
}

function complete(times: number[]): number[] {
  if (times.length === MESSAGES) return times;
  throw new MeasurementError(`There are ${times.length} times for ${MESSAGES} messages.`);
}

function spread(times: readonly number[]): Record<string, number> {
  return {
    'p50 ms': percentile(times, 50),
    'p95 ms': percentile(times, 95),
    'max ms': Math.max(...times),
  };
}
