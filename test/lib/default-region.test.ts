import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { regionOfCredentials } from '../../lib/config/default-region';

const ROOT = join(__dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-region-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const config = join(directory, 'config');
writeFileSync(config, '[default]\noutput = json\nregion = us-east-1\n');
const none = { AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' };

it.each<[string, NodeJS.ProcessEnv, string | undefined]>([
  ['any region but the one that nobody chose', { CDK_DEFAULT_REGION: 'eu-west-1' }, 'eu-west-1'],
  ['none', {}, undefined],
  ['us-east-1, which nothing names', { CDK_DEFAULT_REGION: 'us-east-1' }, undefined],
  [
    'us-east-1 by a variable',
    { CDK_DEFAULT_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' },
    'us-east-1',
  ],
  ['us-east-1 by a profile', { CDK_DEFAULT_REGION: 'us-east-1', AWS_CONFIG_FILE: config }, 'us-east-1'],
])('%s', (_, environment, region) => {
  expect(regionOfCredentials({ ...none, ...environment })).toBe(region);
});

it('cdk synth without a region anywhere is refused, though the command line would take one of its own', () => {
  const file = join(directory, 'no-region.ts');
  writeFileSync(file, "export default { apps: { assistant: { model: 'gpt-5.4-mini', persona: '-' } } };");
  const cdk = createRequire(__filename).resolve('aws-cdk/bin/cdk');
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      cdk,
      'synth',
      '--quiet',
      '--no-notices',
      '--output',
      join(directory, 'out'),
      '--context',
      `config=${file}`,
    ],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: directory, AWS_EC2_METADATA_DISABLED: 'true', ...none },
    },
  );
  expect(status).not.toBe(0);
  expect(stderr).toContain('region: is missing, and no AWS credentials name one.');
});
