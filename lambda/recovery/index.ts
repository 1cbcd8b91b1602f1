import { randomUUID } from 'node:crypto';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AccessTokenItems } from '../aws/access-token-store';
import { AppStatusItems } from '../aws/app-status';
import { AuditLog } from '../aws/audit-log';
import { AuditOutbox } from '../aws/audit-outbox';
import { BotTable } from '../aws/bot-table';
import { clientSettings } from '../aws/client-settings';
import { UsageItems } from '../aws/usage-counts';
import { compiledConfig } from '../shared/compiled-config';
import { ENVIRONMENT, requiredVariable } from '../shared/environment';
import { jsonLog } from '../shared/log';
import { embeddedMetrics } from '../shared/metrics';
import { getAgent } from '../wecom/agent';
import { createMenu, hasMenu } from '../wecom/menu';
import { wireWecomApi } from '../wiring/wecom-api';
import { recover, type RecoveryPorts } from './handler';

const REQUEST_MS = 3_000;
/** Less than the minute between two calls: what an operator enters to end a block is tried with the next. */
const SECRET_AGE_MS = 30_000;

let ports: RecoveryPorts | undefined;

/** Entry point of the recovery function. */
export const handler = (): Promise<void> => recover((ports ??= wire(process.env)));

function wire(environment: NodeJS.ProcessEnv): RecoveryPorts {
  const table = new BotTable(
    new DynamoDBClient(clientSettings(REQUEST_MS)),
    requiredVariable(environment, ENVIRONMENT.botTable),
    Date.now,
  );
  const secrets = new SecretsManagerClient(clientSettings(REQUEST_MS));
  const wecomApi = wireWecomApi(environment, secrets, new AccessTokenItems(table, randomUUID), SECRET_AGE_MS);
  const log = jsonLog(console.log);
  const auditLog = new AuditLog(
    new CloudWatchLogsClient(clientSettings(REQUEST_MS)),
    requiredVariable(environment, ENVIRONMENT.auditLog),
    Date.now,
  );
  const outbox = new AuditOutbox(table, auditLog, log, Date.now);
  return {
    config: compiledConfig(),
    statuses: new AppStatusItems(table, Date.now),
    spendings: new UsageItems(table),
    audit: outbox,
    outbox,
    agentOf: (app) => getAgent(wecomApi, app),
    menus: {
      has: (app, menu) => hasMenu(wecomApi, app, menu),
      create: (app, menu) => createMenu(wecomApi, app, menu),
    },
    clock: Date.now,
    log,
    metrics: embeddedMetrics(
      console.log,
      requiredVariable(environment, ENVIRONMENT.metricsNamespace),
      Date.now,
    ),
  };
}
