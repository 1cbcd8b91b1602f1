import { Duration, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambda/shared/environment';
import { PARTITIONS } from '../../lambda/shared/table-keys';
import type { CheckedConfig } from '../config';
import { BotFunction, type BotFunctionBasis } from './bot-function';
import { BotTable } from './bot-table';
import { CallbackDomain } from './callback-domain';
import { Credentials } from './credentials';

export interface CallbackEndpointProps extends BotFunctionBasis {
  readonly secret: ISecret;
  readonly queue: IQueue;
  readonly table: ITable;
  /** A domain of the company's own. @default one of API Gateway's */
  readonly domain?: CheckedConfig['domain'];
}

/** The path that WeCom calls; `/{app}` behind it names an app. */
const PATH = '/wxcomapp';

/** The log of requests leaves out the query: it carries signatures, and `echostr`. */
const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
});

/** What WeCom calls: checks the URL, takes messages and puts them on the queue. */
export class CallbackEndpoint extends Construct {
  readonly function: BotFunction;
  readonly api: HttpApi;
  readonly domain: CallbackDomain | undefined;

  constructor(scope: Construct, id: string, props: CallbackEndpointProps) {
    super(scope, id);
    const { secret, queue, table, domain, logs } = props;

    this.function = new BotFunction(this, 'Callback', {
      ...props,
      entry: 'callback',
      description: "Checks and decrypts WeCom's callbacks and puts members' messages on the queue",
      timeout: Duration.seconds(10),
      // WeCom allows one second for the URL check, a cold start included: one whole core.
      memorySize: 1769,
      environment: {
        [ENVIRONMENT.callbackSecret]: secret.secretArn,
        [ENVIRONMENT.messageQueue]: queue.queueUrl,
        [ENVIRONMENT.botTable]: table.tableName,
      },
    });
    const callback = this.function.lambda;
    Credentials.grantRead(secret, callback);
    queue.grant(callback, 'sqs:SendMessage');
    BotTable.grantPartitions(table, callback, [PARTITIONS.status], ['dynamodb:GetItem']);

    this.api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      description: 'WeCom GPT: callbacks of WeCom',
      createDefaultStage: false,
      disableExecuteApiEndpoint: domain !== undefined,
    });
    const integration = new HttpLambdaIntegration('Integration', callback);
    for (const path of [PATH, `${PATH}/{app}`]) {
      this.api.addRoutes({ path, methods: [HttpMethod.GET, HttpMethod.POST], integration });
    }
    // API Gateway answers everything else with 404 by itself. It has no files of its own: each has a route to the function.
    for (const file of Object.keys(domain?.verificationFiles ?? {})) {
      this.api.addRoutes({ path: `/${file}`, methods: [HttpMethod.GET], integration });
    }
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      // Far above what the members of a large company type; it bounds what a stranger can cost.
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs.group(this, 'AccessLogs')),
        format: AccessLogFormat.custom(ACCESS_LOG_FORMAT),
      },
    });
    this.domain = domain && new CallbackDomain(this, 'Domain', { domain, stage });
  }

  /** The URL to enter at 接收消息 → 设置API接收. */
  urlOf(app: string): string {
    const host = this.domain ? `https://${this.domain.name}` : this.api.apiEndpoint;
    return `${host}${PATH}/${app}`;
  }
}
