import { isDoubt, shapeFaultOf, type SecretField, type ShapeFault } from './fields';
import { placesOf, valueAt, type Entry } from './places';
import type { SecretName, SecretStore } from './secret-store';

/** How it is with a field. */
export interface FieldStatus extends Entry {
  readonly state:
    | { readonly is: 'filled' | 'missing' }
    /** Nobody has to enter it. */
    | { readonly is: 'optional' }
    /** It stands in two secrets, with two values. */
    | { readonly is: 'differs' }
    | { readonly is: 'wrong'; readonly fault: ShapeFault };
}

/** When a secret was last changed; ms since epoch. */
export interface SecretStatus {
  readonly name: SecretName;
  readonly changedAt: number;
}

/** How it is with all of them. */
export interface Status {
  readonly fields: readonly FieldStatus[];
  readonly secrets: readonly SecretStatus[];
}

const OF_MODEL: readonly SecretField[] = ['apiKey', 'speechApiKey', 'imagesApiKey'];
/** Needed only where the configuration names a provider of its own for voice, or for pictures. */
const OPTIONAL: ReadonlySet<SecretField> = new Set(['speechApiKey', 'imagesApiKey']);

/** What there is to enter, in the order in which a person comes by it. */
export function entriesOf(apps: readonly string[], names: readonly SecretName[]): Entry[] {
  const ofApp = (app: string): Entry[] =>
    (['agentId', 'secret', 'token', 'encodingAesKey'] as const).map((field) => ({ field, app }));
  return [
    { field: 'corpId' },
    ...apps.flatMap(ofApp),
    ...OF_MODEL.map((field) => ({ field })),
    ...(names.includes('robot') ? [{ field: 'webhook' as const }] : []),
  ];
}

/** Reads every secret. @throws SecretStoreError not-json; and what the client throws */
export async function statusOf(store: SecretStore, apps: readonly string[]): Promise<Status> {
  const names = store.names();
  const stored = await Promise.all(names.map(async (name) => ({ name, ...(await store.read(name)) })));
  const values = new Map<SecretName, object>(stored.map(({ name, value }) => [name, value]));
  return {
    fields: entriesOf(apps, names).map((entry) => ({ ...entry, state: stateOf(entry, values) })),
    secrets: stored.map(({ name, changedAt }) => ({ name, changedAt })),
  };
}

/** Whether a person has to enter it, or to enter it again. */
export function isToBeEntered({ state }: FieldStatus): boolean {
  return state.is === 'missing' || state.is === 'wrong' || state.is === 'differs';
}

function stateOf(entry: Entry, secrets: ReadonlyMap<SecretName, object>): FieldStatus['state'] {
  const values = placesOf(entry).map(({ secret, path }) => valueAt(secrets.get(secret) ?? {}, path));
  const [value = ''] = values;
  if (values.some((each) => each === '')) return { is: OPTIONAL.has(entry.field) ? 'optional' : 'missing' };
  if (values.some((each) => each !== value)) return { is: 'differs' };
  const fault = shapeFaultOf(entry.field, value);
  return fault && !isDoubt(fault) ? { is: 'wrong', fault } : { is: 'filled' };
}
