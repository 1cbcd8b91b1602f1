import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityLog } from '../../local/activity';
import { startLocalStack } from '../../local/local-stack';
import { startPage } from '../../local/page/server';
import { synth } from '../../local/synth';
import { shareStack } from './running-stack';
import { keepForTeardown } from './teardown';

/** Starts the one stack that the tests of promises and scenarios share; its credentials are made up. */
export default async function startStack(): Promise<void> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-test-'));
  const assemblyDirectory = join(directory, 'cdk.out');
  await synth(join(__dirname, '..', '..'), assemblyDirectory, {
    stage: 'test',
    config: 'test/support/config.ts',
  });
  const activity = new ActivityLog();
  const stack = await startLocalStack({
    assemblyDirectory,
    environment: {},
    activity,
    callbackPort: 0,
    tokensPerSecond: 5_000,
  });
  const { endpoints, outputs, modelName } = stack;
  const page = await startPage({ port: 0, simulatorUrl: endpoints.simulatorUrl, modelName, activity });
  shareStack({ assemblyDirectory, endpoints, outputs, pageUrl: page.url });
  keepForTeardown([page, stack], directory);
  if (stack.unfinished.length > 0) throw new Error(`Not set up: ${stack.unfinished.join('; ')}`);
}
