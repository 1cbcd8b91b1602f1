import { CloudWatchLogsClient, type FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { recordsIn, type Wanted } from '../../../cli/audit/records';

const EVERYTHING: Wanted = { member: undefined, app: undefined, event: undefined };
const line = (id: string, member: string, event = 'answered') =>
  JSON.stringify({ id, member, event, app: 'assistant' });

/** A log of pages. */
function log(...pages: string[][]) {
  const inputs: FilterLogEventsCommand['input'][] = [];
  // The SDK's paginator takes nothing that is no client of its own.
  const client = new CloudWatchLogsClient({ region: 'x' });
  const send = ({ input }: FilterLogEventsCommand): Promise<object> => {
    const page = inputs.push(input) - 1;
    return Promise.resolve({
      events: pages[page]?.map((message) => ({ message })),
      ...(page + 1 < pages.length && { nextToken: String(page) }),
    });
  };
  Object.assign(client, { send });
  const read = async (wanted: Partial<Wanted>) => {
    const ids: (string | undefined)[] = [];
    const records = recordsIn(client, 'group', { from: 1, to: 10 }, { ...EVERYTHING, ...wanted });
    for await (const { id } of records) ids.push(id);
    return ids;
  };
  return { inputs, read };
}

it('gives each id once, over all pages, and passes over what is no record', async () => {
  const { read, inputs } = log([line('a', 'x'), 'not ours'], [], [line('b', 'x'), line('a', 'x'), '{}']);
  await expect(read({})).resolves.toEqual(['a', 'b']);
  expect(inputs[0]).toMatchObject({ logGroupName: 'group', startTime: 1, endTime: 9 });
  expect(inputs[0]?.filterPattern).toBeUndefined();
});

it('gives what is wanted alone, and not what only has the word in it', async () => {
  const page = [line('a', 'lisi'), line('b', 'lisi', 'failed'), line('c', 'boss-of-lisi')];
  const { read, inputs } = log(page);
  await expect(read({ member: 'lisi' })).resolves.toEqual(['a', 'b']);
  await expect(log(page).read({ member: 'lisi', event: 'failed' })).resolves.toEqual(['b']);
  await expect(log(page).read({ app: 'finance-bot' })).resolves.toEqual([]);
  expect(inputs[0]?.filterPattern).toBe('"lisi"');
});
