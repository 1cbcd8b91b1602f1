import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  CfnQueryDefinition,
  CustomDataIdentifier,
  DataIdentifier,
  DataProtectionPolicy,
  LogGroup,
  type ILogGroup,
} from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { AUDIT_QUESTIONS, type Question } from '../audit-questions';
import type { BotFunction } from './bot-function';
import { retentionOf } from './work-logs';

export interface AuditTrailProps {
  /** Days for which records are kept. */
  readonly keepDays: number;
  /** Encrypts them. @default a key of CloudWatch's own */
  readonly key?: IKey | undefined;
  /** Name of the log group of an earlier deployment. @default a new one */
  readonly adopted?: string | undefined;
}

/** Keys and tokens that a member may have pasted: masked for whoever may not unmask. */
const MASKED = [
  DataIdentifier.AWSSECRETKEY,
  DataIdentifier.OPENSSHPRIVATEKEY,
  DataIdentifier.PGPPRIVATEKEY,
  DataIdentifier.PKCSPRIVATEKEY,
  DataIdentifier.PUTTYPRIVATEKEY,
  new CustomDataIdentifier('ModelApiKey', 'sk-[A-Za-z0-9_-]{20,200}'),
  new CustomDataIdentifier('WecomAccessToken', 'access_token=[A-Za-z0-9_-]{20,250}'),
  new CustomDataIdentifier('WecomSecret', 'corpsecret=[A-Za-z0-9_-]{20,100}'),
];

/** The audit log: what happened to every message, kept beyond the stack, with a policy for those who may read it. */
export class AuditTrail extends Construct {
  readonly log: ILogGroup;
  /** Lets whoever it is attached to read the log, masked. */
  readonly readers: ManagedPolicy;

  constructor(scope: Construct, id: string, { keepDays, key, adopted }: AuditTrailProps) {
    super(scope, id);
    this.log =
      adopted === undefined
        ? new LogGroup(this, 'Log', {
            retention: retentionOf(keepDays),
            removalPolicy: RemovalPolicy.RETAIN,
            dataProtectionPolicy: new DataProtectionPolicy({
              name: 'KeysAndTokens',
              description: 'Masks keys and tokens',
              identifiers: MASKED,
            }),
            ...(key && { encryptionKey: key }),
          })
        : LogGroup.fromLogGroupName(this, 'Log', adopted);
    this.readers = this.readPolicy();
  }

  /** Lets a function add records, and read none. */
  grantWrite({ lambda }: BotFunction): void {
    lambda.addToRolePolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.log.logGroupArn],
      }),
    );
  }

  /** Saves the questions that an admin asks of the log. @param callbackLog where the callback tells what it refused */
  saveQuestions(callbackLog: ILogGroup): void {
    const { stackName } = Stack.of(this);
    const logOf = ({ of }: Question): ILogGroup => (of === 'audit' ? this.log : callbackLog);
    for (const question of AUDIT_QUESTIONS) {
      new CfnQueryDefinition(this, question.id, {
        name: `${stackName}/${question.name}`,
        queryString: question.query,
        logGroupNames: [logOf(question).logGroupName],
      });
    }
  }

  private readPolicy(): ManagedPolicy {
    return new ManagedPolicy(this, 'Readers', {
      description: 'WeCom GPT: may read the audit log, keys and tokens masked',
      statements: [
        new PolicyStatement({
          actions: [
            'logs:DescribeLogStreams',
            'logs:FilterLogEvents',
            'logs:GetLogEvents',
            'logs:GetLogRecord',
            'logs:StartQuery',
          ],
          resources: [this.log.logGroupArn],
        }),
        new PolicyStatement({
          actions: [
            'logs:DescribeLogGroups',
            'logs:DescribeQueryDefinitions',
            'logs:GetQueryResults',
            'logs:StopQuery',
          ],
          resources: ['*'],
        }),
      ],
    });
  }
}
