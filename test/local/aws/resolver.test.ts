import { Resolver } from '../../../local/aws/resolver';
import { tinyTemplate } from './fixture';

const resolver = new Resolver(tinyTemplate(), {
  stackName: 'Tiny',
  region: 'ap-northeast-1',
  servicesUrl: 'http://127.0.0.1:1',
  httpApiUrl: 'http://127.0.0.1:2',
});

it.each([
  [{ Ref: 'Messages' }, /^http:\/\/127\.0\.0\.1:1\/000000000000\/Tiny-Messages-\w{12}\.fifo$/],
  [{ 'Fn::GetAtt': ['Messages', 'QueueName'] }, /^Tiny-Messages-\w{12}\.fifo$/],
  [{ 'Fn::GetAtt': 'Messages.Arn' }, /^arn:aws:sqs:ap-northeast-1:000000000000:Tiny-Messages-\w{12}\.fifo$/],
  [{ Ref: 'Table' }, /^Tiny-Table-\w{12}$/],
  [
    { Ref: 'Credentials' },
    /^arn:aws:secretsmanager:ap-northeast-1:000000000000:secret:Credentials-\w{12}-\w{6}$/,
  ],
  [{ Ref: 'Front' }, /^Tiny-Front-\w{12}$/],
  [
    { 'Fn::Sub': '${AWS::Partition}/${Address}/${Front.Arn}/${!kept}' },
    /^aws\/203\.0\.113\.10\/arn:.*\/\$\{kept\}$/,
  ],
  [{ 'Fn::Sub': ['${x}', { x: { Ref: 'AWS::Region' } }] }, /^ap-northeast-1$/],
  [{ 'Fn::Select': ['1', { 'Fn::Split': ['-', 'a-b-c'] }] }, /^b$/],
  [{ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, /^http:\/\/127\.0\.0\.1:2$/],
])('resolves %j', (value, expected) => {
  expect(resolver.resolve(value)).toMatch(expected);
});

it('leaves out what is AWS::NoValue', () => {
  expect(resolver.resolve({ a: { Ref: 'AWS::NoValue' }, b: 1 })).toEqual({ b: 1 });
});

it.each([
  [{ 'Fn::If': ['x', 1, 2] }, 'does not know Fn::If'],
  [{ Ref: 'Nowhere' }, 'no resource Nowhere'],
  [{ 'Fn::GetAtt': ['Table', 'StreamArn'] }, 'knows no StreamArn of Table'],
])('refuses %j', (value, reason) => {
  expect(() => resolver.resolve(value)).toThrow(reason);
});
