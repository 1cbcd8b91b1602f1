import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { logGroupOf, readEvents, sourcesIn } from '../../../cli/logs/read';
import { errorWith } from '../../support/errors';
import { FakeServer } from '../../support/fake-server';

it('the functions are those of the output, or those of them that are named', () => {
  const output = 'callback=WecomGpt-Callback,worker=WecomGpt-Worker';
  expect(sourcesIn(output, [])).toEqual([
    { function: 'callback', group: 'WecomGpt-Callback' },
    { function: 'worker', group: 'WecomGpt-Worker' },
  ]);
  expect(sourcesIn(output, ['worker', 'worker'])).toHaveLength(1);
  expect(() => sourcesIn(output, ['notifier'])).toThrow(
    errorWith({ fault: { code: 'no-such-function', name: 'notifier', functions: ['callback', 'worker'] } }),
  );
});

it('the log of one function is found by its name', () => {
  expect(logGroupOf('recovery=R,callback=WecomGpt-Callback,worker=W', 'callback')).toBe('WecomGpt-Callback');
  expect(logGroupOf('worker=W', 'callback')).toBe('');
});

it('all pages of all logs are read, also behind an empty one, and put in order of time', async () => {
  const server = new FakeServer();
  const client = new CloudWatchLogsClient({
    endpoint: await server.start(),
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'k', secretAccessKey: 's' },
    maxAttempts: 1,
  });
  const event = (timestamp: number) => ({ eventId: String(timestamp), timestamp, message: 'line' });
  server.next({ events: [event(1), event(4)], nextToken: 'two' }, { events: [], nextToken: 'three' });
  server.next({ events: [event(5)] });
  const worker = [{ function: 'worker', group: 'W' }];
  const found = await readEvents(client, worker, 1, '"zhangsan"');
  server.next({ events: [event(3)] }, { events: [event(2)] });
  const both = await readEvents(client, [...worker, { function: 'callback', group: 'C' }], 1, undefined);
  client.destroy();
  await server.stop();

  expect(found.map(({ timestamp }) => timestamp)).toEqual([1, 4, 5]);
  expect(server.calls.slice(0, 3).map(({ body }) => body)).toEqual([
    { logGroupName: 'W', startTime: 1, filterPattern: '"zhangsan"' },
    { logGroupName: 'W', startTime: 1, filterPattern: '"zhangsan"', nextToken: 'two' },
    { logGroupName: 'W', startTime: 1, filterPattern: '"zhangsan"', nextToken: 'three' },
  ]);
  expect(both.map(({ timestamp }) => timestamp)).toEqual([2, 3]);
  expect(new Set(both.map((each) => each.function))).toEqual(new Set(['worker', 'callback']));
});
