import type { EnterOptions } from './arguments';
import { askValue } from './ask-value';
import { noAnswer } from './no-answer';
import { SecretsError } from './faults';
import { isDoubt, shapeFaultOf, type ShapeFault } from './fields';
import { refuseIfOpen } from './handover';
import { placesOf, type Entered } from './places';
import type { SecretName } from './secret-store';
import { isToBeEntered, statusOf, type FieldStatus } from './status';
import { variableOf } from './variables';
import { knownApp, type SecretsWorld } from './world';
import { secretsOf, writeEntered } from './write';

/** What came of entering. */
export interface EnterResult {
  /** What was asked for. */
  readonly asked: number;
  readonly written: readonly Pick<Entered, 'field' | 'app'>[];
}

/** Secrets that hold the same fields are entered, and written, together. */
const GROUPS: readonly (readonly SecretName[])[] = [['wecom', 'callback'], ['model'], ['robot']];

/** Asks for what is missing, or reads it from the environment, and writes it. @throws SecretsError, SecretStoreError, LeftError, and what the client throws */
export async function enter(world: SecretsWorld, options: EnterOptions): Promise<EnterResult> {
  const apps = options.app === undefined ? world.apps : [knownApp(world, options.app)];
  const { fields } = await statusOf(world.store, world.apps);
  const wanted = fields.filter(
    (each) =>
      (options.all || isToBeEntered(each)) &&
      (each.app === undefined
        ? options.app === undefined || each.field === 'corpId'
        : apps.includes(each.app)),
  );
  const write: Write = async (entered) => {
    const { store, log, clock } = world;
    if (secretsOf(entered).includes('callback')) await refuseIfOpen(store, log, clock(), options.force);
    await writeEntered(store, entered, world.apps);
  };
  const written = options.fromEnv
    ? await fromEnvironment(world, wanted, write)
    : await fromPerson(world, wanted, write);
  return { asked: wanted.length, written };
}

type Write = (entered: readonly Entered[]) => Promise<void>;

const isOf = (entry: FieldStatus, name: SecretName): boolean =>
  placesOf(entry).some(({ secret }) => secret === name);

/** What was written before Ctrl-C stays; of the group that is being entered, nothing is. */
async function fromPerson(
  world: SecretsWorld,
  wanted: readonly FieldStatus[],
  write: Write,
): Promise<Entered[]> {
  const written: Entered[] = [];
  for (const group of GROUPS) {
    const entries = wanted.filter((each) => group.some((name) => isOf(each, name)));
    const entered = await askAll(world, entries);
    if (entered.length === 0) continue;
    world.terminal.say(`\n${world.texts.secrets.willWrite(secretsOf(entered), entered)}`);
    await write(entered);
    written.push(...entered);
  }
  return written;
}

async function askAll(
  { terminal, texts }: SecretsWorld,
  entries: readonly FieldStatus[],
): Promise<Entered[]> {
  const entered: Entered[] = [];
  for (const entry of entries) {
    const { field, app, state } = entry;
    const emptySays = state.is === 'filled' ? texts.secrets.emptyKeeps : texts.secrets.emptyLeaves;
    const value = await askValue(terminal, texts.fields, entry, { emptySays }).catch(
      noAnswer('enter', texts.secrets),
    );
    if (value !== '') entered.push({ field, value, ...(app !== undefined && { app }) });
  }
  return entered;
}

async function fromEnvironment(
  { apps, environment }: SecretsWorld,
  wanted: readonly FieldStatus[],
  write: Write,
): Promise<Entered[]> {
  const values = wanted.map((entry) => valueFrom(environment, entry, apps));
  const variables = values.map(({ variable }) => variable);
  const given = values.filter(({ value }) => value !== '');
  if (wanted.length > 0 && given.length === 0) throw new SecretsError({ code: 'no-values', variables });
  refuseWrong(given);
  await write(given);
  return given;
}

/** A value of the environment, with the variable that it stands in. */
export interface FromVariable extends Entered {
  readonly variable: string;
}

/** The only app needs no suffix; several all need theirs, so that none gets the values of another. */
export function valueFrom(
  environment: SecretsWorld['environment'],
  { field, app }: Pick<Entered, 'field' | 'app'>,
  apps: readonly string[],
): FromVariable {
  const named = variableOf(field, app);
  const plain = variableOf(field, undefined);
  const variable = apps.length === 1 && (environment[named] ?? '') === '' ? plain : named;
  return { field, value: environment[variable] ?? '', variable, ...(app !== undefined && { app }) };
}

/** @throws SecretsError wrong-values */
export function refuseWrong(given: readonly FromVariable[]): void {
  const faults = given.flatMap(({ field, value, variable }) => {
    const fault: ShapeFault | undefined = shapeFaultOf(field, value);
    return fault && !isDoubt(fault) ? [{ variable, fault }] : [];
  });
  if (faults.length > 0) throw new SecretsError({ code: 'wrong-values', faults });
}
