import { placesOf, withValues, type Entered } from './places';
import type { SecretName, SecretStore } from './secret-store';

/** The secrets in which a field stands that was entered. */
export function secretsOf(entered: readonly Pick<Entered, 'field' | 'app'>[]): SecretName[] {
  return [...new Set(entered.flatMap((entry) => placesOf(entry).map(({ secret }) => secret)))];
}

/**
 * Writes what was entered into every secret that it belongs into: each gets one new version at most.
 * @param apps of the stack
 * @throws SecretStoreError, and what the client throws
 */
export async function writeEntered(
  store: Pick<SecretStore, 'change'>,
  entered: readonly Entered[],
  apps: readonly string[],
): Promise<void> {
  for (const name of secretsOf(entered)) {
    await store.change(name, (value) => withValues(name, value, entered, apps));
  }
}
