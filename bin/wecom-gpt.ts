import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { acknowledgeFindings, ACKNOWLEDGEMENTS, ofAdoptedLog } from '../lib/acknowledgements';
import { botConfigOf, ConfigError, durationsFor, loadConfig } from '../lib/config';
import { abilitiesOf } from '../lib/config/abilities';
import { regionOfCredentials } from '../lib/config/default-region';
import { ConfigTooLargeError } from '../lib/constructs/bundle';
import { WecomGptStack } from '../lib/wecom-gpt-stack';

const app = new App();
const stage = app.node.tryGetContext('stage') as string | undefined;
const file = app.node.tryGetContext('config') as string | undefined;
const defaultRegion = regionOfCredentials(process.env);

try {
  const loaded = loadConfig(join(__dirname, '..'), { stage, defaultRegion }, file);
  // On somebody's own machine there is nothing of an earlier deployment.
  const config = app.node.tryGetContext('keep') === 'ignore' ? { ...loaded, keep: {} } : loaded;
  const durations = durationsFor(stage);
  const stack = new WecomGptStack(app, stage ? `WecomGpt-${stage}` : 'WecomGpt', {
    config,
    durations,
    env: { region: config.region },
  });
  const { auditLog } = config.keep;
  const besides = auditLog === undefined ? [] : ofAdoptedLog(config.region, auditLog);
  acknowledgeFindings(stack, [...ACKNOWLEDGEMENTS, ...besides]);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  app.synth();
  if (stage !== 'test') console.error(abilitiesOf(botConfigOf(config, durations.timing)).join('\n'));
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof ConfigTooLargeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
