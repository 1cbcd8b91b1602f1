import { askUntil } from '../../terminal/terminal';
import { isDoubt, shapeFaultOf, type SecretField, type ShapeContext } from '../../secrets/fields';
import { placesOf, valueAt, withValues, type Entered, type Entry } from '../../secrets/places';
import type { SecretName } from '../../secrets/secret-store';
import type { SetupWorld } from '../world';

/** What may be seen by whoever looks over a shoulder. */
const SHOWN: readonly SecretField[] = ['corpId', 'agentId'];

/** Of these fields, those that nobody has entered yet. */
export async function missingOf(world: SetupWorld, entries: readonly Entry[]): Promise<Entry[]> {
  const names = new Set(entries.flatMap((entry) => placesOf(entry).map(({ secret }) => secret)));
  const secrets: Partial<Record<SecretName, object>> = {};
  for (const name of names) secrets[name] = (await world.secrets.read(name)).value;
  return entries.filter((entry) =>
    placesOf(entry).some(({ secret, path }) => valueAt(secrets[secret] ?? {}, path) === ''),
  );
}

/** Asks for a value until it has the shape of one; what is only unlikely may be insisted on. */
export async function askValue(
  { terminal, allTexts }: SetupWorld,
  { field, app }: Entry,
  context: ShapeContext = {},
): Promise<Entered> {
  const { names, where, ask, shapeFault } = allTexts.fields;
  terminal.say(`\n  ${where[field]}`);
  let doubted = '';
  const hidden = !SHOWN.includes(field);
  const value = await askUntil<string>(
    terminal,
    `  ${ask(names[field], hidden)}`,
    (answer) => {
      const fault = shapeFaultOf(field, answer, context);
      if (fault === undefined || (isDoubt(fault) && answer === doubted)) return { value: answer };
      doubted = answer;
      return {
        fault: isDoubt(fault) ? `${shapeFault(fault)}${allTexts.setup.insist}` : shapeFault(fault),
      };
    },
    { hidden },
  );
  return { field, value, ...(app !== undefined && { app }) };
}

/** Writes what was entered into the secrets that it belongs into. */
export async function write(world: SetupWorld, entered: readonly Entered[]): Promise<void> {
  const apps = world.stack.outputs.AppNames.split(',');
  const names = new Set(entered.flatMap((entry) => placesOf(entry).map(({ secret }) => secret)));
  for (const name of names)
    await world.secrets.change(name, (value) => withValues(name, value, entered, apps));
}
