import { PLACEHOLDER } from '../../lambda/shared/credentials';
import type { SecretField } from './fields';
import type { SecretName } from './secret-store';

/** One field to be entered. */
export interface Entry {
  readonly field: SecretField;
  /** Undefined: of the company, the model or the robot. */
  readonly app?: string;
}

/** Where a value stands. */
export interface Place {
  readonly secret: SecretName;
  /** Names from the outside inwards. */
  readonly path: readonly string[];
}

/** A value for a field. */
export interface Entered extends Entry {
  readonly value: string;
}

const OF_APPS: ReadonlySet<SecretField> = new Set(['agentId', 'secret', 'token', 'encodingAesKey']);
const SECRETS: Readonly<Record<SecretField, readonly SecretName[]>> = {
  corpId: ['wecom', 'callback'],
  agentId: ['wecom', 'callback'],
  secret: ['wecom'],
  token: ['callback'],
  encodingAesKey: ['callback'],
  apiKey: ['model'],
  speechApiKey: ['model'],
  imagesApiKey: ['model'],
  webhook: ['robot'],
};

/** Whether every app has its own. */
export const isOfApp = (field: SecretField): boolean => OF_APPS.has(field);

/** Where a field stands: CorpID and AgentId in two secrets. */
export function placesOf({ field, app }: Entry): Place[] {
  const path = app === undefined ? [field] : ['apps', app, field];
  return SECRETS[field].map((secret) => ({ secret, path }));
}

/** What stands at a place; empty if nothing was entered there. */
export function valueAt(secret: object, path: readonly string[]): string {
  const value = path.reduce<unknown>((inner, name) => membersOf(inner)[name], secret);
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === PLACEHOLDER ? '' : text;
}

/**
 * A secret with further values, everything else as it was. The app that the secret was made with goes if the stack has
 * no such app and nothing was entered for it: a placeholder would be asked for again every five seconds.
 * @param apps of the stack
 */
export function withValues<T extends object>(
  name: SecretName,
  secret: T,
  entered: readonly Entered[],
  apps: readonly string[],
): T {
  const places = entered.flatMap((entry) =>
    placesOf(entry).map(({ secret: where, path }) => ({ where, path, value: entry.value })),
  );
  const filled = places
    .filter(({ where, path, value }) => where === name && valueAt(secret, path) !== value)
    .reduce((members, { path, value }) => withValue(members, path, value), membersOf(secret));
  return withoutUnusedApps(filled, apps) as T;
}

function withValue(members: Members, [name = '', ...inner]: readonly string[], value: string): Members {
  return {
    ...members,
    [name]: inner.length === 0 ? value : withValue(membersOf(members[name]), inner, value),
  };
}

function withoutUnusedApps(members: Members, apps: readonly string[]): Members {
  if (!('apps' in members)) return members;
  const used = Object.entries(membersOf(members['apps'])).filter(
    ([app, fields]) =>
      apps.includes(app) || Object.values(membersOf(fields)).some((value) => value !== PLACEHOLDER),
  );
  return { ...members, apps: Object.fromEntries(used) };
}

type Members = Readonly<Record<string, unknown>>;

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
