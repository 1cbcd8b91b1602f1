import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeFindings, ACKNOWLEDGEMENTS } from '../../lib/acknowledgements';
import { errorWith } from '../support/errors';
import { stackOf } from '../support/synthesised';

const ROOT = join(__dirname, '..', '..');
const cdk = createRequire(__filename).resolve('aws-cdk/bin/cdk');

interface Finding {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}
interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly Finding[];
    readonly suppressedViolations: readonly Finding[];
  }[];
}

/** Configurations that between them have every construct there is. */
const CONFIGS = ['config.example.ts', 'test/lib/configs/thrifty.ts', 'test/lib/configs/settled.ts'];

const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-synth-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** `cdk synth`, as an operator runs it, with no credentials. */
function synthesise(config: string) {
  const output = join(directory, config);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cdk, 'synth', '--quiet', '--no-notices', '--output', output, '--context', `config=${config}`],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: directory, AWS_EC2_METADATA_DISABLED: 'true' },
    },
  );
  const report = JSON.parse(readFileSync(join(output, 'validation-report.json'), 'utf8')) as Report;
  return { status, said: stdout + stderr, reports: report.pluginReports };
}

const synthesised = new Map(CONFIGS.map((config) => [config, synthesise(config)]));

it.each([...synthesised])(
  "%s passes cdk-nag's and CDK's own checks, with no warning left",
  (_, { status, said, reports }) => {
    expect(said).not.toMatch(/ERROR|WARNING/);
    expect(status).toBe(0);
    expect(reports.map(({ pluginName }) => pluginName)).toEqual(
      expect.arrayContaining(['AwsSolutions', 'Serverless']),
    );
    expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  },
);

it('everything that is acknowledged is found, where it is acknowledged', () => {
  const found = [...synthesised.values()].flatMap(({ reports }) =>
    reports.flatMap(({ pluginName, suppressedViolations }) =>
      suppressedViolations.flatMap(({ ruleName, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath }) => `${pluginName}::${ruleName} at ${constructPath}/`),
      ),
    ),
  );
  const unfounded = ACKNOWLEDGEMENTS.filter(
    ({ id, at }) => !found.some((finding) => finding.startsWith(`${id} at WecomGpt/${at}/`)),
  );
  expect(unfounded).toEqual([]);
});

it('one acknowledgement less stops the synthesis', () => {
  const { app, stack } = stackOf();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  acknowledgeFindings(
    stack,
    ACKNOWLEDGEMENTS.filter(({ at }) => at !== 'Credentials'),
  );
  expect(() => app.synth()).toThrow();
});

it('an acknowledgement of a construct that is gone is refused', () => {
  const gone = [{ at: 'Nowhere', id: 'X', reason: 'none' }];
  expect(() => acknowledgeFindings(new Stack(), gone)).toThrow(errorWith({ code: 'STALE_ACKNOWLEDGEMENT' }));
});
