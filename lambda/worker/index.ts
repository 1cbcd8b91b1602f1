import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { AccessTokenItems } from '../aws/access-token-store';
import { AppStatusItems } from '../aws/app-status';
import { ArrivalItems } from '../aws/arrivals';
import { AttachmentItems } from '../aws/attachment-items';
import { AuditLog } from '../aws/audit-log';
import { AuditOutbox } from '../aws/audit-outbox';
import { clientSettings } from '../aws/client-settings';
import { BotTable } from '../aws/bot-table';
import { DeliveryRecords } from '../aws/deliveries';
import { PendingConfirmations } from '../aws/confirmations';
import { MemberControls } from '../aws/member-controls';
import { MemberMemory } from '../aws/member-memory';
import { PaceItems } from '../aws/paces';
import { messagesIn } from '../aws/queue-counts';
import { MessageInHand } from '../aws/queued-message';
import { SecretReader } from '../aws/secret-reader';
import { UsageItems } from '../aws/usage-counts';
import type { BotConfig } from '../shared/bot-config';
import { compiledConfig } from '../shared/compiled-config';
import type { ModelSecret } from '../shared/credentials';
import { ENVIRONMENT, requiredVariable } from '../shared/environment';
import { jsonLog } from '../shared/log';
import { embeddedMetrics } from '../shared/metrics';
import { WordFinder } from '../chat/moderation';
import { WecomGroups } from '../wecom/groups';
import { WecomDirectory } from '../wecom/directory';
import { MemberMedia } from '../wecom/member-media';
import { WecomMessenger } from '../wecom/messenger';
import { wireWecomApi } from '../wiring/wecom-api';
import { handleMessages, type WorkerPorts } from './handler';
import { providersOf } from './providers';

const REQUEST_MS = 3_000;
/**
 * A log service that hangs must not keep the member's next message waiting for long; the recovery tries again. The second
 * attempt is for a connection that was closed while the sandbox was frozen.
 */
const AUDIT_MS = 2_000;
const AUDIT_ATTEMPTS = 2;

let ports: WorkerPorts | undefined;

/** Entry point of the worker function. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  handleMessages((ports ??= wire(process.env)), event, context);

function wire(environment: NodeJS.ProcessEnv): WorkerPorts {
  const secrets = new SecretsManagerClient(clientSettings(REQUEST_MS));
  const modelSecret = new SecretReader<ModelSecret>(
    secrets,
    requiredVariable(environment, ENVIRONMENT.modelSecret),
    Date.now,
  );
  const table = new BotTable(
    new DynamoDBClient(clientSettings(REQUEST_MS)),
    requiredVariable(environment, ENVIRONMENT.botTable),
    Date.now,
  );
  const config = compiledConfig();
  const { timing } = config;
  const sqs = new SQSClient(clientSettings(REQUEST_MS));
  const queues = {
    messages: requiredVariable(environment, ENVIRONMENT.messageQueue),
    deadLetters: requiredVariable(environment, ENVIRONMENT.deadLetterQueue),
  };
  const log = jsonLog(console.log);
  const auditLog = new AuditLog(
    new CloudWatchLogsClient(clientSettings(AUDIT_MS, AUDIT_ATTEMPTS)),
    requiredVariable(environment, ENVIRONMENT.auditLog),
    Date.now,
  );
  const wecomApi = wireWecomApi(environment, secrets, new AccessTokenItems(table, randomUUID));
  const usage = new UsageItems(table);
  const patience = (ms: number, signal?: AbortSignal): Promise<void> => pause(ms, undefined, { signal });
  return {
    config,
    inHand: (record) => new MessageInHand(sqs, queues, record, Date.now),
    deliveries: new DeliveryRecords(table, Date.now, randomUUID),
    statuses: new AppStatusItems(table, Date.now),
    paces: new PaceItems(table, Date.now),
    memory: new MemberMemory(table),
    usage,
    spendings: usage,
    audit: new AuditOutbox(table, auditLog, log, Date.now),
    arrivals: new ArrivalItems(table, log),
    directory: new WecomDirectory(wecomApi, patience),
    wordsOf: wordFindersOf(config),
    controls: new MemberControls(table),
    confirmations: new PendingConfirmations(table, Date.now),
    groups: new WecomGroups(wecomApi, Date.now, log),
    health: {
      queues: async () => ({
        waiting: await messagesIn(sqs, queues.messages),
        deadLetters: await messagesIn(sqs, queues.deadLetters),
      }),
    },
    ...providersOf(config, environment, modelSecret, Date.now),
    messenger: new WecomMessenger(wecomApi, timing.sendMs, log),
    media: new MemberMedia(wecomApi),
    attachments: new AttachmentItems(table, Date.now),
    log,
    metrics: embeddedMetrics(
      console.log,
      requiredVariable(environment, ENVIRONMENT.metricsNamespace),
      Date.now,
    ),
    clock: Date.now,
    pause: patience,
  };
}

/** A list of words is read once for each sandbox. */
function wordFindersOf({ apps }: BotConfig): WorkerPorts['wordsOf'] {
  const finders = new Map<string, WordFinder>();
  return (app) => {
    const finder = finders.get(app) ?? new WordFinder(apps[app]?.moderation.words ?? []);
    finders.set(app, finder);
    return finder;
  };
}
