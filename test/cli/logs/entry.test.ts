import { entryOf } from '../../../cli/logs/entry';

const REQUEST = '8f5c1f6e-3f3c-4f0e-9c4e-2f1f0a9b7c11';
const entry = (message: string) => entryOf({ eventId: '1', timestamp: 5, message }, 'worker');

it.each([
  ['as Lambda keeps it', `2026-11-26T10:00:00.000Z\t${REQUEST}\tINFO\t`],
  ['outside of a request', '2026-11-26T10:00:00.000Z\tundefined\tINFO\t'],
  ['as the local stack keeps it', ''],
])('a line of ours is understood, %s', (_, prefix) => {
  const line = '{"level":"warn","event":"message waits","app":"assistant","ms":30000}';
  expect(entry(`${prefix}${line}\n`)).toEqual({
    at: 5,
    function: 'worker',
    level: 'warn',
    event: 'message waits',
    fields: { app: 'assistant', ms: 30_000 },
    isBeside: false,
    written: `${prefix}${line}`,
  });
});

it('metrics are beside the lines', () => {
  expect(entry('{"_aws":{"Timestamp":1},"app":"assistant","messages":1}')).toMatchObject({
    isBeside: true,
    fields: { app: 'assistant', messages: 1 },
  });
});

it.each([
  `START RequestId: ${REQUEST} Version: $LATEST`,
  `END RequestId: ${REQUEST}`,
  'INIT_START Runtime Version: nodejs:24.v12\tRuntime Version ARN: arn:aws:lambda:x',
  `REPORT RequestId: ${REQUEST}\tDuration: 12.3 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB`,
])('what Lambda says when all is well is beside them too: %s', (message) => {
  expect(entry(message)).toMatchObject({ isBeside: true, level: 'info' });
});

it('what a request took is in its fields', () => {
  expect(
    entry(`REPORT RequestId: ${REQUEST}\tDuration: 12.30 ms\tInit Duration: 210 ms\tStatus: timeout\n`),
  ).toMatchObject({
    event: 'REPORT',
    level: 'error',
    isBeside: false,
    fields: { RequestId: REQUEST, Duration: '12.30 ms', 'Init Duration': '210 ms', Status: 'timeout' },
  });
});

it.each([
  `2026-11-26T10:05:00.000Z ${REQUEST} Task timed out after 300.05 seconds\n\n`,
  `${REQUEST} Task timed out after 6.00 seconds`,
  `RequestId: ${REQUEST} Error: Runtime exited with error: signal: killed`,
  'TypeError: x is not a function',
])('a time-out or a crash is an error: %s', (message) => {
  expect(entry(message)).toMatchObject({ isBeside: false, level: 'error', event: message.trim() });
});

it('an error that nobody caught is told by what it was, without its stack', () => {
  const failure = { errorType: 'Error', errorMessage: 'no way', stack: ['Error: no way', '    at x'] };
  expect(
    entry(`2026-11-26T10:00:00.000Z\t${REQUEST}\tERROR\tUncaught Exception\t${JSON.stringify(failure)}`),
  ).toMatchObject({
    level: 'error',
    event: 'Uncaught Exception',
    fields: { errorType: 'Error', errorMessage: 'no way' },
  });
  expect(entry('{ not JSON')).toMatchObject({ level: 'info', event: '{ not JSON', fields: {} });
});
