import { ExecutionRoles } from '../../../../local/aws/iam/execution-roles';
import { roleOf } from '../../../../local/aws/iam/function-policies';
import type { CloudFormationTemplate } from '../../../../local/aws/template';
import { grantsIn } from '../../../support/template';
import { templateOf } from '../../../support/synthesised';
import { tinyTemplate } from '../fixture';
import { resolverOf } from './policies';

type Properties = Record<string, unknown>;

function propertiesOf(template: CloudFormationTemplate, id: string): Properties {
  return ((template.Resources[id] ??= { Type: 'AWS::IAM::Role' }).Properties ??= {});
}

function grantsOf(template: CloudFormationTemplate, functionId = 'Front'): string[] {
  return roleOf(functionId, template, resolverOf(template)).rules.map(
    ({ effect, action, resourceName }) => `${effect} ${action} on ${resourceName}`,
  );
}

const policy = (Action: string) => ({ Statement: { Effect: 'Allow', Action, Resource: '*' } });

it('takes the policies of the role, and all that are attached to it', () => {
  const template = tinyTemplate();
  Object.assign(template.Resources, {
    Other: {
      Type: 'AWS::IAM::Policy',
      Properties: { Roles: [{ Ref: 'BackRole' }], PolicyDocument: policy('sqs:Other') },
    },
    Attached: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'BackRole' }, { Ref: 'FrontRole' }],
        PolicyDocument: policy('sqs:Attached'),
      },
    },
    Managed: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { Roles: [{ Ref: 'FrontRole' }], PolicyDocument: policy('sqs:Managed') },
    },
    Listed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy('sqs:Listed') } },
    Single: {
      Type: 'AWS::IAM::RolePolicy',
      Properties: { RoleName: { Ref: 'FrontRole' }, PolicyDocument: policy('sqs:Single') },
    },
  });
  propertiesOf(template, 'FrontRole')['ManagedPolicyArns'] = [{ Ref: 'Listed' }];
  expect(grantsOf(template)).toEqual([
    'Allow logs:CreateLogStream on Lines',
    'Allow logs:PutLogEvents on Lines',
    'Allow sqs:SendMessage on Messages',
    'Allow sqs:Attached on *',
    'Allow sqs:Managed on *',
    'Allow sqs:Listed on *',
    'Allow sqs:Single on *',
  ]);
});

it.each<[string, (template: CloudFormationTemplate) => void, string]>([
  [
    'a role that is not in the template',
    (template) => (propertiesOf(template, 'Front')['Role'] = 'arn:aws:iam::000000000000:role/elsewhere'),
    'The role of Front is not in the template, so what it may do is not known',
  ],
  [
    'a function without a role',
    (template) => delete propertiesOf(template, 'Front')['Role'],
    'The role of Front is not in the template',
  ],
  [
    "a managed policy of AWS's",
    (template) =>
      (propertiesOf(template, 'FrontRole')['ManagedPolicyArns'] = [
        { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' },
      ]),
    'FrontRole has the managed policy arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
  ],
  [
    'a policy without a document',
    (template) => (propertiesOf(template, 'FrontRole')['Policies'] = [{ PolicyName: 'empty' }]),
    'FrontRole has no statements',
  ],
])('refuses %s', (_, alter, reason) => {
  const template = tinyTemplate();
  alter(template);
  expect(() => grantsOf(template)).toThrow(reason);
});

it("knows every grant of the product's template, and no other", () => {
  const synthesised = templateOf();
  const template = synthesised.toJSON() as CloudFormationTemplate;
  const roles = new ExecutionRoles(template, resolverOf(template));
  const named = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  for (const [id] of named) roles.of(id);
  const words = roles
    .grants()
    .map(({ function: name, action, resource }) => `${name}: ${action} on ${resource}`);
  const expected = Object.entries(grantsIn(synthesised)).flatMap(([name, grants]) =>
    grants.map((grant) => `${name}Function: ${grant.replace(/, (of|if) .*/, '')}`),
  );
  expect(expected.length).toBeGreaterThan(20);
  expect(words.sort()).toEqual(expected.map((grant) => grant.replace(/"\*"$/, '*')).sort());
});
