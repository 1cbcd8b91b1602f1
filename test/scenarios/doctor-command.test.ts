import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Listed } from '../../cli/doctor/listed';
import { addressesXml, denied, stackXml, startFakeAws, type FakeAws } from '../cli/doctor/fake-aws';
import { runCommand, type Ended } from '../cli/stack/command';
import { Member } from '../support/member';
import { startOwnStack, type OwnStack } from '../support/own-stack';
import { asOperator, callbackCredentials } from '../support/running-stack';

let stack: OwnStack;
let aws: FakeAws;
beforeAll(async () => {
  [stack, aws] = await Promise.all([startOwnStack(), startFakeAws()]);
  const ips = (stack.outputs['Step5TrustedIp'] ?? '').split(';');
  aws.answers = {
    GetCallerIdentity: '<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/op</Arn>',
    DescribeStacks: stackXml('UPDATE_COMPLETE', stack.outputs),
    DetectStackDrift: '<StackDriftDetectionId>d</StackDriftDetectionId>',
    DescribeStackDriftDetectionStatus: '<DetectionStatus>DETECTION_COMPLETE</DetectionStatus>',
    DescribeStackResourceDrifts: '<StackResourceDrifts></StackResourceDrifts>',
    DescribeAddresses: addressesXml(ips.map((ip) => ({ ip, association: 'eipassoc-1' }))),
  };
  await post('/schedules/run');
  await new Member('lisi', stack).asks('原样返回：好');
  await new Member('lisi', stack, 'finance-bot').asks('原样返回：好');
});
afterAll(async () => {
  await aws.close();
  await stack.close();
});

const post = (path: string) => fetch(`${stack.endpoints.simulatorUrl}${path}`, { method: 'POST' });

/** `npm run doctor`, as it is called for a stack in AWS. */
async function doctor(...args: string[]): Promise<Ended> {
  const ended = await runCommand('doctor', ['--stack', 'WecomGpt-test', ...args], {
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'LOCALTOOLS',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: stack.endpoints.dynamodbUrl,
    AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url,
    AWS_ENDPOINT_URL_STS: aws.url,
    AWS_ENDPOINT_URL_EC2: aws.url,
  });
  const { token, encodingAesKey } = await callbackCredentials(stack);
  expect(ended.stdout + ended.stderr).not.toContain(token);
  expect(ended.stdout + ended.stderr).not.toContain(encodingAesKey);
  return ended;
}
/** `where code app`, of what is wrong or not known. */
const wrongIn = ({ stdout }: Ended): string[] =>
  (JSON.parse(stdout) as { findings: Listed[] }).findings
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown')
    .map(({ where, code, app }) => [where, code, app].filter(Boolean).join(' '))
    .sort();

it('of a healthy stack it finds nothing wrong, from here and from inside, and ends with 0', async () => {
  const ended = await doctor('--lang', 'en');
  expect(ended).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^Comparing the stack .*\n$/) as string,
  });
  for (const code of [
    'here: identity',
    'here: config-ok',
    'here: stack-ok',
    'here: outputs-ok',
    'here: drift-none',
    'here: address-ok',
    'here: domain-ok',
    'here: release-same',
    'inside: address-trusted',
    'inside: model-ok',
  ]) {
    expect(ended.stdout).toMatch(new RegExp(`^✓ .*\\(${code}\\)$`, 'm'));
  }
  expect(ended.stdout).toMatch(/^✓ 0 wrong, \d+ to mind, 0 not known, \d+ well\.$/m);
});

it('an address that WeCom no longer trusts is seen from inside, what may not be asked from here is named, and it ends with 1', async () => {
  const addresses = aws.answers['DescribeAddresses'] ?? '';
  aws.answers['DescribeAddresses'] = denied('ec2:DescribeAddresses');
  await fetch(`${stack.endpoints.simulatorUrl}/trusted-ips`, {
    method: 'PUT',
    body: JSON.stringify({ ips: ['198.51.100.1'] }),
  });
  const ended = await doctor('--json', '--no-drift');
  expect(ended).toMatchObject({ code: 1, stderr: '' });
  expect(wrongIn(ended)).toEqual(['inside address-untrusted assistant', 'outside not-looked-at']);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    ok: false,
    findings: expect.arrayContaining([
      expect.objectContaining({ next: expect.stringContaining('企业可信IP') as string }),
    ]) as unknown,
    leftOut: [{ checks: ['drift'], because: 'no-drift' }],
  });
  await fetch(`${stack.endpoints.simulatorUrl}/trusted-ips`, {
    method: 'PUT',
    body: JSON.stringify({ ips: (stack.outputs['Step5TrustedIp'] ?? '').split(';') }),
  });
  aws.answers['DescribeAddresses'] = addresses;
});

it('a Token that was pasted with its label is named from both sides, by its field alone', async () => {
  const secrets = new SecretsManagerClient(asOperator(stack.endpoints.secretsManagerUrl));
  const { corpId, ...ofApp } = await callbackCredentials(stack);
  const apps = { assistant: { ...ofApp, token: `Token: ${ofApp.token}` }, 'finance-bot': ofApp };
  await secrets.send(
    new PutSecretValueCommand({
      SecretId: stack.outputs['Step3CallbackSecret'],
      SecretString: JSON.stringify({ corpId, apps }),
    }),
  );
  secrets.destroy();
  const ended = await doctor('--no-drift');
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/^✗ \[assistant\] .*apps\.assistant\.token.*（本机：callback-unfilled）$/m);
  expect(ended.stdout).toMatch(/^✗ callback 密钥里的 apps\.assistant\.token .*（内部：secret-malformed）$/m);
});

it('without a stack it says what can be said, and ends with 1', async () => {
  aws.answers['DescribeStacks'] = { code: 'ValidationError', message: 'Stack with id x does not exist' };
  const ended = await doctor('--json');
  expect(ended.code).toBe(1);
  expect(wrongIn(ended)).toEqual(['outside stack-unseen']);
  const { findings } = JSON.parse(ended.stdout) as { findings: Listed[] };
  expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['identity', 'config-ok']));
});
