import { randomBytes, randomUUID } from 'node:crypto';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ActivityLog } from './activity';
import { TOOLS_KEY_ID } from './aws/front';
import { startLocalAws, type LocalAws } from './aws/stack';
import { loadAssembly, type CloudFormationTemplate } from './aws/template';
import { credentialsFrom, type Credentials, type Environment } from './credentials';
import { startModelStandIn } from './model/stand-in';
import { stackControl } from './stack-control';
import { openWaysOut } from './ways-out';
import { startWecomSimulator } from './wecom/simulator';

/** Where the parts of a running local stack are. */
export interface Endpoints {
  /** Of the default app. */
  readonly callbackUrl: string;
  readonly wecomApiUrl: string;
  readonly simulatorUrl: string;
  readonly dynamodbUrl: string;
  readonly sqsUrl: string;
  readonly secretsManagerUrl: string;
  readonly logsUrl: string;
  readonly lambdaUrl: string;
  readonly openaiUrl: string;
}

export interface LocalStackOptions {
  /** What `cdk synth` wrote. */
  readonly assemblyDirectory: string;
  /** Credentials and addresses of the world outside, as in docs/simulator.md. */
  readonly environment: Environment;
  readonly activity: ActivityLog;
  /** Port of the callback endpoint; 0: any. */
  readonly callbackPort: number;
  /** How fast the model stand-in speaks. */
  readonly tokensPerSecond: number;
  /** Leaves the secrets as the stack made them, and the WeCom console untouched. @default false */
  readonly leaveUnfilled?: boolean;
  /** Fills the secrets, but leaves the WeCom console untouched. @default false */
  readonly leaveConsoleUntouched?: boolean;
  /** Every line that a function writes and its log keeps. */
  readonly onLog?: (functionId: string, line: string) => void;
  /** Lets a test change the template before it runs. */
  readonly alterTemplate?: (template: CloudFormationTemplate) => void;
}

/** The whole stack on this machine, with a WeCom and a model around it. */
export interface LocalStack {
  readonly endpoints: Endpoints;
  /** Who answers members, in a word or two. */
  readonly modelName: string;
  /** No key was given: the answers are made up by rules. */
  readonly isStandIn: boolean;
  /** The stack's outputs by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What an admin would still have to do; empty when all is set up. */
  readonly unfinished: readonly string[];
  close(): Promise<void>;
}

const OPENAI_URL = 'https://api.openai.com/v1';
/** A busy machine can miss WeCom's one second: an admin would press 保存 again. */
const SAVE_ATTEMPTS = 5;

