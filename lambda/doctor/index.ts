import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AccessTokenItems } from '../aws/access-token-store';
import { AppStatusItems } from '../aws/app-status';
import { ArrivalItems } from '../aws/arrivals';
import { BotTable } from '../aws/bot-table';
import { clientSettings } from '../aws/client-settings';
import { messagesIn } from '../aws/queue-counts';
import { SecretReader, type Secret } from '../aws/secret-reader';
import { lookUpModel } from '../model/availability';
import { compiledConfig } from '../shared/compiled-config';
import { ENVIRONMENT, requiredVariable } from '../shared/environment';
import { jsonLog } from '../shared/log';
import { getAgent } from '../wecom/agent';
import { departmentTree } from '../wecom/department';
import { getTag } from '../wecom/tag';
import { furtherKeysOf, modelKey } from '../wiring/credentials';
import { wireWecomApi } from '../wiring/wecom-api';
import { examine, type DoctorPorts, type DoctorReport } from './handler';
import { TokensToItself } from './tokens-to-itself';

const REQUEST_MS = 3_000;
const MODEL_MS = 15_000;

/** Entry point of the doctor function. Nothing is kept from one call to the next: it reports what is so now. */
export const handler = (): Promise<DoctorReport> => examine(wire(process.env));

function wire(environment: NodeJS.ProcessEnv): DoctorPorts {
  const variable = (name: string): string => requiredVariable(environment, name);
  const settings = clientSettings(REQUEST_MS);
  const secretsManager = new SecretsManagerClient(settings);
  const secretAt = <T>(arn: string): (() => Promise<Secret<T>>) => {
    const reader = new SecretReader<T>(secretsManager, arn, Date.now);
    return () => reader.read();
  };
  const robotSecret = environment[ENVIRONMENT.robotSecret];
  const secrets: DoctorPorts['secrets'] = {
    callback: secretAt(variable(ENVIRONMENT.callbackSecret)),
    wecom: secretAt(variable(ENVIRONMENT.wecomSecret)),
    model: secretAt(variable(ENVIRONMENT.modelSecret)),
    ...(robotSecret !== undefined && { robot: secretAt(robotSecret) }),
  };
  const table = new BotTable(new DynamoDBClient(settings), variable(ENVIRONMENT.botTable), Date.now);
  const tokens = new TokensToItself(new AccessTokenItems(table, randomUUID));
  const wecomApi = wireWecomApi(environment, secretsManager, tokens);
  const log = jsonLog(console.log);
  const statuses = new AppStatusItems(table, Date.now);
  const arrivals = new ArrivalItems(table, log);
  const sqs = new SQSClient(settings);
  const lambda = new LambdaClient(settings);
  const config = compiledConfig();
  return {
    config,
    maxConcurrency: config.maxConcurrency,
    secrets,
    furtherKeys: furtherKeysOf(config, environment),
    agentOf: (app) => getAgent(wecomApi, app),
    departmentsOf: (app) => departmentTree(wecomApi, app),
    tagOf: (app, id) => getTag(wecomApi, app, id),
    ips: variable(ENVIRONMENT.trustedIps).split(';'),
    lastArrivals: (app) => arrivals.last(app),
    modelKey: async () => modelKey(await secrets.model()),
    lookUpModel: (key, model) =>
      lookUpModel(key, model, MODEL_MS, Date.now(), { azure: config.provider.azure }),
    region: variable('AWS_REGION'),
    itemOf: (app) => statuses.itemOf(app),
    statusOf: (app) => statuses.statusOf(app),
    counts: async () => {
      const [waiting, deadLetters] = await Promise.all([
        messagesIn(sqs, variable(ENVIRONMENT.messageQueue)),
        messagesIn(sqs, variable(ENVIRONMENT.deadLetterQueue)),
      ]);
      return { waiting, deadLetters };
    },
    accountConcurrency: async () => {
      const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand());
      return AccountLimit?.ConcurrentExecutions ?? 0;
    },
    clock: Date.now,
    log,
  };
}
