import type { SecretField } from './fields';
import { isOfApp } from './places';

const VARIABLES: Readonly<Record<SecretField, string>> = {
  corpId: 'WECOM_CORP_ID',
  agentId: 'WECOM_AGENT_ID',
  secret: 'WECOM_SECRET',
  token: 'WECOM_TOKEN',
  encodingAesKey: 'WECOM_ENCODING_AES_KEY',
  apiKey: 'OPENAI_API_KEY',
  speechApiKey: 'SPEECH_API_KEY',
  imagesApiKey: 'IMAGES_API_KEY',
  webhook: 'WECOM_ROBOT_WEBHOOK',
};

/**
 * The environment variable of a field: `WECOM_SECRET`, and of a further app `WECOM_SECRET__FINANCE_BOT`.
 * @param app undefined: the app whose variables have no suffix
 */
export function variableOf(field: SecretField, app: string | undefined): string {
  const suffix = app === undefined || !isOfApp(field) ? '' : `__${app.toUpperCase().replaceAll('-', '_')}`;
  return VARIABLES[field] + suffix;
}
