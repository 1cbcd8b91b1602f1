import { demandPermission } from './invoke-permission';
import type { LambdaFunction } from './lambda-function';
import type { Resolver } from './resolver';
import { functionIdOf } from './resources';
import { AssemblyError, resourcesOf, type CloudFormationTemplate } from './template';

/** A function that is subscribed to a topic. */
export interface Subscription {
  readonly topicArn: string;
  readonly functionId: string;
}

/** Others than functions are nobody here. */
const PLAYED_AS_NOBODY = ['email', 'email-json'];

/**
 * The template's functions that are subscribed to a topic.
 * @throws AssemblyError for other kinds of subscribers, and where SNS may not invoke the function
 */
export function subscriptionsIn(template: CloudFormationTemplate, resolver: Resolver): Subscription[] {
  return resourcesOf(template, 'AWS::SNS::Subscription').flatMap(([id]) => {
    const protocol = resolver.text(resolver.property(id, 'Protocol'));
    if (PLAYED_AS_NOBODY.includes(protocol)) return [];
    if (protocol !== 'lambda') throw new AssemblyError(`${id} is by ${protocol}, which is not played.`);
    const topicArn = resolver.text(resolver.property(id, 'TopicArn'));
    const functionId = functionIdOf(template, resolver, resolver.property(id, 'Endpoint'));
    demandPermission(template, resolver, {
      principal: 'sns.amazonaws.com',
      sourceArn: topicArn,
      functionId,
      id,
    });
    return [{ topicArn, functionId }];
  });
}

/**
 * Calls a subscribed function as SNS does.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 * @returns whether it succeeded
 */
export async function deliverTo(
  lambda: LambdaFunction,
  { topicArn }: Subscription,
  message: string,
  newId: () => string,
): Promise<boolean> {
  const { ok } = await lambda.invoke({
    Records: [
      {
        EventVersion: '1.0',
        EventSource: 'aws:sns',
        EventSubscriptionArn: `${topicArn}:${newId()}`,
        Sns: {
          Type: 'Notification',
          MessageId: newId(),
          TopicArn: topicArn,
          Subject: null,
          Message: message,
          Timestamp: new Date().toISOString(),
          MessageAttributes: {},
        },
      },
    ],
  });
  return ok;
}
