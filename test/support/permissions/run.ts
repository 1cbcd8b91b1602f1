import type { GrantUse } from '../../../local/aws/iam/execution-role';
import type { MatrixStack } from '../fault-matrix/stack';
import { grantsOf, nameOf, Trial, type Scenario } from './scenario';
import { SCENARIOS } from './scenarios';

/** What came of a scenario. */
export interface Played {
  /** The grant that was taken away, or what nothing was taken away from. */
  readonly name: string;
  readonly promised: string;
  readonly seen: string;
  /** Calls that were denied for want of the grant. */
  readonly missed: number;
}

interface Row {
  readonly scenario: Scenario;
  readonly grant?: GrantUse;
}

/** Plays the scenarios of these grants, each as promised, then once without each of its grants. */
export async function playWithoutEach(
  matrix: MatrixStack,
  grants: readonly GrantUse[],
  which: (scenario: Scenario) => boolean = () => true,
): Promise<Played[]> {
  const rows = SCENARIOS.filter(which).flatMap((scenario): Row[] => {
    const own = grants
      .filter((grant) => scenarioOf(grant) === scenario)
      .map((grant) => ({ scenario, grant }));
    return own.length === 0 ? [] : [{ scenario }, ...own];
  });
  const played: Played[] = [];
  const alone = rows.filter(({ scenario }) => !scenario.isOfMember);
  const isBefore = ({ scenario, grant }: Row): boolean => scenario.isOnce === true && grant !== undefined;
  for (const row of [...alone.filter(isBefore), ...alone.filter((each) => !isBefore(each))]) {
    // What one has left behind is not to be met by the next.
    await matrix.settled();
    played.push(await play(matrix, row));
    await matrix.control('PUT', 'withheld-grants', []);
  }
  // What these leave in the queue is denied for ever. All at once so many new sandboxes would start that WeCom's time is over.
  const beside = rows.filter(({ scenario }) => scenario.isOfMember);
  for (const some of [beside.filter(({ grant }) => !grant), beside.filter(({ grant }) => grant)]) {
    played.push(...(await Promise.all(some.map((row) => play(matrix, row)))));
  }
  return played;
}

/** @returns undefined where none needs the grant */
export function scenarioOf(grant: GrantUse): Scenario | undefined {
  return SCENARIOS.find(({ needs }) => needs.test(nameOf(grant)));
}

async function play(matrix: MatrixStack, { scenario, grant }: Row): Promise<Played> {
  const member = matrix.member(undefined, scenario.app);
  const trial = new Trial(matrix, member, scenario.isOfMember, grant);
  const seen = await scenario.play(trial).catch((error: unknown) => String(error));
  const name = grant ? nameOf(grant) : `nothing, of ${String(scenario.needs)}`;
  return { name, promised: scenario.promised, seen, missed: await trial.missed() };
}

/** The grants of several stacks of the same template: what one of them used is used. */
export async function usesIn(...stacks: readonly MatrixStack[]): Promise<Map<string, number>> {
  const uses = new Map<string, number>();
  for (const grant of (await Promise.all(stacks.map(grantsOf))).flat()) {
    uses.set(nameOf(grant), (uses.get(nameOf(grant)) ?? 0) + grant.used);
  }
  return uses;
}
