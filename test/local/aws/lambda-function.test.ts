import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentOf, type EnvironmentContext } from '../../../local/aws/function-environment';
import { LambdaFunction, type FunctionSettings } from '../../../local/aws/lambda-function';
import { eventually } from './eventually';

const directories: string[] = [];
const functions: LambdaFunction[] = [];

interface Started {
  readonly lambda: LambdaFunction;
  readonly lines: string[];
  readonly coldStarts: number[];
  readonly failures: string[];
  readonly places: Places;
}

/** Where the sandboxes of one function stood; a late end of another test's counts there. */
interface Places {
  opened: number;
  closed: number;
  /** How a place ends, once it is counted. */
  close: () => Promise<void>;
  readonly worked: unknown[];
}

function start(source: string, times: { timeoutMs?: number; initialisationMs?: number } = {}): Started {
  const codeDirectory = mkdtempSync(join(tmpdir(), 'asset-'));
  directories.push(codeDirectory);
  writeFileSync(join(codeDirectory, 'index.js'), source);
  const lines: string[] = [];
  const coldStarts: number[] = [];
  const failures: string[] = [];
  const places: Places = { opened: 0, closed: 0, close: () => Promise.resolve(), worked: [] };
  let ids = 0;
  const lambda = new LambdaFunction(
    {
      arn: 'arn:aws:lambda:ap-northeast-1:000000000000:function:tiny',
      codeDirectory,
      timeoutMs: times.timeoutMs ?? 5000,
      initialisationMs: times.initialisationMs ?? 5000,
      place: placeWith(lines, places, {
        functionId: 'Front',
        functionName: 'tiny',
        region: 'ap-northeast-1',
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        memorySize: 256,
        codeDirectory,
        logGroup: 'lines',
        logStream: 'stream',
        servicesUrl: 'http://127.0.0.1:1',
        variables: { OPENAI_BASE_URL: 'from the template', OWN: 'own' },
        outsideWorld: { OPENAI_BASE_URL: 'from outside' },
      }),
    },
    {
      coldStart: (ms) => void coldStarts.push(ms),
      returned: () => undefined,
      failed: ({ errorType, errorMessage }) => void failures.push(`${errorType}: ${errorMessage}`),
    },
    () => `request-${(ids += 1)}`,
  );
  functions.push(lambda);
  return { lambda, lines, coldStarts, failures, places };
}

function placeWith(lines: string[], places: Places, context: EnvironmentContext): FunctionSettings['place'] {
  return () => {
    places.opened += 1;
    return Promise.resolve({
      environment: environmentOf(context),
      worksOn: (event) => void places.worked.push(event),
      line: (line) => void lines.push(line),
      close: () => {
        places.closed += 1;
        return places.close();
      },
    });
  };
}

