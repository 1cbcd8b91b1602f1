import { askValue } from '../../secrets/ask-value';
import type { ShapeContext } from '../../secrets/fields';
import { placesOf, valueAt, type Entered, type Entry } from '../../secrets/places';
import type { SecretName } from '../../secrets/secret-store';
import { secretsOf, writeEntered } from '../../secrets/write';
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

/** Writes all of it at once: each change of the callback secret makes a version, of which two are taken. */
export async function write({ secrets, stack }: SetupWorld, entered: readonly Entered[]): Promise<void> {
  await writeEntered(secrets, entered, stack.outputs.AppNames.split(','));
}
