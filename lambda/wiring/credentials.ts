import type { Secret } from '../aws/secret-reader';
import { filledIn, pathInApp, PLACEHOLDER, type ModelSecret, type WecomSecret } from '../shared/credentials';
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

/** Of the provider of voice: its own, else that of the model. @throws UnfilledCredentialsError */
export function speechKey(secret: Secret<ModelSecret>): string {
  return entered(secret.value.speechApiKey) ?? modelKey(secret);
}

/** Of the provider of pictures: its own, else that of the model. @throws UnfilledCredentialsError */
export function imagesKey(secret: Secret<ModelSecret>): string {
  return entered(secret.value.imagesApiKey) ?? modelKey(secret);
}

/** What a remote MCP server wants as authorization; undefined if nobody entered it, as for a server that wants none. */
export function mcpAuthorization({ value }: Secret<ModelSecret>, label: string): string | undefined {
  const { mcp } = value;
  return mcp && Object.hasOwn(mcp, label) ? entered(mcp[label]) : undefined;
}

/** An optional value, without the spaces that were copied with it. */
function entered(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' || text === PLACEHOLDER ? undefined : text;
}
