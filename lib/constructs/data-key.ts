import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { BotFunction } from './bot-function';

/** Services that use the key on behalf of a function that calls them. */
const THROUGH = ['dynamodb', 'secretsmanager', 'sqs'];
/** What DynamoDB asks for [docs: encryption.usagenotes], which includes what the others do. */
const USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** The company's own key for everything at rest. It outlives the stack, as what it has encrypted does. */
export class DataKey extends Construct {
  readonly key: IKey;

  /** @param adopted ARN of the key of an earlier deployment */
  constructor(scope: Construct, id: string, adopted?: string) {
    super(scope, id);
    this.key = adopted === undefined ? this.newKey() : Key.fromKeyArn(this, 'Key', adopted);
  }

  /** Lets a function read and write what the table, the queues and the secrets encrypt, by way of them alone. */
  static grantUse(key: IKey | undefined, user: BotFunction | undefined): void {
    if (!key || !user) return;
    const { lambda } = user;
    const { region } = Stack.of(lambda);
    lambda.addToRolePolicy(
      new PolicyStatement({
        actions: USE,
        resources: [key.keyArn],
        conditions: {
          StringEquals: { 'kms:ViaService': THROUGH.map((service) => `${service}.${region}.amazonaws.com`) },
        },
      }),
    );
  }

  private newKey(): Key {
    const key = new Key(this, 'Key', {
      description: 'WeCom GPT: what the bot keeps',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const { region, account, partition, stackName } = Stack.of(this);
    // CDK adds neither of these two: the first log group would fail, and alarms would vanish without a word.
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LogGroupsOfThisStack',
        principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:${stackName}-*`,
          },
        },
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsIntoTheEncryptedTopic',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
    return key;
  }
}
