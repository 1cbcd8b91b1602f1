import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { AccessTokenItems } from '../aws/access-token-store';
import { clientSettings } from '../aws/client-settings';
import { BotTable } from '../aws/bot-table';
import { DeliveryRecords } from '../aws/deliveries';
import { MemberMemory } from '../aws/member-memory';
import { SecretReader } from '../aws/secret-reader';
import type { TurnPorts } from '../chat/turn';
import { ResponsesModel } from '../model/responses';
import { compiledConfig } from '../shared/compiled-config';
import type { ModelSecret, WecomSecret } from '../shared/credentials';
import { ENVIRONMENT, requiredVariable } from '../shared/environment';
import { jsonLog } from '../shared/log';
import { AccessTokens } from '../wecom/access-token';
import { WecomApi } from '../wecom/api';
import { WecomMessenger } from '../wecom/messenger';
import { jitteredBackoff } from '../wecom/retries';
import { appCredentials, modelKey } from './credentials';
import { handleMessages } from './handler';

const WECOM_API = 'https://qyapi.weixin.qq.com';

const REQUEST_MS = 3_000;

let ports: TurnPorts | undefined;

/** Entry point of the worker function. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  handleMessages((ports ??= wire(process.env)), event, context);

function wire(environment: NodeJS.ProcessEnv): TurnPorts {
  // Node gives up an attempt after 250 ms where a host has several addresses; a handshake with China takes longer.
  setDefaultAutoSelectFamilyAttemptTimeout(5_000);

  const secrets = new SecretsManagerClient(clientSettings(REQUEST_MS));
  const secret = <T>(variable: string) =>
    new SecretReader<T>(secrets, requiredVariable(environment, variable), Date.now);
  const wecomSecret = secret<WecomSecret>(ENVIRONMENT.wecomSecret);
  const modelSecret = secret<ModelSecret>(ENVIRONMENT.modelSecret);
  const table = new BotTable(
    new DynamoDBClient(clientSettings(REQUEST_MS)),
    requiredVariable(environment, ENVIRONMENT.botTable),
    Date.now,
  );
  const wecomUrl = environment[ENVIRONMENT.wecomApi] ?? WECOM_API;
  const backoff = jitteredBackoff(Math.random, pause);
  const wecomApi = new WecomApi(
    wecomUrl,
    new AccessTokens(wecomUrl, new AccessTokenItems(table), Date.now, backoff),
    async (app) => appCredentials(await wecomSecret.read(), app),
    backoff,
  );

  return {
    config: compiledConfig(),
    deliveries: new DeliveryRecords(table, Date.now),
    memory: new MemberMemory(table),
    model: new ResponsesModel(async () => modelKey(await modelSecret.read()), Date.now),
    messenger: new WecomMessenger(wecomApi),
    log: jsonLog(console.log),
    clock: Date.now,
  };
}
