import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { AppStatusItems } from '../aws/app-status';
import { BotTable } from '../aws/bot-table';
import { clientSettings } from '../aws/client-settings';
import { MessageQueue } from '../aws/message-queue';
import { SecretReader } from '../aws/secret-reader';
import { versionsInUse } from '../aws/secret-versions';
import { compiledConfig } from '../shared/compiled-config';
import type { CallbackSecret } from '../shared/credentials';
import { ENVIRONMENT, requiredVariable } from '../shared/environment';
import { jsonLog } from '../shared/log';
import { embeddedMetrics } from '../shared/metrics';
import { handleCallback, type CallbackPorts } from './handler';
import { RefusalLog } from './refusal-log';

/** Of the 5 s that WeCom waits, an attempt may take this much. */
const REQUEST_MS = 1_000;

let ports: CallbackPorts | undefined;

/** Entry point of the callback function. */
export const handler = (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
  handleCallback((ports ??= wire(process.env)), event);

function wire(environment: NodeJS.ProcessEnv): CallbackPorts {
  const client = new SecretsManagerClient(clientSettings(REQUEST_MS));
  const arn = requiredVariable(environment, ENVIRONMENT.callbackSecret);
  const current = new SecretReader<CallbackSecret>(client, arn, Date.now);
  const previous = new SecretReader<CallbackSecret>(client, arn, Date.now, 'AWSPREVIOUS');
  const queue = new MessageQueue(
    new SQSClient(clientSettings(REQUEST_MS)),
    requiredVariable(environment, ENVIRONMENT.messageQueue),
  );
  const table = new BotTable(
    new DynamoDBClient(clientSettings(REQUEST_MS)),
    requiredVariable(environment, ENVIRONMENT.botTable),
    Date.now,
  );
  const statuses = new AppStatusItems(table, Date.now);
  const log = jsonLog(console.log);
  const metrics = embeddedMetrics(
    console.log,
    requiredVariable(environment, ENVIRONMENT.metricsNamespace),
    Date.now,
  );
  return {
    config: compiledConfig(),
    secrets: () => versionsInUse(current, previous, Date.now),
    enqueue: (message, signal) => queue.send(message, signal),
    statusOf: (app, signal) => statuses.statusOf(app, signal),
    random: randomBytes,
    pause: (ms) => setTimeout(ms),
    log,
    refusals: new RefusalLog({ log, metrics, clock: Date.now }),
    clock: Date.now,
  };
}
