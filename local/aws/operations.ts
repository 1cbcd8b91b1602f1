import type { Place } from '../activity';

export type ServiceName = 'sqs' | 'secretsmanager' | 'dynamodb' | 'logs' | 'lambda';

/** What a call needs IAM to allow its caller. */
export interface AuthorizedCall {
  readonly service: ServiceName;
  /** On the resource that the call names, e.g. `sqs:SendMessage`. */
  readonly action: string;
  /** On the KMS key that encrypts it, if one of the account does: the service then uses that as the caller. */
  readonly keyActions: readonly KeyAction[];
  /** Where the request says which partitions of a table it is about. */
  readonly partitionIn?: PartitionPlace;
}

export type KeyAction = 'kms:Decrypt' | 'kms:GenerateDataKey';

/** A member of a request to DynamoDB that holds a partition key. */
export type PartitionPlace = 'Key' | 'Item' | 'KeyConditionExpression';

/** An AWS operation that the local stack implements. */
export interface Operation extends AuthorizedCall {
  readonly name: string;
  /** How requests ask for it: the X-Amz-Target, or method and path. */
  readonly address: string;
  /** AWS's own page about it. */
  readonly docs: string;
  /** The request members that are honoured; a request with any other is refused. */
  readonly members: readonly string[];
  /** What AWS does and this does not. */
  readonly leftOut: string;
}

/**
 * How each service is addressed (`target`: before the name of the operation in the X-Amz-Target), which member of a request
 * names what it is about, and where its calls show on the page (logs do not).
 */
export const SERVICES: Readonly<
  Record<ServiceName, { target?: string; docs: string; namedBy?: string; place?: Place }>
> = {
  sqs: {
    target: 'AmazonSQS',
    docs: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_',
    namedBy: 'QueueUrl',
    place: 'queue',
  },
  secretsmanager: {
    target: 'secretsmanager',
    docs: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_',
    namedBy: 'SecretId',
    place: 'secrets',
  },
  dynamodb: {
    target: 'DynamoDB_20120810',
    docs: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_',
    namedBy: 'TableName',
    place: 'table',
  },
  logs: {
    target: 'Logs_20140328',
    docs: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_',
    namedBy: 'logGroupName',
  },
  lambda: { docs: 'https://docs.aws.amazon.com/lambda/latest/api/API_', place: 'doctor' },
};

const EXPRESSIONS = ['ExpressionAttributeNames', 'ExpressionAttributeValues'];
const WRITE = ['ConditionExpression', 'ReturnValues', ...EXPRESSIONS];
const READ = ['ConsistentRead', 'ProjectionExpression', ...EXPRESSIONS];
const WRITE_LEFT_OUT =
  'ReturnValuesOnConditionCheckFailure, consumed capacity, throttling, the conditions of before expressions.';
const READ_LEFT_OUT =
  'Consumed capacity, throttling. A read that is not consistent sees every item as it was before its last ' +
  'change, for ever; on AWS, mostly for some milliseconds.';

const RECEIVE_MESSAGE = operation('sqs', 'ReceiveMessage', {
  members: [
    'QueueUrl',
    'MaxNumberOfMessages',
    'VisibilityTimeout',
    'WaitTimeSeconds',
    'MessageSystemAttributeNames',
    'AttributeNames',
  ],
  keyActions: ['kms:Decrypt'],
  leftOut: 'ReceiveRequestAttemptId, message attributes, the limit of messages in flight.',
});
const DELETE_MESSAGE = operation('sqs', 'DeleteMessage', {
  members: ['QueueUrl', 'ReceiptHandle'],
  leftOut: 'Nothing known.',
});
const GET_QUEUE_ATTRIBUTES = operation('sqs', 'GetQueueAttributes', {
  members: ['QueueUrl', 'AttributeNames'],
  leftOut: 'Attributes of policy, encryption and creation; All means those that are known. Counts are exact.',
});
const CREATE_LOG_STREAM = operation('logs', 'CreateLogStream', {
  members: ['logGroupName', 'logStreamName'],
  leftOut: 'Nothing.',
});
const PUT_LOG_EVENTS = operation('logs', 'PutLogEvents', {
  members: ['logGroupName', 'logStreamName', 'logEvents'],
  leftOut: 'Sequence tokens, which AWS ignores; expiry by retention; only the newest lines are kept.',
});

