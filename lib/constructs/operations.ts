import { Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Alarms } from './alarms';
import { Dashboard } from './dashboard';

/** What is looked at. */
export interface Watched {
  readonly apps: readonly string[];
  readonly callback: IFunction;
  readonly worker: IFunction;
  readonly recovery: IFunction;
  readonly api: HttpApi;
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
}

export interface OperationsProps extends Watched {
  /** Who gets alarms by e-mail; each has to confirm it once. */
  readonly emails: readonly string[];
  /** Encrypts what is said of alarms. @default nothing does, while it is at rest in SNS */
  readonly key?: IKey | undefined;
}

/** A dashboard, alarms, and the topic through which they are told. */
export class Operations extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: OperationsProps) {
    super(scope, id);
    const { emails, key } = props;
    this.topic = new Topic(this, 'Topic', {
      displayName: 'WeCom GPT alarms',
      enforceSSL: true,
      ...(key && { masterKey: key }),
    });
    this.letAlarmsIn();
    for (const email of emails) this.topic.addSubscription(new EmailSubscription(email));
    new Alarms(this, 'Alarms', props, this.topic);
    new Dashboard(this, 'Dashboard', props);
  }

  /** A topic with a policy of its own has lost the usual one, by which the account's alarms may publish. */
  private letAlarmsIn(): void {
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
