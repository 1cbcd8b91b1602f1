import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecretReader } from '../aws/secret-reader';
import type { WecomSecret } from '../shared/credentials';
import { ENVIRONMENT, requiredVariable } from '../shared/environment';
import { AccessTokens, type AccessTokenStore } from '../wecom/access-token';
import { WecomApi } from '../wecom/api';
import { WECOM_API } from '../wecom/http';
import { jitteredBackoff } from '../wecom/retries';
import { appCredentials } from './credentials';

/**
 * The server API as every function has it that calls WeCom.
 * @param secretAgeMs how old the secret may be @default the reader's own
 * @throws MissingVariableError
 */
export function wireWecomApi(
  environment: NodeJS.ProcessEnv,
  secrets: SecretsManagerClient,
  tokens: AccessTokenStore,
  secretAgeMs?: number,
): WecomApi {
  // Node gives up an attempt after 250 ms where a host has several addresses; a handshake with China takes longer.
  setDefaultAutoSelectFamilyAttemptTimeout(5_000);

  const url = environment[ENVIRONMENT.wecomApi] ?? WECOM_API;
  const secret = new SecretReader<WecomSecret>(
    secrets,
    requiredVariable(environment, ENVIRONMENT.wecomSecret),
    Date.now,
  );
  const backoff = jitteredBackoff(Math.random, pause);
  return new WecomApi(
    url,
    new AccessTokens(url, tokens, Date.now, backoff),
    async (app, maxAgeMs = secretAgeMs) => appCredentials(await secret.read(maxAgeMs), app),
    backoff,
  );
}
