import type { BotConfig } from '../shared/bot-config';
import { filledIn, pathInApp, UnfilledCredentialsError, type CallbackSecret } from '../shared/credentials';
import type { CallbackQuery } from '../wecom/callback-query';
import { decrypt, isSignedBy, parseEncodingAesKey, WecomCryptoError } from '../wecom/crypto';
import type { Seal } from '../wecom/passive-reply';
import { Refusal } from './refusal';

/** A version of the callback secret, with its id. */
export interface SecretVersion {
  readonly value: CallbackSecret;
  readonly version: string;
}

/** What was inside a callback, for which agent id it may be, and what a reply to it is sealed with. */
export interface Opened {
  readonly plaintext: string;
  readonly agentId: string;
  readonly seal: Seal;
  /** Id of the version of the secret that opened it. */
  readonly version: string;
}

/**
 * The app that a callback path names.
 * @param name of the path `/wxcomapp/{app}`; without it the default app is meant
 * @throws Refusal 404
 */
export function appOfPath(config: Pick<BotConfig, 'apps'>, name: string | undefined): string {
  const app = Object.keys(config.apps).find((key) =>
    name === undefined ? config.apps[key]?.default : key === name,
  );
  if (app === undefined) throw new Refusal(404, 'UNKNOWN_APP', 'There is no such app.');
  return app;
}

/**
 * The plaintext behind a ciphertext that WeCom signed for this app, by the first version of the secret that fits. When
 * none does, the reason is that of the version in force.
 * @throws Refusal 401 or 403, UnfilledCredentialsError, WecomCryptoError
 */
export async function openWithAny(
  secrets: AsyncIterable<SecretVersion>,
  app: string,
  query: CallbackQuery,
  ciphertext: string,
): Promise<Opened> {
  let reason: unknown;
  for await (const { value, version } of secrets) {
    try {
      return { ...open(value, app, query, ciphertext), version };
    } catch (error) {
      if (!isAboutSecret(error)) throw error;
      reason ??= error;
    }
  }
  throw reason;
}

function open(
  { corpId, apps }: CallbackSecret,
  app: string,
  query: CallbackQuery,
  ciphertext: string,
): Omit<Opened, 'version'> {
  const { token, encodingAesKey, agentId } = apps?.[app] ?? {};
  const filled = filledIn('callback', { corpId, token, encodingAesKey, agentId }, pathInApp(app));
  const key = parseEncodingAesKey(filled.encodingAesKey);
  if (!isSignedBy(filled.token, { ...query, ciphertext })) {
    throw new Refusal(401, 'SIGNATURE', 'The signature does not match.');
  }
  const { message, receiveId } = decrypt(key, ciphertext);
  if (receiveId !== filled.corpId) {
    throw new Refusal(403, 'OTHER_CORP', 'The message is for another company.');
  }
  return {
    plaintext: message,
    agentId: filled.agentId,
    seal: { corpId: filled.corpId, token: filled.token, key },
  };
}

function isAboutSecret(error: unknown): boolean {
  return (
    error instanceof Refusal || error instanceof UnfilledCredentialsError || error instanceof WecomCryptoError
  );
}
