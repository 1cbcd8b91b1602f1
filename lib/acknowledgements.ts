import { Validations, type Stack } from 'aws-cdk-lib';

/** A finding of the policy checks that we accept. */
export interface Acknowledgement {
  /** Path of the construct below the stack; the finding is accepted there and below, nowhere else. */
  readonly at: string;
  /** The finding's id, as synth prints it. */
  readonly id: string;
  readonly reason: string;
  /** Only some configurations have the construct. */
  readonly isOptional?: true;
}

const NEXT_MINUTE = 'It is called every minute with nothing in the event that could be lost.';
const TOLD_OTHERWISE =
  'Lambda calls it three times. An alarm of which the group is not told is in the e-mails and in CloudWatch all the same.';
const ASKED_BY_SOMEONE = 'An operator calls it and waits for what it says.';
const FROM_QUEUE = 'Messages come from a queue that has a dead-letter queue.';

/** Every finding that we accept, each with its reason. What is not here stops `cdk synth`. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    at: 'Credentials',
    id: 'AwsSolutions::AwsSolutions-SMG4',
    isOptional: true,
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
  ...inVpc('Worker/Worker'),
  { at: 'Worker/Worker', id: 'Serverless::Serverless-LambdaDLQ', reason: FROM_QUEUE },
  {
    at: 'Worker/Messages',
    id: 'Serverless::Serverless-LambdaEventSourceMappingDestination',
    reason: FROM_QUEUE,
  },
  {
    at: 'Worker/Worker',
    id: 'Serverless::Serverless-LambdaTracing',
    reason: 'Its log lines tell where time goes; the model takes nearly all of it.',
  },
  ...inVpc('Recovery/Recovery'),
  { at: 'Recovery/Recovery', id: 'Serverless::Serverless-LambdaDLQ', reason: NEXT_MINUTE },
  {
    at: 'Recovery/Recovery',
    id: 'Serverless::Serverless-LambdaAsyncFailureDestination',
    reason: NEXT_MINUTE,
  },
  { at: 'Recovery/EveryMinute', id: 'Serverless::Serverless-EventBusDLQ', reason: NEXT_MINUTE },
  {
    at: 'Recovery/Recovery',
    id: 'Serverless::Serverless-LambdaTracing',
    reason: 'Its log lines say what it found; nobody waits for it.',
  },
  ...inVpc('Doctor/Doctor'),
  { at: 'Doctor/Doctor', id: 'Serverless::Serverless-LambdaDLQ', reason: ASKED_BY_SOMEONE },
  { at: 'Doctor/Doctor', id: 'Serverless::Serverless-LambdaTracing', reason: ASKED_BY_SOMEONE },
  {
    at: 'Operations/Topic',
    id: 'Serverless::Serverless-SNSRedrivePolicy',
    isOptional: true,
    reason: 'Only e-mails are there, and SNS tries those itself; an alarm stays in CloudWatch all the same.',
  },
  {
    at: 'Notifier/Notifier',
    id: 'Serverless::Serverless-LambdaDLQ',
    isOptional: true,
    reason: TOLD_OTHERWISE,
  },
  {
    at: 'Notifier/Notifier',
    id: 'Serverless::Serverless-SNSRedrivePolicy',
    isOptional: true,
    reason: TOLD_OTHERWISE,
  },
  {
    at: 'Notifier/Notifier',
    id: 'Serverless::Serverless-LambdaTracing',
    isOptional: true,
    reason: 'It makes one call.',
  },
  {
    at: 'AuditTrail/Readers',
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    reason:
      'Results of a query, saved queries and the list of log groups are not things that a policy can name; records are, ' +
      'and only those of the audit log are allowed.',
  },
  {
    at: 'EgressNetwork/Vpc/PublicSubnet1/NatInstance',
    id: 'AwsSolutions::AwsSolutions-EC28',
    isOptional: true,
    reason: 'Who chooses a NAT instance saves; figures by the minute would cost half as much again.',
  },
  {
    at: 'EgressNetwork/Vpc/PublicSubnet1/NatInstance',
    id: 'AwsSolutions::AwsSolutions-EC29',
    isOptional: true,
    reason: 'It holds nothing, and protected it would keep the stack from being removed.',
  },
];

function inVpc(at: string): Acknowledgement[] {
  const reason =
    'Lambda makes its network interface by actions that take no resource, and the limit of an account has none either.';
  return [
    { at: `${at}/Role`, id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]', reason },
    { at: `${at}/Role`, id: 'Serverless::Serverless-LambdaStarPermissions', reason },
  ];
}

/** What is accepted besides where an audit log is adopted: its name then stands in the policies as it is. */
export function ofAdoptedLog(region: string, name: string): Acknowledgement[] {
  return ['AuditTrail/Readers', 'Worker/Worker/Role', 'Recovery/Recovery/Role'].map((at) => ({
    at,
    id: `AwsSolutions::AwsSolutions-IAM5[Resource::arn:aws:logs:${region}:<AWS::AccountId>:log-group:${name}:*]`,
    reason: 'The streams of the audit log are named after days; no other log group is allowed.',
  }));
}

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
    const { at, id, reason, isOptional } = acknowledgement;
    const construct = constructs.get(`${stack.node.path}/${at}`);
    if (construct) Validations.of(construct).acknowledge({ id, reason });
    else if (!isOptional) throw new StaleAcknowledgementError(acknowledgement);
  }
}
