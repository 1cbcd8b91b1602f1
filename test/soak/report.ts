import type { Report } from '../../bench/report';
import { percentile } from '../../bench/statistics';
import { expectedOf, type Verdict } from './judge';
import type { Plan } from './plan';
import type { SoakRecord } from './record';

/** The figures of a run, for `formatReport`. */
export function reportsOf(plan: Plan, record: SoakRecord, verdict: Verdict): Report[] {
  const { seed, members, messages, faults, people } = plan;
  const expected = expectedOf(plan);
  const questions = people.flatMap((member) => member.questions);
  const modelFaults = questions.filter(({ modelFault }) => modelFault).length;
  const sendFaults = people.reduce((sum, member) => sum + member.sendFaults.length, 0);
  const callbackFaults = people.filter(({ callbackFault }) => callbackFault).length;
  const repeats = questions.reduce((sum, question) => sum + question.repeats, 0);
  const counted = (what: string, count: number, due?: number) => {
    return { what, figures: { count, ...(due !== undefined && { expected: due }) } };
  };
  return [
    {
      title: `soak: ${members} members × ${messages} messages in a burst`,
      counted: [
        `seed ${seed}; all at rest after ${(record.ms / 1000).toFixed(1)} s; durations of the test stage`,
        `faults for ${faults * 100} % of the messages each: ${modelFaults} of the model, ${sendFaults} of message/send, ` +
          `${callbackFaults} members with one of the callback`,
        `${record.deaths.length} workers killed of ${plan.deaths.length} marked; ${repeats} callbacks repeated by WeCom`,
        'apologised: a permanent fault was injected, and a sentence says so; unreachable: kept in the dead-letter queue',
      ],
      rows: [
        counted('sent', verdict.sent, expected.sent),
        counted('answered', verdict.answered, expected.answered),
        counted('apologised', verdict.apologised, expected.apologised),
        counted('unreachable', verdict.unreachable, expected.unreachable),
        counted('in the dead-letter queue', record.deadLetters.length, expected.deadLetters),
        counted('lost', verdict.lost, 0),
        counted('doubled inside the window', verdict.doubledInside),
        counted('doubled outside the window', verdict.doubledOutside, 0),
        counted('out of order', verdict.outOfOrder, 0),
        counted('stray', verdict.stray, 0),
      ],
    },
    {
      title: 'soak: how soon',
      counted: [
        "from the member's message to the phone, by the simulator's clock; answered questions; five workers",
      ],
      rows: [
        { what: 'to the first words', figures: spread(verdict.firstWordsMs) },
        { what: 'to the end', figures: spread(verdict.endMs) },
      ],
    },
  ];
}

function spread(times: readonly number[]): Record<string, number> {
  if (times.length === 0) return {};
  return {
    'p50 ms': percentile(times, 50),
    'p95 ms': percentile(times, 95),
    'p99 ms': percentile(times, 99),
  };
}
