import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityLog } from '../../local/activity';
import { startLocalStack } from '../../local/local-stack';
import { synth } from '../../local/synth';
import { shareStack } from './running-stack';
import { keepForTeardown } from './teardown';

/** Starts the one stack that the tests of promises and scenarios share; its credentials are made up. */
export default async function startStack(): Promise<void> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const directory = mkdtempSync(join(tmpdir(), 'wecom-gpt-test-'));
  const assemblyDirectory = join(directory, 'cdk.out');
  await synth(join(__dirname, '..', '..'), assemblyDirectory, 'test');
  const stack = await startLocalStack({
    assemblyDirectory,
    environment: {},
    activity: new ActivityLog(),
    callbackPort: 0,
    tokensPerSecond: 5_000,
  });
  shareStack({ assemblyDirectory, endpoints: stack.endpoints, outputs: stack.outputs });
  keepForTeardown(stack, directory);
  if (stack.unfinished.length > 0) throw new Error(`Not set up: ${stack.unfinished.join('; ')}`);
}