afterEach(async () => {
  await Promise.all(functions.splice(0).map((lambda) => lambda.close()));
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

it('starts a sandbox for the first invocation and uses it again', async () => {
  const { lambda, coldStarts } = start('let n = 0; exports.handler = async () => ({ n: (n += 1) });');
  await expect(lambda.invoke({})).resolves.toEqual({ ok: true, value: { n: 1 } });
  await expect(lambda.invoke({})).resolves.toEqual({ ok: true, value: { n: 2 } });
  expect(coldStarts).toHaveLength(1);
});

it('starts another sandbox for an invocation at the same time', async () => {
  const { lambda, coldStarts } = start(
    'exports.handler = async () => new Promise((resolve) => setTimeout(resolve, 100, process.pid));',
  );
  const results = await Promise.all([lambda.invoke({}), lambda.invoke({})]);
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(2);
  expect(coldStarts).toHaveLength(2);
  expect(lambda.running).toBe(0);
});

it('says what each sandbox works on, and leaves its place with it', async () => {
  const { lambda, places } = start('exports.handler = async ({ exit }) => { if (exit) process.exit(1); };');
  await lambda.invoke({ n: 1 });
  expect([places.worked, places.closed]).toStrictEqual([[{ n: 1 }, undefined], 0]);
  await lambda.invoke({ exit: true });
  await eventually(() => (places.closed === 1 ? true : undefined));
  await lambda.invoke({ n: 2 });
  await lambda.close();
  // A busy machine may have opened a further one.
  expect(places.opened).toBeGreaterThanOrEqual(2);
  expect(places.closed).toBe(places.opened);
});

it('leaves the place of a sandbox that died once, though all are ended meanwhile', async () => {
  const { lambda, places } = start('exports.handler = async () => process.exit(1);');
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  places.close = () => released;
  await lambda.invoke({});
  await eventually(() => (places.closed === 1 ? true : undefined));
  let isClosed = false;
  const closed = lambda.close().then(() => (isClosed = true));
  // What would leave it again waits for a process that is gone: it is done by the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  const meanwhile = [places.closed, isClosed];
  release();
  await closed;
  expect([meanwhile, places.closed]).toEqual([[1, false], 1]);
});

it('forgets the place of a sandbox that can not be left', async () => {
  const { lambda, places } = start('exports.handler = async () => undefined;');
  await lambda.invoke({});
  places.close = () => Promise.reject(new Error('no answer'));
  await expect(lambda.close()).rejects.toThrow('no answer');
  await expect(lambda.close()).resolves.toBeUndefined();
  expect(places.closed).toBe(1);
});

it('tells of a sandbox that died and can not be left', async () => {
  const { lambda, places, failures } = start('exports.handler = async () => process.exit(1);');
  places.close = () => Promise.reject(new Error('no answer'));
  await lambda.invoke({});
  await eventually(() => failures.find((failure) => failure.includes('no answer')));
  expect(failures.at(-1)).toBe('Sandbox.Stuck: Error: no answer');
});

it('says why a sandbox did not start, though it can not be left either', async () => {
  const { lambda, places, failures } = start("throw new Error('no handler');");
  places.close = () => Promise.reject(new Error('no answer'));
  await expect(lambda.invoke({})).resolves.toMatchObject({
    ok: false,
    failure: { errorMessage: 'no handler' },
  });
  expect(failures).toEqual(['Sandbox.Stuck: Error: no answer', 'Error: no handler']);
});

it("gives the event and Lambda's context", async () => {
  const { lambda } = start(
    'exports.handler = async (event, context) => ({ event, id: context.awsRequestId, name: context.functionName, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis() });',
  );
  await expect(lambda.invoke({ text: '你好 \u{1F600}' })).resolves.toMatchObject({
    value: {
      event: { text: '你好 \u{1F600}' },
      id: 'request-1',
      name: 'tiny',
      arn: 'arn:aws:lambda:ap-northeast-1:000000000000:function:tiny',
      left: expect.any(Number) as number,
    },
  });
});

it('gives the environment that Lambda would, and nothing of this process', async () => {
  process.env['OPENAI_API_KEY'] = 'must not be seen';
  const { lambda } = start('exports.handler = async () => process.env;');
  const { value } = (await lambda.invoke({})) as unknown as { value: Record<string, string> };
  delete process.env['OPENAI_API_KEY'];
  const ofTheMachine = ['PATH', 'SystemRoot'].filter((name) => process.env[name] !== undefined);
  expect(Object.keys(value).sort()).toEqual(
    [
      ...ofTheMachine,
      '_HANDLER',
      'AWS_ACCESS_KEY_ID',
      'AWS_DEFAULT_REGION',
      'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS',
      'AWS_ENDPOINT_URL_DYNAMODB',
      'AWS_ENDPOINT_URL_LAMBDA',
      'AWS_ENDPOINT_URL_SECRETS_MANAGER',
      'AWS_ENDPOINT_URL_SQS',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_REGION',
      'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'LAMBDA_TASK_ROOT',
      'LANG',
      'OPENAI_BASE_URL',
      'OWN',
      'TZ',
    ].sort(),
  );
  expect(value).toMatchObject({ AWS_ACCESS_KEY_ID: 'Front', OPENAI_BASE_URL: 'from outside', TZ: ':UTC' });
});

it('ends an invocation at its time-out, hung or not, and starts afresh', async () => {
  const { lambda, lines, coldStarts, failures } = start(
    'exports.handler = async ({ hang }) => { if (hang) for (;;); return process.pid; };',
    { timeoutMs: 500 },
  );
  await expect(lambda.invoke({ hang: true })).resolves.toMatchObject({
    ok: false,
    failure: { errorMessage: 'Task timed out after 0.50 seconds' },
  });
  expect(lines).toContain('request-1 Task timed out after 0.50 seconds');
  expect(failures).toEqual(['Sandbox.Timedout: Task timed out after 0.50 seconds']);
  await expect(lambda.invoke({})).resolves.toMatchObject({ ok: true });
  expect(coldStarts).toHaveLength(2);
});

it.each([
  ['throws', "throw new TypeError('broken')", { errorType: 'TypeError', errorMessage: 'broken' }],
  [
    'exits',
    'process.exit(3)',
    { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: exit status 3' },
  ],
  [
    'rejects unhandled',
    "Promise.reject(new Error('lost')); await new Promise(() => setInterval(() => {}, 1000))",
    { errorType: 'Runtime.ExitError' },
  ],
])('reports a handler that %s, and starts afresh where it must', async (_, body, failure) => {
  const { lambda } = start(`exports.handler = async ({ ok }) => { if (ok) return 'fine'; ${body}; };`);
  await expect(lambda.invoke({})).resolves.toMatchObject({ ok: false, failure });
  await expect(lambda.invoke({ ok: true })).resolves.toEqual({ ok: true, value: 'fine' });
});

it.each([
  ['a handler of three parameters', 'exports.handler = (event, context, callback) => {};', 'callback-based'],
  ['no handler', 'exports.other = 1;', 'index.handler is undefined or not exported'],
  ['a bundle that throws', "throw new Error('no configuration');", 'no configuration'],
])('refuses %s at every invocation', async (_, source, errorMessage) => {
  const { lambda } = start(source);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(lambda.invoke({})).resolves.toMatchObject({
      failure: { errorMessage: expect.stringContaining(errorMessage) as string },
    });
  }
});

it('gives up a bundle that never finishes loading', async () => {
  const { lambda } = start('for (;;);', { initialisationMs: 300 });
  await expect(lambda.invoke({})).resolves.toMatchObject({ failure: { errorType: 'Sandbox.Timedout' } });
});

it('refuses an event and a result above 6 MB', async () => {
  const { lambda } = start("exports.handler = async () => 'x'.repeat(7 * 1024 * 1024);");
  await expect(lambda.invoke({ big: 'x'.repeat(7 * 1024 * 1024) })).resolves.toMatchObject({
    failure: { errorType: 'RequestTooLargeException' },
  });
  await expect(lambda.invoke({})).resolves.toMatchObject({
    failure: { errorType: 'Function.ResponseSizeTooLarge' },
  });
});

it('passes on what the handler writes as Lambda does: time, request and level before it, each call a line', async () => {
  const { lambda, lines } = start(
    "exports.handler = async () => { console.log('one\\u2028still one'); console.error('two\\nthree', { a: 1 }); };",
  );
  await lambda.invoke({});
  const written = await eventually(() => (lines.length === 2 ? lines : undefined));
  expect(written.map((line) => line.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t/, ''))).toEqual([
    'request-1\tINFO\tone\u2028still one',
    'request-1\tERROR\ttwo\rthree { a: 1 }',
  ]);
});

it('ends a hung sandbox when it is closed', async () => {
  const { lambda, lines } = start("exports.handler = async () => { console.log('hanging'); for (;;); };");
  const invocation = lambda.invoke({});
  await eventually(() => lines.find((line) => line.endsWith('hanging')));
  await lambda.close();
  await expect(invocation).resolves.toMatchObject({ ok: false });
});

it.each([
  [{ AWS_REGION: 'elsewhere' }, 'which Lambda reserves'],
  [{ BIG: 'x'.repeat(4096) }, 'Lambda takes 4096'],
])('refuses variables that Lambda refuses', (variables, reason) => {
  expect(() =>
    environmentOf({
      functionId: 'Front',
      functionName: 'tiny',
      region: 'ap-northeast-1',
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      memorySize: 128,
      codeDirectory: '/',
      logGroup: 'lines',
      logStream: 'stream',
      servicesUrl: 'http://127.0.0.1:1',
      variables,
      outsideWorld: {},
    }),
  ).toThrow(reason);
});
