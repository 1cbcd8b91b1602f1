import { askValue } from '../../secrets/ask-value';
import { CallbackLog } from '../../secrets/callback-log';
import type { ShapeContext } from '../../secrets/fields';
import { openHandovers } from '../../secrets/handover';
import { placesOf, valueAt, type Entered, type Entry } from '../../secrets/places';
import type { SecretName } from '../../secrets/secret-store';
import { secretsOf, writeEntered } from '../../secrets/write';
import { SetupError } from '../faults';
import type { SetupWorld } from '../world';

/** Of these fields, those that nobody has entered yet. */
export async function missingOf(world: SetupWorld, entries: readonly Entry[]): Promise<Entry[]> {
  const secrets: Partial<Record<SecretName, object>> = {};
  for (const name of secretsOf(entries)) secrets[name] = (await world.secrets.read(name)).value;
  return entries.filter((entry) =>
    placesOf(entry).some(({ secret, path }) => valueAt(secrets[secret] ?? {}, path) === ''),
  );
}

/** Asks for the fields one after another. @throws NoAnswerError */
export async function askFor(
  { terminal, allTexts }: SetupWorld,
  entries: readonly Entry[],
  context: ShapeContext = {},
): Promise<Entered[]> {
  const entered: Entered[] = [];
  for (const entry of entries)
    entered.push({ ...entry, value: await askValue(terminal, allTexts.fields, entry, { context }) });
  return entered;
}

/**
 * Asks for the first anew; of the others, which may be right, an empty answer keeps what is there.
 * @returns what was entered
 * @throws NoAnswerError
 */
export async function askAgain(
  world: SetupWorld,
  [first, ...others]: readonly [Entry, ...Entry[]],
): Promise<Entered[]> {
  const { terminal, allTexts } = world;
  const entered = await askFor(world, [first]);
  for (const entry of others) {
    const value = await askValue(terminal, allTexts.fields, entry, {
      emptySays: allTexts.secrets.emptyKeeps,
      present: await presentOf(world, entry),
    });
    if (value !== '') entered.push({ ...entry, value });
  }
  return entered;
}

async function presentOf({ secrets }: SetupWorld, entry: Entry): Promise<string> {
  const [place] = placesOf(entry);
  return place ? valueAt((await secrets.read(place.secret)).value, place.path) : '';
}

/**
 * Writes all of it at once: each change of the callback secret makes a version, of which two are taken.
 * @throws SetupError not-taken-over: WeCom may still use values of another app that this would throw away
 */
export async function write(world: SetupWorld, entered: readonly Entered[]): Promise<void> {
  const { secrets, stack, ports } = world;
  if (secretsOf(entered).includes('callback')) {
    const [open] = await openHandovers(secrets, callbackLogOf(world), ports.clock());
    if (open) throw new SetupError({ code: 'not-taken-over', app: open.app, until: open.until });
  }
  world.lastExamined = undefined;
  await writeEntered(secrets, entered, stack.outputs.AppNames.split(','));
}

/** What the callback wrote of WeCom's checks. */
export function callbackLogOf(world: SetupWorld): CallbackLog {
  return new CallbackLog(world.logs, world.logGroupOf('callback'));
}
