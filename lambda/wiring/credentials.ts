import type { Secret } from '../aws/secret-reader';
import { filledIn, pathInApp, type ModelSecret, type WecomSecret } from '../shared/credentials';
import type { AppCredentials } from '../wecom/access-token';

/** @throws UnfilledCredentialsError */
export function appCredentials({ value, version }: Secret<WecomSecret>, app: string): AppCredentials {
  const { agentId, secret } = value.apps?.[app] ?? {};
  const filled = filledIn('wecom', { corpId: value.corpId, agentId, secret }, pathInApp(app));
  return { ...filled, agentId: Number(filled.agentId), secretVersion: version };
}

/** @throws UnfilledCredentialsError */
export function modelKey({ value }: Secret<ModelSecret>): string {
  return filledIn('model', { apiKey: value.apiKey }).apiKey;
}
