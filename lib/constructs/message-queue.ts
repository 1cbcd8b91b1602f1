import { Duration } from 'aws-cdk-lib';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  type QueueProps,
} from 'aws-cdk-lib/aws-sqs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface MessageQueueProps {
  /** How long a message stays away from others once a worker has it; at least the worker's timeout. */
  readonly visibilityTimeout: Duration;
  /** Encrypts messages. @default a key of SQS's own */
  readonly key?: IKey | undefined;
}

/** A backstop alone: waiting counts here too, and attempts are counted by the worker, which gives up long before. */
const MAX_RECEIVE_COUNT = 1000;

/** Members' messages on their way to the worker: in order for each member, members in parallel. */
export class MessageQueue extends Construct {
  readonly queue: Queue;
  /** What could not be answered. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { visibilityTimeout, key }: MessageQueueProps) {
    super(scope, id);
    const common: QueueProps = {
      fifo: true,
      // The longest that SQS allows: what could not be answered is to be found for as long as can be.
      retentionPeriod: Duration.days(14),
      ...(key
        ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key }
        : { encryption: QueueEncryption.SQS_MANAGED }),
      enforceSSL: true,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    };
    this.deadLetters = new Queue(this, 'DeadLetters', common);
    this.queue = new Queue(this, 'Messages', {
      ...common,
      visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
  }
}
