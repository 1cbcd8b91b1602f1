import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { checkConfig, durationsFor, type ConfigInput } from '../../lib/config';
import { WecomGptStack } from '../../lib/wecom-gpt-stack';

const ROOT = join(__dirname, '..', '..');
const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-synth-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The context that the CDK command line would read: feature flags change what is synthesised. */
export const cdkContext = (
  JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> }
).context;

export const config: ConfigInput = {
  region: 'ap-northeast-1',
  apps: { assistant: { model: 'gpt-5.4-mini', persona: '你是助手。' } },
};

/**
 * An app with the stack in it. CDK's own checks of the template are left out, since they take two seconds and
 * test/policy makes them; bundling unless asked for, since it takes one.
 */
export function stackOf(
  input: ConfigInput = config,
  { bundling = false, stage = undefined as string | undefined } = {},
) {
  const app = new App({
    outdir: mkdtempSync(join(directory, 'cdk.out-')),
    context: cdkContext,
    builtinCloudFormationValidation: false,
    postCliContext: bundling ? {} : { 'aws:cdk:bundling-stacks': [] },
  });
  const checked = checkConfig(input, 'config.ts');
  const stack = new WecomGptStack(app, 'WecomGpt', {
    config: checked,
    durations: durationsFor(stage),
    env: { region: checked.region },
  });
  return { app, stack };
}

/** The template of the stack. */
export function templateOf(input?: ConfigInput): Template {
  return Template.fromStack(stackOf(input).stack);
}
