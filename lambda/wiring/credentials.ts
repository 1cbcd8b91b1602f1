import type { Secret } from '../aws/secret-reader';
import type { BotConfig } from '../shared/bot-config';
import { filledIn, pathInApp, PLACEHOLDER, type ModelSecret, type WecomSecret } from '../shared/credentials';
import { ENVIRONMENT } from '../shared/environment';
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

/** A key beside the model's. */
export type FurtherKey = 'speechApiKey' | 'imagesApiKey';

/**
 * The key for voice, or for pictures: its own, else the model's.
 * @param isElsewhere whether another provider than the model's is asked: the model's key is none of its business
 * @throws UnfilledCredentialsError
 */
export function furtherKey(secret: Secret<ModelSecret>, field: FurtherKey, isElsewhere: boolean): string {
  if (isElsewhere) return filledIn('model', { [field]: secret.value[field] })[field] ?? '';
  return entered(secret.value[field]) ?? modelKey(secret);
}

/** Those that the configuration can not do without: of providers that are asked for voice or pictures alone. */
export function furtherKeysOf(
  { transcription, speech, images }: Pick<BotConfig, 'transcription' | 'speech' | 'images'>,
  environment: NodeJS.ProcessEnv,
): FurtherKey[] {
  const { speechUrl, imagesUrl } = ENVIRONMENT;
  return [
    ...((transcription ?? speech) && environment[speechUrl] !== undefined ? (['speechApiKey'] as const) : []),
    ...(images && environment[imagesUrl] !== undefined ? (['imagesApiKey'] as const) : []),
  ];
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
