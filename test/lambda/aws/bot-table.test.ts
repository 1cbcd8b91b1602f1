import type { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { BotTable } from '../../../lambda/aws/bot-table';

/** A table that answers a query with one item a page, as DynamoDB does above 1 MB; the local one never does. */
function paged(keys: readonly string[]): BotTable {
  const client = {
    send: ({ input }: QueryCommand) => {
      const after = input.ExclusiveStartKey?.['sk']?.S;
      const at = after === undefined ? 0 : keys.indexOf(after) + 1;
      const item = marshall({ pk: 'p', sk: keys[at] });
      const isLast = at === keys.length - 1;
      return Promise.resolve({ Items: [item], ...(!isLast && { LastEvaluatedKey: item }) });
    },
  };
  return new BotTable(client as unknown as DynamoDBClient, 'table', () => 0);
}

it('all items are read, and all keys, page by page', async () => {
  const table = paged(['a', 'b', 'c']);
  await expect(table.all({ pk: 'p', sk: '' })).resolves.toMatchObject([
    { sk: 'a' },
    { sk: 'b' },
    { sk: 'c' },
  ]);
  await expect(table.sortKeys({ pk: 'p', sk: '' })).resolves.toEqual(['a', 'b', 'c']);
});
