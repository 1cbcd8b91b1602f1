import { callbackUrls } from '../stack/callback-urls';
import type { SecretStore } from '../secrets/secret-store';
import { storedCredentials, type CallbackCredentials } from './credentials';
import { CheckError } from './faults';

/** A callback, and what its requests are signed and encrypted with. */
export interface CheckedCallback {
  readonly url: URL;
  readonly credentials: CallbackCredentials;
}

/**
 * An app's callback as the stack has it.
 * @param app undefined: the stack's first
 * @throws CheckError; SecretStoreError, and what the client throws
 */
export async function callbackOf(
  store: Pick<SecretStore, 'read'>,
  outputs: Readonly<Record<string, string>>,
  app: string | undefined,
): Promise<CheckedCallback> {
  const urls = callbackUrls(outputs);
  const apps = (outputs['AppNames'] ?? '').split(',');
  const named = app ?? apps[0] ?? '';
  const url = urls.get(named);
  if (!url) throw new CheckError({ code: 'no-such-app', app: named, apps });
  const { value } = await store.read('callback');
  const credentials = storedCredentials(value, named);
  if (Array.isArray(credentials)) throw new CheckError({ code: 'unfilled', fields: credentials });
  return { url, credentials };
}
