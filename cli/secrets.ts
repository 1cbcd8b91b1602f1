import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AppStatusItems } from '../lambda/aws/app-status';
import { BotTable } from '../lambda/aws/bot-table';
import { environmentWithDotEnv } from '../local/credentials';
import { askDoctor } from './doctor/inside';
import { logGroupOf } from './logs/read';
import { readArguments, type SecretsOptions } from './secrets/arguments';
import { CallbackLog } from './secrets/callback-log';
import { runSecrets } from './secrets/run';
import { SecretStore } from './secrets/secret-store';
import { InterruptedError, type SecretsWorld } from './secrets/world';
import { callbackUrls } from './stack/callback-urls';
import { CLIENT, runStackCommand } from './stack/command';
import type { FoundStack } from './stack/find';
import { terminalOver } from './terminal/terminal';
import type { Texts } from './texts/texts';

const OUTPUTS = [
  'Step1WecomSecret',
  'Step2ModelSecret',
  'Step3CallbackSecret',
  'AppNames',
  'LogGroups',
  'BotTableName',
  'DoctorFunctionName',
] as const;
const FAULT = 1;

void runStackCommand(
  {
    texts: ({ secrets }) => secrets,
    read: (args, { usage, stack, secrets }) => readArguments(args, { ...usage, ...stack, ...secrets.usage }),
    outputs: OUTPUTS,
    act: async (options, stack, texts) => {
      const report = await runSecrets(worldOf(options, stack, texts), options);
      if (!report.json.ok) process.exitCode = FAULT;
      return report;
    },
  },
  process.argv.slice(2),
);

function worldOf(
  { action }: SecretsOptions,
  { outputs, allOutputs, ...services }: FoundStack<(typeof OUTPUTS)[number]>,
  texts: Texts,
): SecretsWorld {
  const lambda = new LambdaClient({ ...CLIENT, ...services.lambda });
  const table = new BotTable(
    new DynamoDBClient({ ...CLIENT, ...services.dynamodb }),
    outputs.BotTableName,
    Date.now,
  );
  const statuses = new AppStatusItems(table, Date.now);
  const callbackLog = logGroupOf(outputs.LogGroups, 'callback');
  const urls = callbackUrls(allOutputs);
  return {
    store: new SecretStore(new SecretsManagerClient({ ...CLIENT, ...services.secretsManager }), allOutputs),
    terminal: terminalOver({ input: process.stdin, output: process.stderr }),
    texts,
    apps: outputs.AppNames.split(','),
    environment: environmentWithDotEnv(process.env, join(__dirname, '..', '.env')),
    log: new CallbackLog(new CloudWatchLogsClient({ ...CLIENT, ...services.logs }), callbackLog),
    statusOf: (app) => statuses.itemOf(app),
    askDoctor: () => askDoctor(lambda, outputs.DoctorFunctionName),
    callbackUrlOf: (app) => urls.get(app)?.href ?? '',
    randomBytes,
    clock: Date.now,
    pause: pauseOf(action === 'rotate'),
  };
}

/** @param isLeavable Ctrl-C ends it, the second one the process as well */
function pauseOf(isLeavable: boolean): SecretsWorld['pause'] {
  const left = new AbortController();
  if (isLeavable) process.once('SIGINT', () => left.abort());
  return (ms) =>
    setTimeout(ms, undefined, { signal: left.signal }).catch(() => {
      throw new InterruptedError('Ctrl-C');
    });
}
