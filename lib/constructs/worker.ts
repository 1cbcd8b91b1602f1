import type { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambda/shared/environment';
import { PARTITIONS } from '../../lambda/shared/table-keys';
import type { AuditTrail } from './audit-trail';
import { BotFunction, type BotFunctionBasis } from './bot-function';
import { BotTable } from './bot-table';
import { Credentials } from './credentials';
import type { EgressNetwork } from './egress-network';

export interface WorkerProps extends BotFunctionBasis {
  readonly timeout: Duration;
  /**
   * Members answered at the same time. By the event source, not by reserved concurrency: a new account may have ten
   * executions in all, and a busy worker must not starve the callback of them.
   */
  readonly maxConcurrency: number;
  /** Base URL of the model's provider. @default OpenAI */
  readonly modelUrl?: string | undefined;
  /** Base URL of the provider of voice. @default that of the model */
  readonly speechUrl?: string | undefined;
  /** Base URL of the provider of pictures. @default that of the model */
  readonly imagesUrl?: string | undefined;
  readonly credentials: Credentials;
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
  readonly table: ITable;
  readonly audit: AuditTrail;
  readonly network: EgressNetwork;
}

/** Takes messages off the queue, asks the model and sends the answer, from the company's own address. */
export class Worker extends Construct {
  readonly function: BotFunction;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const { credentials, queue, deadLetters, table, audit, maxConcurrency } = props;
    const { modelUrl, speechUrl, imagesUrl } = props;

    this.function = new BotFunction(this, 'Worker', {
      ...props,
      entry: 'worker',
      // As large as all the rest, and of use for voice alone.
      apart: ['@audio/decode-amr', 'amr-js/library/amrnb.js'],
      description: "Answers members' messages by the model and sends the answers through WeCom",
      memorySize: 512,
      environment: {
        [ENVIRONMENT.wecomSecret]: credentials.wecom.secretArn,
        [ENVIRONMENT.modelSecret]: credentials.model.secretArn,
        [ENVIRONMENT.botTable]: table.tableName,
        [ENVIRONMENT.auditLog]: audit.log.logGroupName,
        [ENVIRONMENT.messageQueue]: queue.queueUrl,
        [ENVIRONMENT.deadLetterQueue]: deadLetters.queueUrl,
        ...(modelUrl !== undefined && { [ENVIRONMENT.modelUrl]: modelUrl }),
        ...(speechUrl !== undefined && { [ENVIRONMENT.speechUrl]: speechUrl }),
        ...(imagesUrl !== undefined && { [ENVIRONMENT.imagesUrl]: imagesUrl }),
      },
    });
    const worker = this.function.lambda;
    Credentials.grantRead(credentials.wecom, worker);
    Credentials.grantRead(credentials.model, worker);
    table.grant(worker, 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
    const { audit: outbox, member, message } = PARTITIONS;
    BotTable.grantPartitions(table, worker, [outbox, member, message], ['dynamodb:DeleteItem']);
    audit.grantWrite(this.function);

    const messages = new EventSourceMapping(this, 'Messages', {
      target: worker,
      eventSourceArn: queue.queueArn,
      batchSize: 1,
      maxConcurrency,
      // Without it, one failed invocation slows the polling for everyone.
      reportBatchItemFailures: true,
    });
    queue
      .grant(
        worker,
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
      )
      .applyBefore(messages);
    deadLetters.grant(worker, 'sqs:SendMessage', 'sqs:GetQueueAttributes');
  }
}
