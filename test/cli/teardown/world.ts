import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { RunCdk } from '../../../cli/cdk/run-cdk';
import type { Report } from '../../../cli/stack/report';
import type { TeardownOptions } from '../../../cli/teardown/arguments';
import { teardown } from '../../../cli/teardown/run';
import { NoAnswerError } from '../../../cli/terminal/terminal';
import { textsIn } from '../../../cli/texts';
import { FakeAws, type FakeResource } from './fake-aws';

const REGION = 'ap-northeast-1';
const ARN = `arn:aws:secretsmanager:${REGION}:123456789012:secret:`;
const KEY_ID = '0a1b2c3d-0000-1111-2222-333344445555';
const secretArn = (name: string) => `${ARN}Credentials${name}-abcdef`;

export const KEEP_LINE =
  "keep: { addresses: [{ allocationId: 'eipalloc-0123456789abcdef0', ip: '203.0.113.7' }], table: 'WecomGpt-BotTable', " +
  `auditLog: 'WecomGpt-AuditTrailLog', secrets: { callback: '${secretArn('Callback')}', wecom: '${secretArn('Wecom')}', ` +
  `model: '${secretArn('Model')}' }, keyArn: 'arn:aws:kms:${REGION}:123456789012:key/${KEY_ID}' },`;

const resource = (type: string, logicalId: string, physicalId = logicalId): FakeResource => ({
  type: `AWS::${type}`,
  logicalId,
  physicalId,
});
export const GOING = [
  resource('Lambda::Function', 'WorkerFunction'),
  resource('Lambda::Function', 'RecoveryFunction'),
  resource('Logs::LogGroup', 'WorkerLogs'),
  resource('EC2::VPC', 'EgressNetworkVpc'),
  resource('SQS::Queue', 'MessageQueueMessages'),
  resource('IAM::Role', 'WorkerFunctionServiceRole'),
];
export const OUTLIVING = [
  resource('EC2::EIP', 'EgressNetworkAddress', '203.0.113.7'),
  resource('DynamoDB::GlobalTable', 'BotTable', 'WecomGpt-BotTable'),
  resource('Logs::LogGroup', 'AuditTrailLog', 'WecomGpt-AuditTrailLog'),
  ...['Callback', 'Wecom', 'Model'].map((name) =>
    resource('SecretsManager::Secret', `Credentials${name}`, secretArn(name)),
  ),
  resource('KMS::Key', 'DataKey', KEY_ID),
];

/** As CDK prints it when its output is no terminal. */
const LINES = [
  'WecomGpt: destroying... [1/1]',
  'WecomGpt |   0 | 10:00:00 AM | DELETE_IN_PROGRESS   | AWS::CloudFormation::Stack | WecomGpt User Initiated',
  'WecomGpt |   1 | 10:00:05 AM | DELETE_COMPLETE      | AWS::Lambda::Function      | Worker/Function (WorkerFunction)',
  'WecomGpt |   1 | 10:00:05 AM | DELETE_SKIPPED       | AWS::EC2::EIP              | EgressNetwork/Address',
  ' ✅  WecomGpt: destroyed',
];

/** A stack in an account, and somebody who answers what is asked. */
export class World {
  readonly aws = new FakeAws();
  readonly directory = mkdtempSync(join(tmpdir(), 'teardown-'));
  /** What was said and asked, in order. */
  readonly said: string[] = [];
  readonly cdkRuns: string[][] = [];
  configRegion = REGION;
  /** What becomes of the stack when CDK destroys it; undefined: it is gone. */
  statusAfterCdk: string | undefined;
  private clients: { destroy(): void }[] = [];
  /** Of all services of the account. */
  endpoint = '';

  async open(): Promise<void> {
    this.endpoint = await this.aws.start();
    this.aws.outputs = {
      KeepLine: KEEP_LINE,
      MessageQueueUrl: `${this.endpoint}/messages`,
      DeadLetterQueueUrl: `${this.endpoint}/dead`,
    };
    this.aws.resources = [...GOING, ...OUTLIVING];
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    await this.aws.stop();
    rmSync(this.directory, { recursive: true, force: true });
    process.exitCode = undefined;
  }

  /** @param answers to what is asked; when there are no more, the person leaves */
  run(
    options: Partial<TeardownOptions> = {},
    answers: readonly string[] | 'no-terminal' = [],
  ): Promise<Report> {
    const left = answers === 'no-terminal' ? [] : [...answers];
    const settings = {
      endpoint: this.endpoint,
      region: REGION,
      credentials: { accessKeyId: 'k', secretAccessKey: 's' },
      maxAttempts: 1,
    };
    const ports = {
      cloudFormation: new CloudFormationClient(settings),
      sqs: new SQSClient(settings),
      ec2: new EC2Client(settings),
      secretsManager: new SecretsManagerClient(settings),
      dynamodb: new DynamoDBClient(settings),
      logs: new CloudWatchLogsClient(settings),
    };
    this.clients.push(...Object.values(ports));
    return teardown(
      {
        from: { stack: 'WecomGpt' },
        name: 'WecomGpt',
        json: false,
        dryRun: false,
        yes: false,
        removed: [],
        keepFile: undefined,
        ...options,
      },
      {
        ...ports,
        runCdk: this.runCdk,
        directory: this.directory,
        regionInConfig: () => this.configRegion,
        terminal: {
          isThere: true,
          say: (text) => this.said.push(text),
          ask: (question) => {
            this.said.push(question);
            const answer = left.shift();
            return answer === undefined
              ? Promise.reject(new NoAnswerError(answers === 'no-terminal' ? answers : 'left', question))
              : Promise.resolve(answer);
          },
        },
      },
      textsIn('en'),
    );
  }

  private readonly runCdk: RunCdk = (args, onLine) => {
    this.cdkRuns.push([...args]);
    for (const line of LINES) onLine(line);
    this.aws.status = this.statusAfterCdk;
    return Promise.resolve({ exitCode: this.statusAfterCdk === undefined ? 0 : 1, lastWords: LINES });
  };
}
