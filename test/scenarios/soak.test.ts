import { expectedOf, judge } from '../soak/judge';
import { drawPlan } from '../soak/plan';
import { runPlan } from '../soak/run';
import { startOwnStack } from '../support/own-stack';

/** Four times what it takes on two cores that have nothing else to do. */
const WITHIN_MS = 100_000;

// The long run is `npm run soak`.
it(
  '12 members with 3 messages each in a burst, while everything fails: nothing lost, doubled or out of order',
  async () => {
    const plan = drawPlan({ seed: 8, members: 12, messages: 3, faults: 0.2, kills: 4 });
    const stack = await startOwnStack({ tokensPerSecond: 5_000 });
    try {
      const record = await runPlan(stack, plan, { withinMs: WITHIN_MS });
      const verdict = judge(plan, record);
      expect(verdict.faults).toEqual([]);
      expect(verdict).toMatchObject({ lost: 0, doubledOutside: 0, outOfOrder: 0 });
      // It was no quiet run.
      expect(expectedOf(plan).apologised).toBeGreaterThan(1);
      expect(record.deaths.length).toBeGreaterThan(1);
    } finally {
      await stack.close();
    }
  },
  2 * WITHIN_MS,
);