/** Starts everything, in the order in which an admin would set it up. */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { environment, activity } = options;
  const { template } = loadAssembly(options.assemblyDirectory);
  const apps = appsIn(template);
  const credentials = credentialsFrom(environment, apps, randomBytes);

  const model = await startModelStandIn({ tokensPerSecond: options.tokensPerSecond, activity });
  const urls = {
    wecom: environment['WECOM_API_URL'],
    model: credentials.openaiApiKey ? (environment['OPENAI_BASE_URL'] ?? OPENAI_URL) : undefined,
    speech: environment['SPEECH_BASE_URL'],
    images: environment['IMAGES_BASE_URL'],
  };
  let aws: LocalAws | undefined;
  const control = stackControl(() => aws);
  const robotKey = randomUUID();
  const wecom = await startWecomSimulator({
    robotKey,
    corpId: credentials.corpId,
    apps: credentials.apps.map((app, index) => ({ ...app, default: index === 0 })),
    busy: () => aws?.busy() ?? [],
    furtherRoutes: control.routes,
    activity,
  });
  const close = async (): Promise<void> => {
    await aws?.close();
    await Promise.all([wecom.close(), model.close()]);
  };

  const isConsoleUntouched = options.leaveUnfilled === true || options.leaveConsoleUntouched === true;
  try {
    aws = await startLocalAws({
      ...options,
      httpApiPort: options.callbackPort,
      observe: control.observe,
      withholds: control.withholds,
      addressesElsewhere: trustedIpsIn(template.Outputs?.['Step5TrustedIp']?.Value),
      outsideWorld: (_, address) => (at) => openWaysOut({ wecom, model, urls }, address, at),
    });
    if (!options.leaveUnfilled) await fillSecrets(aws, credentials, robotKey);
    const openaiUrl = urls.model ?? model.url;
    return {
      endpoints: {
        callbackUrl: callbackUrlOf(aws, apps[0] ?? ''),
        wecomApiUrl:
          urls.wecom ??
          (await wecom.apiUrlFor(trustedIpsIn(aws.outputs['Step5TrustedIp'])[0] ?? '127.0.0.1')),
        simulatorUrl: wecom.url,
        ...aws.endpoints,
        openaiUrl,
      },
      modelName: urls.model === undefined ? '模型替身 (stand-in)' : new URL(urls.model).host,
      isStandIn: urls.model === undefined,
      outputs: aws.outputs,
      unfinished: isConsoleUntouched ? ['the WeCom console'] : await setUpInConsole(wecom.url, aws, apps),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The apps of the configuration, the default one first, by the callback URLs that the stack puts out. */
function appsIn({ Outputs = {} }: CloudFormationTemplate): string[] {
  return Object.values(Outputs).flatMap(
    ({ Value }) => /\/wxcomapp\/([a-z0-9-]+)/.exec(JSON.stringify(Value))?.[1] ?? [],
  );
}

/** The addresses that the stack puts out for 企业可信IP; none where they are references still. */
function trustedIpsIn(output: unknown): string[] {
  return typeof output === 'string' ? output.split(';') : [];
}

function callbackUrlOf(aws: LocalAws, app: string): string {
  const url = Object.values(aws.outputs).find((output) => output.endsWith(`/wxcomapp/${app}`));
  return url ?? `${aws.httpApiUrl}/wxcomapp`;
}

/** What the operator does in Secrets Manager. */
async function fillSecrets(
  aws: LocalAws,
  { corpId, apps, openaiApiKey }: Credentials,
  robotKey: string,
): Promise<void> {
  const client = new SecretsManagerClient({
    endpoint: aws.endpoints.secretsManagerUrl,
    region: aws.region,
    credentials: { accessKeyId: TOOLS_KEY_ID, secretAccessKey: 'local' },
  });
  const byApp = <T>(value: (app: (typeof apps)[number]) => T) =>
    Object.fromEntries(apps.map((app) => [app.name, value(app)]));
  const modelKey = openaiApiKey ?? 'sk-local-stand-in';
  const values: Record<string, object> = {
    Step1WecomSecret: { corpId, apps: byApp(({ agentId, secret }) => ({ agentId, secret })) },
    Step2ModelSecret: { apiKey: modelKey, speechApiKey: modelKey, imagesApiKey: modelKey },
    ...(aws.outputs['Step6RobotSecret'] !== undefined && {
      Step6RobotSecret: { webhook: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${robotKey}` },
    }),
    Step3CallbackSecret: {
      corpId,
      apps: byApp(({ token, encodingAesKey, agentId }) => ({ token, encodingAesKey, agentId })),
    },
  };
  for (const [output, value] of Object.entries(values)) {
    await client.send(
      new PutSecretValueCommand({ SecretId: aws.outputs[output], SecretString: JSON.stringify(value) }),
    );
  }
  client.destroy();
}

/** What the admin does in the WeCom console. @returns what could not be done, and why */
async function setUpInConsole(
  simulatorUrl: string,
  aws: LocalAws,
  apps: readonly string[],
): Promise<string[]> {
  const unfinished: string[] = [];
  const ips = trustedIpsIn(aws.outputs['Step5TrustedIp']);
  for (const app of apps) {
    const console = `${simulatorUrl}/apps/${app}`;
    const url = callbackUrlOf(aws, app);
    let refusal = await enter('POST', `${console}/callback-url`, { url });
    for (let attempt = 1; refusal !== undefined && attempt < SAVE_ATTEMPTS; attempt++) {
      refusal = await enter('POST', `${console}/callback-url`, { url });
    }
    refusal ??= await enter('PUT', `${console}/trusted-ips`, { ips });
    if (refusal !== undefined) unfinished.push(`${app}: ${refusal}`);
  }
  return unfinished;
}

async function enter(method: string, url: string, body: object): Promise<string | undefined> {
  const response = await fetch(url, { method, body: JSON.stringify(body) });
  const answer = (await response.json()) as { reason?: string };
  return response.ok ? undefined : (answer.reason ?? `HTTP ${response.status}`);
}
