import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { TableKey } from '../../lambda/shared/table-keys';
import type { RunningStack } from './running-stack';

type Stack = Pick<RunningStack, 'endpoints' | 'outputs'>;

/** The items of a partition of the bot table whose sort key begins so, as an operator reads them. */
export async function tableItems(
  stack: Stack,
  pk: string,
  prefix: string,
): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await call(stack, 'Query', {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: marshall({ ':pk': pk, ':prefix': prefix }),
    ConsistentRead: true,
  });
  return Items.map((item) => unmarshall(item));
}

export async function deleteItem(stack: Stack, key: TableKey): Promise<void> {
  await call(stack, 'DeleteItem', { Key: marshall(key) });
}

/** Not by an SDK client: one that is not destroyed keeps a test from ending. */
async function call(
  { endpoints, outputs }: Stack,
  operation: string,
  input: object,
): Promise<{ Items?: Record<string, AttributeValue>[] }> {
  const response = await fetch(endpoints.dynamodbUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      authorization: 'AWS4-HMAC-SHA256 Credential=LOCALTOOLS/20260101/local/dynamodb/aws4_request',
    },
    body: JSON.stringify({ TableName: outputs['BotTableName'], ...input }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${operation}: ${answer}`);
  return JSON.parse(answer) as { Items?: Record<string, AttributeValue>[] };
}
