import { holds, inWords, readConditions, type RequestContext } from '../../../../local/aws/iam/conditions';

const isTrue = (condition: object, context: RequestContext): boolean =>
  readConditions(condition, 'P').every((each) => holds(each, context));

const leading = (operator: string, ...values: string[]) => ({
  [operator]: { 'dynamodb:LeadingKeys': values },
});
const via = (operator: string, ...values: string[]) => ({ [operator]: { 'kms:ViaService': values } });
const keys = (...values: string[]): RequestContext => ({ 'dynamodb:LeadingKeys': values });
const service = (value: string): RequestContext => ({ 'kms:ViaService': [value] });

it.each<[string, object, RequestContext, boolean]>([
  [
    'all values fit one of the patterns',
    leading('ForAllValues:StringLike', 'A#*', 'B#*'),
    keys('A#1', 'B#2'),
    true,
  ],
  ['one value fits none', leading('ForAllValues:StringLike', 'A#*', 'B#*'), keys('A#1', 'C#2'), false],
  ['ForAllValues of a key that is not there', leading('ForAllValues:StringLike', 'A#*'), {}, true],
  ['ForAnyValue where one fits', leading('ForAnyValue:StringLike', 'A#*'), keys('C#1', 'A#1'), true],
  ['ForAnyValue where none fits', leading('ForAnyValue:StringLike', 'A#*'), keys('C#1'), false],
  ['ForAnyValue of a key that is not there', leading('ForAnyValue:StringLike', 'A#*'), {}, false],
  ['ForAnyValue, if the key is there', leading('ForAnyValue:StringLikeIfExists', 'A#*'), {}, true],
  ['one of the values is equal', via('StringEquals', 'sqs.x', 'dynamodb.x'), service('dynamodb.x'), true],
  ['case counts', via('StringEquals', 'SQS.x'), service('sqs.x'), false],
  ['equal knows no wildcards', via('StringEquals', 'sqs.*'), service('sqs.x'), false],
  ['equal to a key that is not there', via('StringEquals', 'sqs.x'), {}, false],
  ['equal, if the key is there, which it is not', via('StringEqualsIfExists', 'sqs.x'), {}, true],
  ['equal, if the key is there, which it is', via('StringEqualsIfExists', 'sqs.x'), service('y'), false],
  ['like', via('StringLike', 'sqs.*.amazonaws.com'), service('sqs.eu-west-1.amazonaws.com'), true],
  ['like a key that is not there', via('StringLike', '*'), {}, false],
  ['an ARN, part by part', via('ArnLike', 'arn:aws:sqs:*:*:q*'), service('arn:aws:sqs:r:1:queue'), true],
  [
    'an ARN, where a wildcard would span parts',
    via('ArnEquals', 'arn:aws:*:queue'),
    service('arn:aws:sqs:r:1:queue'),
    false,
  ],
  [
    'true, whatever the case',
    { Bool: { 'aws:ViaAWSService': 'True' } },
    { 'aws:ViaAWSService': ['true'] },
    true,
  ],
  ['true, as JSON has it', { Bool: { 'aws:ViaAWSService': true } }, { 'aws:ViaAWSService': ['true'] }, true],
  ['false', { Bool: { 'aws:ViaAWSService': false } }, { 'aws:ViaAWSService': ['true'] }, false],
  ['a key in another case', { StringEquals: { 'KMS:viaservice': 'sqs.x' } }, service('sqs.x'), true],
  [
    'two keys, of which one is not as it must be',
    { StringEquals: { 'kms:ViaService': 'sqs.x', 'aws:ViaAWSService': 'true' } },
    { ...service('sqs.x'), 'aws:ViaAWSService': ['false'] },
    false,
  ],
  [
    'two operators, of which one is not met',
    { ...via('StringEquals', 'sqs.x'), ...leading('ForAllValues:StringLike', 'A#*') },
    { ...service('sqs.x'), ...keys('B#1') },
    false,
  ],
])('%s', (_, condition, context, expected) => {
  expect(isTrue(condition, context)).toBe(expected);
});

it.each([
  [{ StringNotLike: { 'kms:ViaService': 'x' } }, 'P has the condition operator StringNotLike'],
  [{ 'ForNoValue:StringLike': { 'kms:ViaService': 'x' } }, 'the condition operator ForNoValue:StringLike'],
  [{ toString: { 'kms:ViaService': 'x' } }, 'the condition operator toString'],
  [{ StringEquals: { 'aws:SourceIp': 'x' } }, 'P has the condition key aws:SourceIp'],
  [leading('StringLike', 'A#*'), 'AWS wants ForAllValues: for it'],
  [via('StringLike', '${aws:username}'), 'a policy variable'],
  [{ StringEquals: { 'kms:ViaService': { a: 1 } } }, 'a condition value that is no text'],
  [{ StringEquals: 'x' }, 'P has no keys below StringEquals'],
  ['x', 'a Condition that is no object'],
])('refuses %j', (condition, reason) => {
  expect(() => readConditions(condition, 'P')).toThrow(reason);
});

it('says a condition in words', () => {
  const conditions = readConditions(leading('ForAllValues:StringLike', 'A#*', 'B#*'), 'P');
  expect(conditions.map(inWords)).toEqual(['ForAllValues:StringLike dynamodb:LeadingKeys A#* or B#*']);
});
