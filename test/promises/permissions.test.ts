import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synth } from '../../local/synth';
import { MatrixStack } from '../support/fault-matrix/stack';
import { playWithoutEach, usesIn, type Played } from '../support/permissions/run';
import { grantsOf } from '../support/permissions/scenario';
import { BLOCKED_APP } from '../support/permissions/scenarios';
import { UNUSED_GRANTS, UNUSED_GRANTS_OF_KEY } from '../support/permissions/unused-grants';

const ROOT = join(__dirname, '..', '..');
const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-permissions-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Seen {
  readonly played: readonly Played[];
  /** Calls that needed each grant. */
  readonly uses: ReadonlyMap<string, number>;
}

describe.each([
  ['every grant', everyGrant, UNUSED_GRANTS],
  ['every grant on a key of its own', everyGrantOnKey, UNUSED_GRANTS_OF_KEY],
])('%s', (_, see, unused) => {
  let seen: Seen;
  beforeAll(async () => {
    seen = await see();
  }, 300_000);

  it('is enough for what is promised', () => {
    const asPromised = seen.played.filter(({ name }) => name.startsWith('nothing'));
    expect(asPromised.map(({ seen: came }) => came)).toEqual(asPromised.map(({ promised }) => promised));
  });

  it('is needed: without it, a promise is broken', () => {
    const without = seen.played.filter(({ name }) => !name.startsWith('nothing'));
    expect(without.length).toBeGreaterThan(0);
    expect(without.filter(({ promised, seen: came, missed }) => came === promised || missed === 0)).toEqual(
      [],
    );
  });

  it('was taken away, or has its reason for being there unused', () => {
    const taken = new Set(seen.played.map(({ name }) => name));
    const without = [...seen.uses.keys()].filter((name) => !taken.has(name));
    expect(without.sort()).toEqual(Object.keys(unused).sort());
  });

  it('has no such reason if it is used', () => {
    const used = Object.keys(unused).filter((name) => seen.uses.get(name) !== 0);
    expect(used).toEqual([]);
  });
});

async function everyGrant(): Promise<Seen> {
  const stacks = await Promise.all([MatrixStack.start(), MatrixStack.start()]);
  try {
    const [beside, alone] = stacks;
    const grants = await grantsOf(beside);
    await block(beside);
    const played = await Promise.all([
      playWithoutEach(beside, grants, ({ isOfMember }) => isOfMember),
      playWithoutEach(alone, grants, ({ isOfMember }) => !isOfMember),
    ]);
    return { played: played.flat(), uses: await usesIn(...stacks) };
  } finally {
    await Promise.all(stacks.map((stack) => stack.close()));
  }
}

/** The rest of what functions may do is the same as without the key. */
async function everyGrantOnKey(): Promise<Seen> {
  const assemblyDirectory = join(directory, 'cdk.out');
  await synth(ROOT, assemblyDirectory, { stage: 'test', config: 'test/lib/configs/thrifty.ts' });
  const matrix = await MatrixStack.start({ assemblyDirectory });
  try {
    const grants = (await grantsOf(matrix)).filter(({ action }) => action.startsWith('kms:'));
    const played = await playWithoutEach(matrix, grants);
    const uses = [...(await usesIn(matrix))].filter(([name]) => name.includes(' kms:'));
    return { played, uses: new Map(uses) };
  } finally {
    await matrix.close();
  }
}

/** WeCom refuses the second app, and that is known. */
async function block(matrix: MatrixStack): Promise<void> {
  await matrix.control('PUT', `apps/${BLOCKED_APP}/trusted-ips`, { ips: [] });
  await matrix.control('POST', 'schedules/run');
}
