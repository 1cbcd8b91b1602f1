import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BotConfig } from '../../lambda/shared/bot-config';
import { ENVIRONMENT } from '../../lambda/shared/environment';
import { PARTITIONS } from '../../lambda/shared/table-keys';
import { BotFunction } from './bot-function';
import { BotTable } from './bot-table';
import { Credentials } from './credentials';

export interface CallbackEndpointProps {
  readonly config: BotConfig;
  readonly secret: ISecret;
  readonly queue: IQueue;
  readonly table: ITable;
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
  private readonly api: HttpApi;

  constructor(scope: Construct, id: string, { config, secret, queue, table }: CallbackEndpointProps) {
    super(scope, id);

    const callback = new BotFunction(this, 'Callback', {
      entry: 'callback',
      description: "Checks and decrypts WeCom's callbacks and puts members' messages on the queue",
      config,
      timeout: Duration.seconds(10),
      // WeCom allows one second for the URL check, a cold start included: one whole core.
      memorySize: 1769,
      environment: {
        [ENVIRONMENT.callbackSecret]: secret.secretArn,
        [ENVIRONMENT.messageQueue]: queue.queueUrl,
        [ENVIRONMENT.botTable]: table.tableName,
      },
    });
    Credentials.grantRead(secret, callback.function);
    queue.grant(callback.function, 'sqs:SendMessage');
    BotTable.grantPartitions(table, callback.function, [PARTITIONS.status], ['dynamodb:GetItem']);

    this.api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      description: 'WeCom GPT: callbacks of WeCom',
      createDefaultStage: false,
    });
    const integration = new HttpLambdaIntegration('Integration', callback.function);
    for (const path of [PATH, `${PATH}/{app}`]) {
      this.api.addRoutes({ path, methods: [HttpMethod.GET, HttpMethod.POST], integration });
    }
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      // Far above what the members of a large company type; it bounds what a stranger can cost.
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLogs', {
            retention: RetentionDays.ONE_MONTH,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        format: AccessLogFormat.custom(ACCESS_LOG_FORMAT),
      },
    });
  }

  /** The URL to enter at 接收消息 → 设置API接收. */
  urlOf(app: string): string {
    return `${this.api.apiEndpoint}${PATH}/${app}`;
  }
}
