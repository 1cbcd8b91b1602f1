/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const FOR_DYNAMODB =
  'AWS names it among the least that DynamoDB needs on a key, of the principal who chooses the key for a table. By the ' +
  'same page reads and writes decrypt and nothing else; that was not tried on AWS.';

/** Grants that no call of the local stack needs, each with the reason why it is there. */
export const UNUSED_GRANTS: Readonly<Record<string, string>> = {
  ...each(
    ['WorkerFunction', 'RecoveryFunction', 'DoctorFunction'],
    [
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ],
    '*',
    'Lambda places a function in a VPC with them, which the local stack does not play.',
  ),
};

/** The same, of the stack with a key of its own. */
export const UNUSED_GRANTS_OF_KEY: Readonly<Record<string, string>> = {
  ...each(
    [
      'CallbackEndpointCallbackFunction',
      'WorkerFunction',
      'RecoveryFunction',
      'DoctorFunction',
      'NotifierFunction',
    ],
    [
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    'DataKey',
    FOR_DYNAMODB,
  ),
  ...each(
    ['RecoveryFunction', 'DoctorFunction', 'NotifierFunction'],
    ['kms:GenerateDataKey'],
    'DataKey',
    `It sends nothing to a queue. ${FOR_DYNAMODB}`,
  ),
};

function each(
  functions: readonly string[],
  actions: readonly string[],
  resource: string,
  reason: string,
): Record<string, string> {
  return Object.fromEntries(
    functions.flatMap((name) => actions.map((action) => [`${name} ${action} on ${resource}`, reason])),
  );
}
