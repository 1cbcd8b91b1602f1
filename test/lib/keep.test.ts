import { checkConfig, type ConfigInput } from '../../lib/config';
import { config, templateOf } from '../support/synthesised';
import { grantsIn, nameOf, resourcesIn } from '../support/template';

/** What CloudFormation would make of the references of a first deployment. */
const PHYSICAL: Readonly<Record<string, string>> = {
  'EgressNetworkAddress.AllocationId': 'eipalloc-0123456789abcdef0',
  EgressNetworkAddress: '203.0.113.7',
  BotTable: 'WecomGpt-BotTable219A986D-0123456789AB',
  AuditTrailLog: 'WecomGpt-AuditTrailLogECE53C0D-0123456789AB',
  CredentialsCallback: 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:CredentialsCallback-abcdef',
  CredentialsWecom: 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:CredentialsWecom-abcdef',
  CredentialsModel: 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:CredentialsModel-abcdef',
  CredentialsRobot: 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:CredentialsRobot-abcdef',
  'DataKey.Arn': 'arn:aws:kms:ap-northeast-1:123456789012:key/0a1b2c3d-0000-1111-2222-333344445555',
};

/** The output as the operator sees it. */
function keepLineOf(input: ConfigInput): string {
  const { Outputs } = templateOf(input).toJSON() as {
    Outputs: { KeepLine: { Value: string | { 'Fn::Join': [string, (string | object)[]] } } };
  };
  const { Value } = Outputs.KeepLine;
  if (typeof Value === 'string') return Value;
  return Value['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : physical(part))).join('');
}

function physical(reference: object): string {
  const attribute = (reference as { 'Fn::GetAtt'?: [string, string] })['Fn::GetAtt'];
  const name = attribute ? `${nameOf(reference)}.${attribute[1]}` : nameOf(reference);
  return PHYSICAL[name] ?? `UNKNOWN ${name}`;
}

/** The line, pasted into a configuration. */
function pasted(line: string): ConfigInput['keep'] {
  const json = line
    .replace(/,$/, '')
    .replaceAll("'", '"')
    .replace(/(\w+): /g, '"$1": ');
  return (JSON.parse(`{${json}}`) as { keep: ConfigInput['keep'] }).keep;
}

it.each<[string, ConfigInput]>([
  ['the usual', config],
  ['with a key of its own', { ...config, governance: { ownKey: true } }],
])('%s: the line of the first deployment, pasted, makes the next go on with what there is', (_, input) => {
  const keep = pasted(keepLineOf(input));
  const again = templateOf({ ...input, keep });
  const made = resourcesIn(
    again,
    'AWS::EC2::EIP',
    'AWS::DynamoDB::GlobalTable',
    'AWS::SecretsManager::Secret',
    'AWS::KMS::Key',
  );
  expect(made).toEqual([]);
  expect(resourcesIn(again, 'AWS::Logs::LogGroup').map(([id]) => id)).not.toContainEqual(
    expect.stringMatching(/^AuditTrail/),
  );
  expect(checkConfig({ ...input, keep }, 'config.ts').keep).toEqual(keep);
  expect(keepLineOf({ ...input, keep })).toBe(keepLineOf(input));
});

it('functions may use what was kept as they may use what is new', () => {
  const kept = grantsIn(templateOf({ ...config, keep: pasted(keepLineOf(config)) }));
  const fresh = grantsIn(templateOf());
  const countOf = (grants: Record<string, string[]>) =>
    Object.entries(grants).map(([name, all]) => [name, all.map((grant) => grant.split(' on ')[0])]);
  expect(countOf(kept)).toEqual(countOf(fresh));
  expect(kept['Worker']?.join()).toContain('secret:CredentialsModel-abcdef');
});
