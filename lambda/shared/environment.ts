/** Names of the environment variables by which the stack tells its functions where things are. Never a secret. */
export const ENVIRONMENT = {
  botTable: 'BOT_TABLE_NAME',
  messageQueue: 'MESSAGE_QUEUE_URL',
  deadLetterQueue: 'DEAD_LETTER_QUEUE_URL',
  callbackSecret: 'CALLBACK_SECRET_ARN',
  wecomSecret: 'WECOM_SECRET_ARN',
  modelSecret: 'MODEL_SECRET_ARN',
  robotSecret: 'ROBOT_SECRET_ARN',
  /** The addresses to be trusted, with `;` between them. */
  trustedIps: 'TRUSTED_IPS',
  auditLog: 'AUDIT_LOG_NAME',
  metricsNamespace: 'METRICS_NAMESPACE',
  /** Optional: another provider than OpenAI. Read by the official client itself. */
  modelUrl: 'OPENAI_BASE_URL',
  /** Optional: another provider than the model's for voice, and for pictures. */
  speechUrl: 'SPEECH_BASE_URL',
  imagesUrl: 'IMAGES_BASE_URL',
  /** Optional: another address than https://qyapi.weixin.qq.com. */
  wecomApi: 'WECOM_API_URL',
} as const;

/** The stack left out a variable that the function needs. */
export class MissingVariableError extends Error {
  readonly code = 'MISSING_VARIABLE';
  constructor(name: string) {
    super(
      `The environment variable ${name} is not set. The stack sets it: deploy again, and leave it as it is.`,
    );
  }
}

/** @throws MissingVariableError */
export function requiredVariable(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') throw new MissingVariableError(name);
  return value;
}
