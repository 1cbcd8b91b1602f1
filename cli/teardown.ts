import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { loadConfig } from '../lib/config';
import { runCdk } from './cdk/run-cdk';
import { awsFault } from './stack/aws-faults';
import { CLIENT, endpointsFile, runCommand } from './stack/command';
import { localStack } from './stack/find';
import type { Report } from './stack/report';
import { readArguments, type TeardownOptions } from './teardown/arguments';
import { confirm } from './teardown/confirm';
import { endLocalStack } from './teardown/local';
import { messagesIn } from './teardown/look';
import { localPlanInWords, localPlanReport, localReport } from './teardown/report';
import { teardown } from './teardown/run';
import { terminalOver } from './terminal/terminal';
import type { Texts } from './texts/texts';

const PAUSE_MS = 100;
const terminal = terminalOver({ input: process.stdin, output: process.stderr });

void runCommand(
  {
    texts: ({ teardown }) => teardown,
    read: (args, { usage, stack, teardown }) =>
      readArguments(args, { ...usage, ...stack, ...teardown.usage }),
    act: (options, texts) =>
      options.from === 'local' ? ofThisMachine(options, texts) : inAws(options, texts),
  },
  process.argv.slice(2),
);

function inAws(options: TeardownOptions, texts: Texts): Promise<Report> {
  return teardown(
    options,
    {
      cloudFormation: new CloudFormationClient(CLIENT),
      sqs: new SQSClient(CLIENT),
      ec2: new EC2Client(CLIENT),
      secretsManager: new SecretsManagerClient(CLIENT),
      dynamodb: new DynamoDBClient(CLIENT),
      logs: new CloudWatchLogsClient(CLIENT),
      runCdk,
      terminal,
      directory: process.cwd(),
      regionInConfig: (stage, defaultRegion) =>
        loadConfig(join(__dirname, '..'), { stage, defaultRegion }).region,
    },
    texts,
  );
}

async function ofThisMachine(options: TeardownOptions, texts: Texts): Promise<Report> {
  const { outputs, sqs } = localStack(endpointsFile(), ['MessageQueueUrl', 'DeadLetterQueueUrl']);
  const client = new SQSClient({ ...CLIENT, ...sqs, maxAttempts: 1 });
  const messages = await messagesIn(client, outputs.MessageQueueUrl, outputs.DeadLetterQueueUrl).catch(
    unlessUnreachable,
  );
  if (options.dryRun) return localPlanReport(messages, texts.teardown);
  terminal.say(localPlanInWords(messages, texts.teardown));
  await confirm(terminal, options, [], false, texts);
  const end = await endLocalStack(endpointsFile(), {
    isAnswering: messages !== undefined,
    pause: () => setTimeout(PAUSE_MS),
    clock: Date.now,
  });
  return localReport(end, texts.teardown);
}

/** It was killed, and left its file. @throws any other error */
function unlessUnreachable(error: unknown): undefined {
  if (awsFault(error)?.code !== 'unreachable') throw error;
}
