import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Endpoints } from '../../local/local-stack';

/** What tests know of the stack that they share. */
export interface RunningStack {
  readonly assemblyDirectory: string;
  readonly endpoints: Endpoints;
  readonly outputs: Readonly<Record<string, string>>;
  readonly pageUrl: string;
}

const VARIABLE = 'WECOM_GPT_TEST_STACK';

/** Hands the stack to Jest's workers, which inherit the environment. */
export function shareStack(stack: RunningStack): void {
  process.env[VARIABLE] = JSON.stringify(stack);
}

export function runningStack(): RunningStack {
  return JSON.parse(process.env[VARIABLE] ?? '') as RunningStack;
}

/** What an SDK client needs to reach the local services as an operator would. */
export const asOperator = (endpoint: string) => ({
  endpoint,
  region: 'ap-northeast-1',
  credentials: { accessKeyId: 'LOCALTOOLS', secretAccessKey: 'local' },
});

/** What the default app's callbacks are signed and encrypted with. */
export interface CallbackCredentials {
  readonly corpId: string;
  readonly agentId: number;
  readonly token: string;
  readonly encodingAesKey: string;
}

/** Reads the callback secret, as an operator may. */
export async function callbackCredentials({
  endpoints,
  outputs,
}: Pick<RunningStack, 'endpoints' | 'outputs'>): Promise<CallbackCredentials> {
  const client = new SecretsManagerClient(asOperator(endpoints.secretsManagerUrl));
  const { SecretString = '' } = await client.send(
    new GetSecretValueCommand({ SecretId: outputs['Step3CallbackSecret'] }),
  );
  client.destroy();
  const secret = JSON.parse(SecretString) as {
    corpId: string;
    apps: Record<string, Omit<CallbackCredentials, 'corpId'>>;
  };
  const [app] = Object.values(secret.apps);
  if (!app) throw new Error('The callback secret has no app.');
  return { ...app, corpId: secret.corpId };
}
