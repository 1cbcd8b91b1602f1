import type { BotConfig } from '../shared/bot-config';
import { filledIn, pathInApp, type CallbackSecret } from '../shared/credentials';
import type { CallbackQuery } from '../wecom/callback-query';
import { decrypt, isSignedBy, parseEncodingAesKey, type AesKey } from '../wecom/crypto';
import { Refusal } from './refusal';

/** The app to which a callback URL belongs, with what it takes to check and to read its callbacks. */
export interface CallbackApp {
  readonly name: string;
  readonly corpId: string;
  readonly agentId: string;
  readonly token: string;
  readonly key: AesKey;
}

/**
 * @param name of the path `/wxcomapp/{app}`; without it the default app is meant
 * @throws Refusal 404, UnfilledCredentialsError, WecomCryptoError if the key is malformed
 */
export async function callbackAppOf(
  config: BotConfig,
  secret: () => Promise<CallbackSecret>,
  name: string | undefined,
): Promise<CallbackApp> {
  const app = Object.keys(config.apps).find((key) =>
    name === undefined ? config.apps[key]?.default : key === name,
  );
  if (app === undefined) throw new Refusal(404, 'UNKNOWN_APP', 'There is no such app.');

  const { corpId, apps } = await secret();
  const { token, encodingAesKey, agentId } = apps?.[app] ?? {};
  const filled = filledIn('callback', { corpId, token, encodingAesKey, agentId }, pathInApp(app));
  return { ...filled, name: app, key: parseEncodingAesKey(filled.encodingAesKey) };
}

/**
 * The plaintext behind a ciphertext that WeCom signed for this app.
 * @throws Refusal 401 or 403, WecomCryptoError
 */
export function open(app: CallbackApp, query: CallbackQuery, ciphertext: string): string {
  if (!isSignedBy(app.token, { ...query, ciphertext })) {
    throw new Refusal(401, 'SIGNATURE', 'The signature does not match.');
  }
  const { message, receiveId } = decrypt(app.key, ciphertext);
  if (receiveId !== app.corpId) throw new Refusal(403, 'OTHER_CORP', 'The message is for another company.');
  return message;
}