/**
 * Every operation that the local stack implements, by its address. Anything else is refused. What each needs of a
 * key: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  [
    operation('sqs', 'SendMessage', {
      members: ['QueueUrl', 'MessageBody', 'MessageGroupId', 'MessageDeduplicationId'],
      keyActions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      leftOut: 'Standard queues, delay, message attributes, encryption, throttling.',
    }),
    RECEIVE_MESSAGE,
    DELETE_MESSAGE,
    operation('sqs', 'ChangeMessageVisibility', {
      members: ['QueueUrl', 'ReceiptHandle', 'VisibilityTimeout'],
      leftOut: 'Nothing known.',
    }),
    GET_QUEUE_ATTRIBUTES,
    operation('secretsmanager', 'GetSecretValue', {
      members: ['SecretId', 'VersionId', 'VersionStage'],
      keyActions: ['kms:Decrypt'],
      leftOut: 'Binary secrets, partial ARNs, encryption, throttling.',
    }),
    operation('secretsmanager', 'PutSecretValue', {
      members: ['SecretId', 'ClientRequestToken', 'SecretString'],
      keyActions: ['kms:GenerateDataKey'],
      leftOut: 'Binary secrets, stages of your own, rotation, the limit of versions.',
    }),
    itemOperation('GetItem', 'Key', READ, READ_LEFT_OUT),
    itemOperation(
      'Query',
      'KeyConditionExpression',
      [...READ, 'FilterExpression', 'Limit', 'ScanIndexForward', 'ExclusiveStartKey', 'Select'],
      `Indexes. ${READ_LEFT_OUT}`,
    ),
    // It names no partition, so that a condition on them by ForAllValues lets it pass, here as on AWS.
    itemOperation(
      'Scan',
      undefined,
      [...READ, 'FilterExpression', 'Limit', 'ExclusiveStartKey'],
      `Indexes, Select, parallel scans. ${READ_LEFT_OUT}`,
    ),
    itemOperation('PutItem', 'Item', WRITE, WRITE_LEFT_OUT),
    itemOperation('UpdateItem', 'Key', [...WRITE, 'UpdateExpression'], WRITE_LEFT_OUT),
    itemOperation('DeleteItem', 'Key', WRITE, WRITE_LEFT_OUT),
    CREATE_LOG_STREAM,
    PUT_LOG_EVENTS,
    operation('logs', 'FilterLogEvents', {
      members: ['logGroupName', 'startTime', 'endTime', 'filterPattern', 'limit', 'nextToken'],
      leftOut: 'Patterns other than one term, log streams, groups by ARN; only the newest lines are kept.',
    }),
    operation('logs', 'StartQuery', {
      members: ['logGroupName', 'startTime', 'endTime', 'queryString'],
      leftOut:
        'What of the query language no question of ours uses. Lines that are JSON only in part; masking; what is ' +
        'not documented: where sort puts what is not there, a sum of nothing, how a boolean is written.',
    }),
    operation('logs', 'GetQueryResults', {
      members: ['queryId'],
      leftOut: 'Pages; partial results; only the newest queries are kept, and complete when asked twice.',
    }),
    operation('logs', 'StopQuery', {
      members: ['queryId'],
      leftOut: 'The error for a query that is not running: AWS says that there is one, not which.',
    }),
    {
      ...operation('lambda', 'Invoke', {
        address: 'POST /2015-03-31/functions/{FunctionName}/invocations',
        members: ['FunctionName', 'Payload'],
        leftOut: 'Only by name, with an answer: no Event, no DryRun, no versions, no tail of the log.',
      }),
      action: 'lambda:InvokeFunction',
    },
    operation('lambda', 'GetAccountSettings', {
      address: 'GET /2016-08-19/account-settings',
      members: [],
      leftOut: 'An account of your own: the limits are those that AWS gives by default.',
    }),
  ].map((each) => [each.address, each]),
);

/**
 * What Lambda calls by itself, with the role of the function.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
 */
export const CALLS_OF_LAMBDA = {
  createLogStream: CREATE_LOG_STREAM,
  putLogEvents: PUT_LOG_EVENTS,
  receiveMessage: RECEIVE_MESSAGE,
  deleteMessage: DELETE_MESSAGE,
  getQueueAttributes: GET_QUEUE_ATTRIBUTES,
} satisfies Record<string, AuthorizedCall>;

interface Described {
  /** @default that of the JSON protocols */
  readonly address?: string;
  readonly members: readonly string[];
  readonly keyActions?: readonly KeyAction[];
  readonly leftOut: string;
}

function operation(
  service: Exclude<ServiceName, 'dynamodb'>,
  name: string,
  { address = targetOf(service, name), members, keyActions = [], leftOut }: Described,
): Operation {
  return {
    ...callOf(service, name, keyActions),
    name,
    address,
    members,
    leftOut,
    docs: docsOf(service, name),
  };
}

/** An operation of DynamoDB on items, which says in `partitionIn` of which partitions; undefined: of all of them. */
function itemOperation(
  name: string,
  partitionIn: PartitionPlace | undefined,
  members: readonly string[],
  leftOut: string,
): Operation {
  return {
    ...callOf('dynamodb', name, ['kms:Decrypt']),
    ...(partitionIn && { partitionIn }),
    name,
    address: targetOf('dynamodb', name),
    members: ['TableName', ...(partitionIn ? [partitionIn] : []), ...members],
    leftOut,
    docs: docsOf('dynamodb', name),
  };
}

/** An operation is an action of the same name, but for Invoke: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
function callOf(service: ServiceName, name: string, keyActions: readonly KeyAction[] = []): AuthorizedCall {
  return { service, action: `${service}:${name}`, keyActions };
}

function targetOf(service: ServiceName, name: string): string {
  return `${SERVICES[service].target ?? service}.${name}`;
}

function docsOf(service: ServiceName, name: string): string {
  return `${SERVICES[service].docs}${name}.html`;
}
