import { awsFault } from '../../../cli/stack/aws-faults';

function errorOf(name: string, message: string, fields: object = { $metadata: {} }): Error {
  return Object.assign(new Error(message), { name }, fields);
}

it.each<[string, Error, object]>([
  ['no region', new Error('Region is missing'), { code: 'no-region' }],
  ['an empty region', new Error('Region not accepted: region=""'), { code: 'no-region' }],
  [
    'a session that has ended',
    errorOf('TokenProviderError', 'Token is expired. To refresh this SSO session run aws sso login', {}),
    { code: 'no-credentials' },
  ],
  [
    'no credentials',
    errorOf('CredentialsProviderError', 'Could not load credentials from any providers', {}),
    { code: 'no-credentials' },
  ],
  [
    'credentials that have expired',
    errorOf('ExpiredTokenException', 'The security token is expired'),
    { code: 'credentials-refused', reason: 'ExpiredTokenException: The security token is expired' },
  ],
  [
    'an unknown key',
    errorOf('InvalidClientTokenId', 'The security token included in the request is invalid.'),
    { code: 'credentials-refused' },
  ],
  [
    'a missing permission for the stack',
    errorOf(
      'AccessDenied',
      'User: arn:aws:iam::111122223333:user/op is not authorized to perform: cloudformation:DescribeStacks on resource: x',
    ),
    { code: 'access-denied', action: 'cloudformation:DescribeStacks' },
  ],
  [
    'a missing permission for the table',
    errorOf(
      'AccessDeniedException',
      'User: arn:aws:sts::111122223333:assumed-role/op/me is not authorized to perform: dynamodb:UpdateItem on resource: x',
    ),
    { code: 'access-denied', action: 'dynamodb:UpdateItem' },
  ],
  [
    'a permission that is not named',
    errorOf('AccessDenied', 'Access to the resource is denied.'),
    { code: 'access-denied', action: 'Access to the resource is denied.' },
  ],
  [
    'a host that is not found',
    errorOf('Error', 'getaddrinfo ENOTFOUND sqs.example', { code: 'ENOTFOUND' }),
    { code: 'unreachable', reason: 'Error: getaddrinfo ENOTFOUND sqs.example' },
  ],
  ['a time-out', errorOf('TimeoutError', 'Socket timed out'), { code: 'unreachable' }],
  [
    'anything else of AWS',
    errorOf('QueueDoesNotExist', 'The specified queue does not exist.'),
    { code: 'aws', reason: 'QueueDoesNotExist: The specified queue does not exist.' },
  ],
])('%s has a name', (_, error, fault) => {
  expect(awsFault(error)).toMatchObject(fault);
});

it.each([new TypeError('x is not a function'), 'a string'])(
  'a fault of our own is none of AWS: %p',
  (error) => {
    expect(awsFault(error)).toBeUndefined();
  },
);
