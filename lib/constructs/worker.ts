import type { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BotConfig } from '../../lambda/shared/bot-config';
import { ENVIRONMENT } from '../../lambda/shared/environment';
import { BotFunction } from './bot-function';
import { Credentials } from './credentials';
import type { EgressNetwork } from './egress-network';

export interface WorkerProps {
  readonly config: BotConfig;
  readonly timeout: Duration;
  readonly credentials: Credentials;
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
  readonly table: ITable;
  readonly network: EgressNetwork;
}

/**
 * Members answered at the same time. By the event source, not by reserved concurrency: a new account may have ten
 * executions in all, and a busy worker must not starve the callback of them.
 */
const MAX_CONCURRENCY = 5;

/** Takes messages off the queue, asks the model and sends the answer, from the company's own address. */
export class Worker extends Construct {
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const { config, timeout, credentials, queue, deadLetters, table, network } = props;

    const worker = new BotFunction(this, 'Worker', {
      entry: 'worker',
      description: "Answers members' messages by the model and sends the answers through WeCom",
      config,
      timeout,
      memorySize: 512,
      network,
      environment: {
        [ENVIRONMENT.wecomSecret]: credentials.wecom.secretArn,
        [ENVIRONMENT.modelSecret]: credentials.model.secretArn,
        [ENVIRONMENT.botTable]: table.tableName,
        [ENVIRONMENT.messageQueue]: queue.queueUrl,
        [ENVIRONMENT.deadLetterQueue]: deadLetters.queueUrl,
      },
    });
    Credentials.grantRead(credentials.wecom, worker.function);
    Credentials.grantRead(credentials.model, worker.function);
    table.grant(
      worker.function,
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
    );

    const messages = new EventSourceMapping(this, 'Messages', {
      target: worker.function,
      eventSourceArn: queue.queueArn,
      batchSize: 1,
      maxConcurrency: MAX_CONCURRENCY,
      // Without it, one failed invocation slows the polling for everyone.
      reportBatchItemFailures: true,
    });
    queue
      .grant(
        worker.function,
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
      )
      .applyBefore(messages);
    deadLetters.grant(worker.function, 'sqs:SendMessage');
  }
}
