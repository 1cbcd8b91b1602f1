import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { CallbackSecret } from '../../../lambda/shared/credentials';
import { checkCallback, type CheckPorts } from '../../callback-check/check';
import { storedCredentials } from '../../callback-check/credentials';
import { found, type OutsideFinding } from '../findings';

/** What the check needs of the world. */
export interface CallbackPorts extends CheckPorts {
  readonly secretsManager: SecretsManagerClient;
}

/**
 * Calls each app's callback as WeCom would, with what is in the callback secret.
 * @param secret its ARN
 * @param urls by app
 */
export async function checkCallbacks(
  ports: CallbackPorts,
  secret: string,
  urls: ReadonlyMap<string, URL>,
): Promise<OutsideFinding[]> {
  const { SecretString = '' } = await ports.secretsManager.send(
    new GetSecretValueCommand({ SecretId: secret }),
  );
  const values = parsed(SecretString);
  const findings = await Promise.all([...urls].map(([app, url]) => checkOne(ports, values, app, url)));
  return findings.flat();
}

async function checkOne(
  ports: CheckPorts,
  values: CallbackSecret,
  app: string,
  url: URL,
): Promise<OutsideFinding[]> {
  const credentials = storedCredentials(values, app);
  if (Array.isArray(credentials))
    return [found('callback-unfilled', { fields: credentials.join(', ') }, app)];
  const { target, findings } = await checkCallback(url, credentials, ports);
  // Of the domain, not of the app: said once, with the domain.
  const ofApp = findings.filter(({ code }) => code !== 'plain-http' && code !== 'amazonaws-domain');
  return ofApp.length === 0
    ? [found('callback-ok', { url: target }, app)]
    : ofApp.map((finding) => found('callback-finding', { finding }, app));
}

/** What an operator enters may be no JSON at all; the doctor function says so. */
function parsed(json: string): CallbackSecret {
  try {
    return (JSON.parse(json) ?? {}) as CallbackSecret;
  } catch {
    return {};
  }
}
