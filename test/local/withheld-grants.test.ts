import type { Grant } from '../../local/aws/iam/execution-role';
import { invocationOf } from '../../local/function-call';
import { readWithheldGrants, WithheldGrants } from '../../local/withheld-grants';

const PUT: Grant = { function: 'WorkerFunction', action: 'dynamodb:PutItem', resource: 'BotTable' };
const GET: Grant = { ...PUT, action: 'dynamodb:GetItem', condition: 'StringLike x y' };
const grants = [PUT, GET, { ...PUT, function: 'CallbackFunction' }];
const put = { function: 'worker', action: 'dynamodb:PutItem', resource: 'BotTable' };
const get = { ...put, action: 'dynamodb:GetItem' };

function withholding(...lists: object[][]): WithheldGrants {
  const withheld = new WithheldGrants();
  for (const list of lists) withheld.replace(readWithheldGrants(list, grants));
  return withheld;
}

const forMember = (member: string) => invocationOf('WorkerFunction', { member });

it('a grant is withheld from every call, or from those for a member', () => {
  const withheld = withholding([put, { ...get, member: 'Ann' }]);
  expect(withheld.withholds(PUT, forMember('bob'))).toBe(true);
  expect(withheld.withholds(PUT, undefined)).toBe(true);
  expect(withheld.withholds({ ...PUT, function: 'CallbackFunction' }, undefined)).toBe(false);
  expect(withheld.withholds({ ...PUT, resource: 'Other' }, undefined)).toBe(false);
  expect(withheld.withholds(GET, forMember('ANN'))).toBe(true);
  expect(withheld.withholds(GET, forMember('bob'))).toBe(false);
  expect(withheld.withholds(GET, undefined)).toBe(false);
});

it('a list replaces what is withheld from everyone and from each member named; an empty one gives all back', () => {
  const withheld = withholding([put, { ...put, member: 'ann' }], [{ ...get, member: 'ANN' }]);
  expect(withheld.withholds(PUT, undefined)).toBe(true);
  expect(withheld.withholds(GET, forMember('ann'))).toBe(true);
  withheld.replace(readWithheldGrants([get], grants));
  expect(withheld.withholds(PUT, forMember('ann'))).toBe(false);
  withheld.replace([]);
  expect(withheld.withholds(GET, forMember('ann'))).toBe(false);
});

it.each<[unknown, string]>([
  [{}, 'Send a list'],
  [['x'], 'A grant must be a JSON object'],
  [[{ ...put, operation: 'PutItem' }], 'A grant has no "operation", only: function, action'],
  [[{ ...put, function: 'x' }], '"function" must mean one of: WorkerFunction, CallbackFunction'],
  [
    [{ ...put, action: 'dynamodb:Scan' }],
    'WorkerFunction has no grant of dynamodb:Scan on BotTable, only: dynamodb:PutItem on BotTable, dynamodb:GetItem on BotTable',
  ],
  [[{ ...put, member: '' }], '"member" must be a text'],
])('refuses %j', (body, reason) => {
  expect(() => readWithheldGrants(body, grants)).toThrow(reason);
});
