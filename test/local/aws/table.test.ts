import { Tables } from '../../../local/aws/table';

it('a table is closed when the writes are done that are under way', async () => {
  const tables = await Tables.start([
    {
      name: 'Bot',
      keySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      attributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    },
  ]);
  const input = { TableName: 'Bot', Item: { pk: { S: 'a' } } };
  const written = Promise.allSettled([tables.service({ operation: 'PutItem', input, caller: 'any' })]);
  await tables.close();
  await expect(written).resolves.toEqual([{ status: 'fulfilled', value: {} }]);
});
