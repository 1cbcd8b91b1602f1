import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { BotTable } from '../../lambda/aws/bot-table';
import type { ReportedFinding } from '../../lambda/doctor/handler';
import type { LoadedConfig } from '../../lib/config';
import type { Limits } from '../callback-check/check';
import type { RunCdk } from '../cdk/run-cdk';
import { logGroupOf } from '../logs/read';
import { SecretStore } from '../secrets/secret-store';
import { callbackUrls } from '../stack/callback-urls';
import { CLIENT } from '../stack/command';
import { localStack, stackInAws, type ClientSettings, type FoundStack } from '../stack/find';
import type { Terminal } from '../terminal/terminal';
import type { SetupTexts } from '../texts/setup-texts';
import type { Texts } from '../texts/texts';
import type { SetupOptions } from './arguments';

/** What the setup needs of the machine that it runs on. */
export interface SetupPorts {
  readonly terminal: Terminal;
  /** The project's folder, with `config.ts`. */
  readonly directory: string;
  /** What a running `npm start` writes. */
  readonly endpointsFile: string;
  readonly runCdk: RunCdk;
  /** As `process.versions.node`. */
  readonly nodeVersion: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly randomBytes: (size: number) => Buffer;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  /** How long WeCom waits for the callback. */
  readonly limits: Limits;
  /** The CNAME records of a name, as DNS has them now. */
  readonly resolveCname: (name: string) => Promise<string[]>;
  /** Waits between two looks at something that takes its time. */
  readonly pause: () => Promise<void>;
}

/** What the steps read of the stack. */
const OUTPUTS = [
  'Step1WecomSecret',
  'Step2ModelSecret',
  'Step3CallbackSecret',
  'Step5TrustedIp',
  'KeepLine',
  'AppNames',
  'BotTableName',
  'AuditLogName',
  'LogGroups',
  'DoctorFunctionName',
  'MessageQueueUrl',
  'DeadLetterQueueUrl',
] as const;

/** The stack that is set up. */
export type SetupStack = FoundStack<(typeof OUTPUTS)[number]>;

/** What the steps share: what was asked for, the configuration and the stack as far as they are known, and clients. */
export class SetupWorld {
  /** What the doctor function saw last, and when, ms since epoch; undefined: before the last change of a secret. */
  lastExamined: { readonly at: number; readonly findings: readonly ReportedFinding[] } | undefined;
  private loaded: LoadedConfig | undefined;
  private found: SetupStack | undefined;

  constructor(
    readonly ports: SetupPorts,
    readonly options: SetupOptions,
    readonly allTexts: Texts,
  ) {}

  get texts(): SetupTexts {
    return this.allTexts.setup;
  }

  get terminal(): Terminal {
    return this.ports.terminal;
  }

  get isLocal(): boolean {
    return this.options.from === 'local';
  }

  /** Of the stack in AWS. */
  get stackName(): string {
    return this.options.from === 'local' ? 'npm start' : this.options.from.stack;
  }

  get isConfigured(): boolean {
    return this.loaded !== undefined;
  }

  /** Known from the step `configuration` on. */
  get config(): LoadedConfig {
    return known(this.loaded, 'configuration');
  }

  set config(config: LoadedConfig) {
    this.loaded = config;
  }

  /** Known from the step `deploy` on. */
  get stack(): SetupStack {
    return known(this.found, 'stack');
  }

  /** @throws FaultError no-such-stack, old-stack, not-running, and what AWS's clients throw */
  async findStack(): Promise<void> {
    const { from } = this.options;
    this.found =
      from === 'local'
        ? localStack(this.ports.endpointsFile, OUTPUTS)
        : await stackInAws(this.cloudFormation, from.stack, OUTPUTS);
  }

  get cloudFormation(): CloudFormationClient {
    return new CloudFormationClient(this.inRegion());
  }

  get sts(): STSClient {
    return new STSClient(this.inRegion());
  }

  get ec2(): EC2Client {
    return new EC2Client(this.inRegion());
  }

  get serviceQuotas(): ServiceQuotasClient {
    return new ServiceQuotasClient(this.inRegion());
  }

  /** Of the account: there may be no stack yet. */
  get lambdaOfAccount(): LambdaClient {
    return new LambdaClient(this.inRegion());
  }

  get lambda(): LambdaClient {
    return new LambdaClient(this.inRegion(this.stack.lambda));
  }

  get logs(): CloudWatchLogsClient {
    return new CloudWatchLogsClient(this.inRegion(this.stack.logs));
  }

  get sqs(): SQSClient {
    return new SQSClient(this.inRegion(this.stack.sqs));
  }

  get table(): BotTable {
    const client = new DynamoDBClient(this.inRegion(this.stack.dynamodb));
    return new BotTable(client, this.stack.outputs.BotTableName, this.ports.clock);
  }

  get secrets(): SecretStore {
    const client = new SecretsManagerClient(this.inRegion(this.stack.secretsManager));
    return new SecretStore(client, this.stack.allOutputs);
  }

  /** The callback URL of an app; undefined: the stack was deployed without the app. */
  callbackUrlOf(app: string): URL | undefined {
    return callbackUrls(this.stack.allOutputs).get(app);
  }

  /** The name of a function's log group. */
  logGroupOf(name: string): string {
    return logGroupOf(this.stack.outputs.LogGroups, name);
  }

  /**
   * Waits until something is so, for as long as it takes: whoever waits may leave by Ctrl-C.
   * @param probe undefined: not yet
   */
  async until<T>(probe: () => Promise<T | undefined>): Promise<T> {
    for (;;) {
      const value = await probe();
      if (value !== undefined) return value;
      await this.ports.pause();
    }
  }

  /** The region of the configuration holds, whatever the environment says. */
  private inRegion(settings: ClientSettings = {}) {
    const region = this.isLocal ? {} : { region: this.config.region };
    return { ...CLIENT, ...region, ...settings };
  }
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The ${what} is not known yet: the steps are out of order.`);
  return value;
}
