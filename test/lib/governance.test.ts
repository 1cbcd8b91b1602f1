import { CfnResource, TagManager, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { config, stackOf } from '../support/synthesised';
import { grantsIn, resourcesIn, statementsOf, type Resource } from '../support/template';

const governed = (
  governance: NonNullable<(typeof config)['governance']>,
): { stack: Stack; template: Template } => {
  const { stack } = stackOf({ ...config, governance });
  return { stack, template: Template.fromStack(stack) };
};
const usual = Template.fromStack(stackOf().stack);

it('everything that can have tags has the cost tag and those of the company', () => {
  const { stack } = governed({ tags: { 'cost-center': '4711' } });
  const untagged = stack.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .flatMap((resource) => {
      const tags = TagManager.of(resource)?.renderedTags as unknown;
      if (tags === undefined || TagManager.of(resource) === undefined) return [];
      const text = JSON.stringify(stack.resolve(tags));
      return text.includes('wecom-gpt') && text.includes('cost-center') ? [] : [resource.node.path];
    });
  expect(untagged).toEqual([]);
});

it('every role has the boundary and the path', () => {
  const { template } = governed({
    permissionsBoundary: 'arn:aws:iam::123456789012:policy/developers',
    rolePath: '/bots/',
  });
  expect(resourcesIn(template, 'AWS::IAM::Role').length).toBeGreaterThan(3);
  template.allResourcesProperties('AWS::IAM::Role', {
    PermissionsBoundary: 'arn:aws:iam::123456789012:policy/developers',
    Path: '/bots/',
  });
  usual.allResourcesProperties('AWS::IAM::Role', {
    Path: Match.absent(),
    PermissionsBoundary: Match.absent(),
  });
});

it('the qualifier is that of the bootstrap in the account', () => {
  const { stack } = governed({ qualifier: 'company1' });
  expect(stack.synthesizer.bootstrapQualifier).toBe('company1');
  expect(stackOf().stack.synthesizer.bootstrapQualifier).toBe('hnb659fds');
});

it('every log group forgets after so many days', () => {
  const { template } = governed({ logKeepDays: 90 });
  const groups = resourcesIn(template, 'AWS::Logs::LogGroup').filter(([id]) => !id.startsWith('AuditTrail'));
  expect(groups.length).toBeGreaterThan(3);
  expect(groups.map(([, { Properties }]) => Properties['RetentionInDays'])).toEqual(groups.map(() => 90));
});

describe('at rest', () => {
  it('what members said is encrypted by AWS, and can be restored to any second', () => {
    usual.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      Replicas: [
        Match.objectLike({
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: true,
        }),
      ],
    });
    expect(resourcesIn(usual, 'AWS::KMS::Key')).toEqual([]);
  });

  describe('with a key of its own', () => {
    const { template } = governed({ ownKey: true });
    const [[key]] = resourcesIn(template, 'AWS::KMS::Key') as [[string, Resource]];
    const arn = { 'Fn::GetAtt': [key, 'Arn'] };

    it('everything is encrypted with it', () => {
      template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
        SSESpecification: Match.objectLike({ SSEType: 'KMS' }),
        Replicas: [Match.objectLike({ SSESpecification: { KMSMasterKeyId: arn } })],
      });
      template.allResourcesProperties('AWS::SecretsManager::Secret', { KmsKeyId: arn });
      template.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: arn });
      template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: arn });
    });

    it('the key outlives the stack, and changes every year', () => {
      template.hasResource('AWS::KMS::Key', {
        UpdateReplacePolicy: 'Retain',
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: Match.objectLike({ EnableKeyRotation: true }),
      });
    });

    it('log groups and alarms may use it, which CDK leaves out', () => {
      const [[, { Properties }]] = resourcesIn(template, 'AWS::KMS::Key') as [[string, Resource]];
      const statements = statementsOf(Properties, 'KeyPolicy');
      expect(statements).toContainEqual(
        expect.objectContaining({
          Sid: 'LogGroupsOfThisStack',
          Principal: { Service: 'logs.ap-northeast-1.amazonaws.com' },
          Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': expect.anything() as unknown } },
        }),
      );
      expect(statements).toContainEqual(
        expect.objectContaining({
          Sid: 'AlarmsIntoTheEncryptedTopic',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        }),
      );
    });

    it('functions may use it through table, queues and secrets alone', () => {
      const through =
        '["dynamodb.ap-northeast-1.amazonaws.com","secretsmanager.ap-northeast-1.amazonaws.com","sqs.ap-northeast-1.amazonaws.com"]';
      const grants = Object.values(grantsIn(template)).map((all) =>
        all.filter((grant) => grant.startsWith('kms:')),
      );
      for (const grant of grants.flat())
        expect(grant).toMatch(`if {"StringEquals":{"kms:ViaService":${through}}}`);
      expect(grants.map((each) => each.length)).toEqual([7, 7, 7, 7, 7]);
    });
  });
});
