import { callbackUrls } from '../stack/callback-urls';
import type { SecretStore } from '../secrets/secret-store';
import type { UsageTexts } from '../texts/texts';
import { UsageError } from '../usage-error';
import { storedCredentials, type CallbackCredentials } from './credentials';

/** A callback, and what its requests are signed and encrypted with. */
export interface CheckedCallback {
  readonly url: URL;
  readonly credentials: CallbackCredentials;
}

/**
 * An app's callback as the stack has it.
 * @param app undefined: the stack's first
 * @throws UsageError; SecretStoreError, and what the client throws
 */
export async function callbackOf(
  store: Pick<SecretStore, 'read'>,
  outputs: Readonly<Record<string, string>>,
  app: string | undefined,
  texts: UsageTexts,
): Promise<CheckedCallback> {
  const urls = callbackUrls(outputs);
  const apps = (outputs['AppNames'] ?? '').split(',');
  const named = app ?? apps[0] ?? '';
  const url = urls.get(named);
  if (!url) throw new UsageError(texts.noSuchApp(named, apps));
  const { value } = await store.read('callback');
  const credentials = storedCredentials(value, named);
  if (Array.isArray(credentials)) throw new UsageError(texts.unfilled(credentials));
  return { url, credentials };
}
