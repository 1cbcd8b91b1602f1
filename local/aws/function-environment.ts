import { AssemblyError } from './template';

/** What decides the environment of a function. */
export interface EnvironmentContext {
  readonly functionId: string;
  readonly functionName: string;
  readonly region: string;
  readonly handler: string;
  readonly runtime: string;
  /** In MB. */
  readonly memorySize: number;
  readonly codeDirectory: string;
  readonly logGroup: string;
  readonly logStream: string;
  /** Where the AWS services answer. */
  readonly servicesUrl: string;
  /** What the template sets. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where the world outside AWS is; wins over what the template sets. */
  readonly outsideWorld: Readonly<Record<string, string>>;
}

/** Where another provider answers that the model's does not: of no concern to a function whose template names none. */
const OF_FURTHER_PROVIDERS = ['SPEECH_BASE_URL', 'IMAGES_BASE_URL'];
/** What a process needs to start at all and may not be kept from it. */
const OF_THE_MACHINE = ['PATH', 'SystemRoot'];
const MAXIMUM_VARIABLES_BYTES = 4096;

/**
 * The environment that Lambda would give, and nothing of this process's own: the keys are of no use
 * anywhere else, so that a wrong endpoint can't reach a real account.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 * @throws AssemblyError for variables that Lambda would refuse
 */
export function environmentOf(context: EnvironmentContext): Record<string, string> {
  const reserved = reservedVariables(context);
  const { functionId, variables, servicesUrl } = context;
  const taken = Object.keys(variables).find((name) => name in reserved);
  if (taken !== undefined) throw new AssemblyError(`${functionId} sets ${taken}, which Lambda reserves.`);
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes > MAXIMUM_VARIABLES_BYTES) {
    throw new AssemblyError(
      `The environment of ${functionId} has ${bytes} bytes; Lambda takes ${MAXIMUM_VARIABLES_BYTES}.`,
    );
  }
  return {
    ...ofTheMachine(),
    ...reserved,
    AWS_ENDPOINT_URL_SQS: servicesUrl,
    AWS_ENDPOINT_URL_DYNAMODB: servicesUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: servicesUrl,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: servicesUrl,
    AWS_ENDPOINT_URL_LAMBDA: servicesUrl,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...variables,
    ...outsideWorldFor(context),
  };
}

function outsideWorldFor({ outsideWorld, variables }: EnvironmentContext): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outsideWorld).filter(
      ([name]) => name in variables || !OF_FURTHER_PROVIDERS.includes(name),
    ),
  );
}

function reservedVariables(context: EnvironmentContext): Record<string, string> {
  return {
    _HANDLER: context.handler,
    AWS_REGION: context.region,
    AWS_DEFAULT_REGION: context.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${context.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: context.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(context.memorySize),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: context.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: context.logStream,
    AWS_ACCESS_KEY_ID: context.functionId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    LAMBDA_TASK_ROOT: context.codeDirectory,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}

function ofTheMachine(): Record<string, string> {
  return Object.fromEntries(
    OF_THE_MACHINE.map((name) => [name, process.env[name]] as const).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
