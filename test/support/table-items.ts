import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { RunningStack } from './running-stack';

/** The items of a partition of the bot table whose sort key begins so, as an operator reads them. */
export async function tableItems(
  { endpoints, outputs }: Pick<RunningStack, 'endpoints' | 'outputs'>,
  pk: string,
  prefix: string,
): Promise<Record<string, unknown>[]> {
  const response = await fetch(endpoints.dynamodbUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.Query',
      authorization: 'AWS4-HMAC-SHA256 Credential=LOCALTOOLS/20260101/local/dynamodb/aws4_request',
    },
    body: JSON.stringify({
      TableName: outputs['BotTableName'],
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
      ConsistentRead: true,
    }),
  });
  const { Items = [] } = (await response.json()) as { Items?: Record<string, AttributeValue>[] };
  return Items.map((item) => unmarshall(item));
}
