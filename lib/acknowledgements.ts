import { Validations, type Stack } from 'aws-cdk-lib';

/** A finding of the policy checks that we accept. */
export interface Acknowledgement {
  /** Path of the construct below the stack; the finding is accepted there and below, nowhere else. */
  readonly at: string;
  /** The finding's id, as synth prints it. */
  readonly id: string;
  readonly reason: string;
}

const managedPolicy = (name: string): string =>
  `AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/${name}]`;

const NEXT_MINUTE = 'It is called every minute with nothing in the event that could be lost.';

/** Every finding that we accept, each with its reason. What is not here stops `cdk synth`. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    at: 'Credentials',
    id: 'AwsSolutions::AwsSolutions-SMG4',
    reason:
      'WeCom and the model provider have no API by which a rotation function could change these values: an admin does, ' +
      'and a new value is used within five minutes.',
  },
  {
    at: 'CallbackEndpoint/Api',
    id: 'AwsSolutions::AwsSolutions-APIG4',
    reason:
      'WeCom signs each callback with the Token of the app, and the function checks that before anything else.',
  },
  {
    at: 'CallbackEndpoint/Callback',
    id: managedPolicy('AWSLambdaBasicExecutionRole'),
    reason: 'It allows writing logs, and is kept up to date by AWS.',
  },
  {
    at: 'CallbackEndpoint/Callback',
    id: 'Serverless::Serverless-LambdaDLQ',
    reason: 'API Gateway calls it and waits for its answer: there is no event that could be lost.',
  },
  {
    at: 'CallbackEndpoint/Callback',
    id: 'Serverless::Serverless-LambdaTracing',
    reason:
      'Its log lines and the access log tell where time goes; the one second of the URL check is precious.',
  },
  {
    at: 'MessageQueue/DeadLetters',
    id: 'Serverless::Serverless-SQSRedrivePolicy',
    reason: 'It is the dead-letter queue.',
  },
  {
    at: 'Worker/Worker',
    id: managedPolicy('AWSLambdaBasicExecutionRole'),
    reason: 'It allows writing logs, and is kept up to date by AWS.',
  },
  {
    at: 'Worker/Worker',
    id: managedPolicy('AWSLambdaVPCAccessExecutionRole'),
    reason: 'It allows making network interfaces in the VPC, and is kept up to date by AWS.',
  },
  {
    at: 'Worker/Worker',
    id: 'Serverless::Serverless-LambdaDLQ',
    reason: 'Messages come from a queue that has a dead-letter queue.',
  },
  {
    at: 'Worker/Messages',
    id: 'Serverless::Serverless-LambdaEventSourceMappingDestination',
    reason: 'Messages come from a queue that has a dead-letter queue.',
  },
  {
    at: 'Worker/Worker',
    id: 'Serverless::Serverless-LambdaTracing',
    reason: 'Its log lines tell where time goes; the model takes nearly all of it.',
  },
  {
    at: 'Recovery/Recovery',
    id: managedPolicy('AWSLambdaBasicExecutionRole'),
    reason: 'It allows writing logs, and is kept up to date by AWS.',
  },
  {
    at: 'Recovery/Recovery',
    id: managedPolicy('AWSLambdaVPCAccessExecutionRole'),
    reason: 'It allows making network interfaces in the VPC, and is kept up to date by AWS.',
  },
  {
    at: 'Recovery/Recovery',
    id: 'Serverless::Serverless-LambdaDLQ',
    reason: NEXT_MINUTE,
  },
  {
    at: 'Recovery/Recovery',
    id: 'Serverless::Serverless-LambdaAsyncFailureDestination',
    reason: NEXT_MINUTE,
  },
  {
    at: 'Recovery/EveryMinute',
    id: 'Serverless::Serverless-EventBusDLQ',
    reason: NEXT_MINUTE,
  },
  {
    at: 'Recovery/Recovery',
    id: 'Serverless::Serverless-LambdaTracing',
    reason: 'Its log lines say what it found; nobody waits for it.',
  },
];

/** An acknowledgement names a construct that the stack does not have. */
export class StaleAcknowledgementError extends Error {
  readonly code = 'STALE_ACKNOWLEDGEMENT';
  constructor({ at, id }: Acknowledgement) {
    super(
      `lib/acknowledgements.ts accepts ${id} at ${at}, but the stack has no such construct. Correct the path.`,
    );
  }
}

/** @throws StaleAcknowledgementError */
export function acknowledgeFindings(stack: Stack, acknowledgements = ACKNOWLEDGEMENTS): void {
  const constructs = new Map(stack.node.findAll().map((construct) => [construct.node.path, construct]));
  for (const acknowledgement of acknowledgements) {
    const { at, id, reason } = acknowledgement;
    const construct = constructs.get(`${stack.node.path}/${at}`);
    if (!construct) throw new StaleAcknowledgementError(acknowledgement);
    Validations.of(construct).acknowledge({ id, reason });
  }
}
