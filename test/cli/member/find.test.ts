import type { ScanCommand, ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { findItems } from '../../../cli/member/find';
import { WholeTable } from '../../../cli/member/table';
import { deliveryKey } from '../../../lambda/shared/table-keys';
import { idOf, NOW, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const ALL = {
  'turns of assistant': 2,
  'pictures of assistant': 2,
  'profile of assistant': 1,
  'pending of assistant': 1,
  'pace of assistant': 1,
  'attachments of assistant': 2,
  'uploads of assistant': 2,
  'marks of assistant': 1,
  'deliveries of assistant': 3,
  'auditRecords of assistant': 2,
  'usage of assistant': 1,
  'spent of assistant': 2,
  'control of assistant': 1,
  'turns of finance-bot': 1,
};

it('everything of a member is found, of each app, and nothing of one whose userid begins alike', async () => {
  await expect(world.holds('zhangsan')).resolves.toEqual(ALL);
  await expect(world.holds('zhangsan2')).resolves.toEqual(ALL);
  await expect(world.holds('zhang')).resolves.toEqual({});
});

it('of one app, what is in that app alone', async () => {
  const items = await findItems(world.table, { member: 'zhangsan', app: 'finance-bot' }, NOW);
  expect(items.map(({ app, kind }) => `${kind} of ${app}`)).toEqual(['turns of finance-bot']);
});

it('what belongs to a message that may still be answered is known, and to one that the queue has forgotten', async () => {
  const items = await findItems(world.table, { member: 'zhangsan' }, NOW);
  const underWay = items.filter(({ isUnderWay }) => isUnderWay);
  const ofMessage = idOf('zhangsan', 2);
  expect(underWay.map(({ kind, message }) => [kind, message])).toEqual([
    ['deliveries', ofMessage],
    ['attachments', ofMessage],
    ['uploads', ofMessage],
  ]);
});

it('the whole table is looked through, page by page, consistently, and nothing that was said is fetched', async () => {
  const page = (member: string, more?: object): Partial<ScanCommandOutput> => ({
    Items: [marshall({ ...deliveryKey('assistant', idOf(member, 1)), member, state: 'DONE' })],
    ...more,
  });
  const pages = [
    page('lisi', { LastEvaluatedKey: { pk: { S: 'x' } } }),
    { Items: [], LastEvaluatedKey: { pk: { S: 'y' } } },
    page('zhangsan'),
  ];
  const asked: ScanCommand['input'][] = [];
  const client = {
    send: (command: ScanCommand) => {
      asked.push(command.input);
      return Promise.resolve(pages.shift());
    },
  } as unknown as ConstructorParameters<typeof WholeTable>[0];
  const items = await findItems(new WholeTable(client, 'T'), { member: 'zhangsan' }, NOW);
  expect(items).toHaveLength(1);
  expect(asked.map(({ ExclusiveStartKey }) => ExclusiveStartKey)).toEqual([
    undefined,
    { pk: { S: 'x' } },
    { pk: { S: 'y' } },
  ]);
  for (const { ConsistentRead, ProjectionExpression, ExpressionAttributeNames } of asked) {
    expect(ConsistentRead).toBe(true);
    expect(ProjectionExpression).toBe(
      'pk, sk, #member, #state, #receivedAt, #expiresAt, #record.#member, #attribute',
    );
    expect(Object.values(ExpressionAttributeNames ?? {})).toContain('m:zhangsan');
  }
});
