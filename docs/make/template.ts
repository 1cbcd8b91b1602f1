import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { checkConfig, durationsFor, type ConfigInput } from '../../lib/config';
import { WecomGptStack } from '../../lib/wecom-gpt-stack';

/** A resource as a template has it. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>> & { readonly Metrics?: readonly object[] };
}

/** The resources of a stack with one app, by logical id. @param network the way out; the default if not given */
export function templateWith(network?: ConfigInput['network']): Readonly<Record<string, Resource>> {
  const outdir = mkdtempSync(join(tmpdir(), 'wecom-gpt-docs-'));
  try {
    const app = new App({
      outdir,
      builtinCloudFormationValidation: false,
      postCliContext: { 'aws:cdk:bundling-stacks': [] },
    });
    const apps = { assistant: { model: 'gpt-5.4-mini', persona: '-' } };
    const input = { region: 'ap-northeast-1', apps, ...(network ? { network } : {}) };
    const config = checkConfig(input, 'docs/make');
    const durations = durationsFor(undefined);
    const stack = new WecomGptStack(app, 'WecomGpt', { config, durations, env: { region: config.region } });
    return (Template.fromStack(stack).toJSON() as { Resources: Readonly<Record<string, Resource>> })
      .Resources;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
