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

describe('cdk synth, as an operator runs it, with no credentials', () => {
  const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-synth-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cdk, 'synth', '--quiet', '--no-notices', '--output', directory],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: directory, AWS_EC2_METADATA_DISABLED: 'true' },
    },
  );
  const reportOf = () =>
    (JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as Report).pluginReports;

  it("passes cdk-nag's and CDK's own checks, with no warning left", () => {
    expect(stdout + stderr).not.toMatch(/ERROR|WARNING/);
    expect(status).toBe(0);
    expect(reportOf().map(({ pluginName }) => pluginName)).toEqual(
      expect.arrayContaining(['AwsSolutions', 'Serverless']),
    );
    expect(reportOf().flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('finds everything that is acknowledged, where it is acknowledged', () => {
    const found = reportOf().flatMap(({ pluginName, suppressedViolations }) =>
      suppressedViolations.flatMap(({ ruleName, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath }) => `${pluginName}::${ruleName} at ${constructPath}/`),
      ),
    );
    const unfounded = ACKNOWLEDGEMENTS.filter(
      ({ id, at }) => !found.some((finding) => finding.startsWith(`${id} at WecomGpt/${at}/`)),
    );
    expect(unfounded).toEqual([]);
  });
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
