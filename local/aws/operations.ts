import type { Place } from '../activity';

export type ServiceName = 'sqs' | 'secretsmanager' | 'dynamodb' | 'logs';

/** An AWS operation that the local stack implements. */
export interface Operation {
  readonly service: ServiceName;
  readonly name: string;
  /** AWS's own page about it. */
  readonly docs: string;
  /** The request members that are honoured; a request with any other is refused. */
  readonly members: readonly string[];
  /** What AWS does and this does not. */
  readonly leftOut: string;
}

/** How each service is addressed, and where its calls show on the page (logs do not). */
export const SERVICES: Readonly<Record<ServiceName, { target: string; docs: string; place?: Place }>> = {
  sqs: {
    target: 'AmazonSQS',
    docs: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_',
    place: 'queue',
  },
  secretsmanager: {
    target: 'secretsmanager',
    docs: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_',
    place: 'secrets',
  },
  dynamodb: {
    target: 'DynamoDB_20120810',
    docs: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_',
    place: 'table',
  },
  logs: {
    target: 'Logs_20140328',
    docs: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_',
  },
};

const EXPRESSIONS = ['ExpressionAttributeNames', 'ExpressionAttributeValues'];
const WRITE = ['TableName', 'ConditionExpression', 'ReturnValues', ...EXPRESSIONS];
const READ = ['TableName', 'ConsistentRead', 'ProjectionExpression', ...EXPRESSIONS];
const WRITE_LEFT_OUT =
  'ReturnValuesOnConditionCheckFailure, consumed capacity, throttling, the conditions of before expressions.';
const READ_LEFT_OUT =
  'Consumed capacity, throttling. A read that is not consistent sees every item as it was before its last ' +
  'change, for ever; on AWS, mostly for some milliseconds.';

/** Every operation that the local stack implements, by its X-Amz-Target. Anything else is refused. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  [
    operation(
      'sqs',
      'SendMessage',
      ['QueueUrl', 'MessageBody', 'MessageGroupId', 'MessageDeduplicationId'],
      'Standard queues, delay, message attributes, encryption, throttling.',
    ),
    operation(
      'sqs',
      'ReceiveMessage',
      [
        'QueueUrl',
        'MaxNumberOfMessages',
        'VisibilityTimeout',
        'WaitTimeSeconds',
        'MessageSystemAttributeNames',
        'AttributeNames',
      ],
      'ReceiveRequestAttemptId, message attributes, the limit of messages in flight.',
    ),
    operation('sqs', 'DeleteMessage', ['QueueUrl', 'ReceiptHandle'], 'Nothing known.'),
    operation(
      'sqs',
      'ChangeMessageVisibility',
      ['QueueUrl', 'ReceiptHandle', 'VisibilityTimeout'],
      'Nothing known.',
    ),
    operation(
      'sqs',
      'GetQueueAttributes',
      ['QueueUrl', 'AttributeNames'],
      'Attributes of policy, encryption and creation; All means those that are known. Counts are exact.',
    ),
    operation(
      'secretsmanager',
      'GetSecretValue',
      ['SecretId', 'VersionId', 'VersionStage'],
      'Binary secrets, partial ARNs, encryption with a key of your own, throttling.',
    ),
    operation(
      'secretsmanager',
      'PutSecretValue',
      ['SecretId', 'ClientRequestToken', 'SecretString'],
      'Binary secrets, stages of your own, rotation, the limit of versions.',
    ),
    operation('dynamodb', 'GetItem', [...READ, 'Key'], READ_LEFT_OUT),
    operation(
      'dynamodb',
      'Query',
      [
        ...READ,
        'KeyConditionExpression',
        'FilterExpression',
        'Limit',
        'ScanIndexForward',
        'ExclusiveStartKey',
        'Select',
      ],
      `Indexes. ${READ_LEFT_OUT}`,
    ),
    operation('dynamodb', 'PutItem', [...WRITE, 'Item'], WRITE_LEFT_OUT),
    operation('dynamodb', 'UpdateItem', [...WRITE, 'Key', 'UpdateExpression'], WRITE_LEFT_OUT),
    operation('dynamodb', 'DeleteItem', [...WRITE, 'Key'], WRITE_LEFT_OUT),
    operation('logs', 'CreateLogStream', ['logGroupName', 'logStreamName'], 'Nothing.'),
    operation(
      'logs',
      'PutLogEvents',
      ['logGroupName', 'logStreamName', 'logEvents'],
      'Sequence tokens, which AWS ignores; expiry by retention; only the newest lines are kept.',
    ),
    operation(
      'logs',
      'FilterLogEvents',
      ['logGroupName', 'startTime', 'endTime', 'filterPattern', 'limit', 'nextToken'],
      'Patterns other than one term, log streams, groups by ARN; only the newest lines are kept.',
    ),
  ].map((each) => [`${SERVICES[each.service].target}.${each.name}`, each]),
);

function operation(
  service: ServiceName,
  name: string,
  members: readonly string[],
  leftOut: string,
): Operation {
  return { service, name, members, leftOut, docs: `${SERVICES[service].docs}${name}.html` };
}
