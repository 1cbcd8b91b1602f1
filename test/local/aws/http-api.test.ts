import { request as httpRequest } from 'node:http';
import { ActivityLog } from '../../../local/activity';
import { HttpApi } from '../../../local/aws/http-api';
import type { LambdaFunction, Result } from '../../../local/aws/lambda-function';

type Event = Record<string, unknown> & {
  headers: Record<string, string>;
  requestContext: Record<string, unknown> & { http: Record<string, unknown> };
};

const activity = new ActivityLog();
const api = new HttpApi(activity);
let url = '';
let event: Event;
let returns: () => Promise<Result> | Result;

const fake = {
  invoke: async (given: Event) => {
    event = given;
    return returns();
  },
} as unknown as LambdaFunction;

beforeAll(async () => {
  url = await api.listen(0);
  api.serve(
    [
      { key: 'GET /wxcomapp/{app}', lambda: fake, timeoutMs: 50 },
      { key: 'POST /wxcomapp/{app}', lambda: fake, timeoutMs: 50 },
      { key: 'POST /wxcomapp', lambda: fake, timeoutMs: 50 },
      { key: 'GET /wxcomapp/known', lambda: fake, timeoutMs: 50 },
    ],
    { accountId: '000000000000', apiId: 'abc', domainName: 'localhost' },
  );
});

beforeEach(() => {
  returns = () => ({ ok: true, value: { statusCode: 200, body: 'fine' } });
});

afterAll(() => api.close());

function post(body: string | Buffer, headers: Record<string, string>): Promise<Response> {
  return fetch(`${url}/wxcomapp/sales%20team?a=1`, { method: 'POST', body, headers });
}

describe('the event', () => {
  it('is that of payload format 2.0', async () => {
    await fetch(`${url}/wxcomapp/sales%20team?msg=a%2Bb+c&x=1&x=2`, {
      headers: { 'X-Custom': 'Value', Cookie: 'one=1; two=2', 'User-Agent': 'tests' },
    });
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'GET /wxcomapp/{app}',
      rawPath: '/wxcomapp/sales%20team',
      rawQueryString: 'msg=a%2Bb+c&x=1&x=2',
      cookies: ['one=1', 'two=2'],
      headers: expect.objectContaining({ 'x-custom': 'Value', 'x-forwarded-proto': 'https' }) as object,
      queryStringParameters: { msg: 'a+b c', x: '1,2' },
      pathParameters: { app: 'sales team' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'abc',
        domainName: 'localhost',
        domainPrefix: 'abc',
        http: {
          method: 'GET',
          path: '/wxcomapp/sales%20team',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'tests',
        },
        requestId: expect.any(String) as string,
        routeKey: 'GET /wxcomapp/{app}',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/) as string,
        timeEpoch: expect.any(Number) as number,
      },
      isBase64Encoded: false,
    });
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it.each(['text/xml; charset=utf-8', 'application/json', 'application/xml'])(
    'carries a body of %s as text',
    async (type) => {
      await post('<xml>你好</xml>', { 'Content-Type': type });
      expect(event).toMatchObject({ body: '<xml>你好</xml>', isBase64Encoded: false });
    },
  );

  it.each(['application/octet-stream', 'application/x-www-form-urlencoded'])(
    'carries a body of %s in base64',
    async (type) => {
      await post('<xml/>', { 'Content-Type': type });
      expect(event).toMatchObject({ body: 'PHhtbC8+', isBase64Encoded: true });
    },
  );

  it('carries a body without a content type in base64', async () => {
    await new Promise((resolve) => {
      httpRequest(`${url}/wxcomapp`, { method: 'POST' }, (response) =>
        response.resume().on('end', resolve),
      ).end('<xml/>');
    });
    expect(event).toMatchObject({ body: 'PHhtbC8+', isBase64Encoded: true });
    expect(event).not.toHaveProperty('pathParameters');
    expect(event).not.toHaveProperty('queryStringParameters');
  });
});

describe('the answer', () => {
  async function answer(value: unknown): Promise<{ status: number; type: string | null; body: string }> {
    returns = () => ({ ok: true, value });
    const response = await post('', {});
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.text(),
    };
  }

  it.each([
    [
      'a body',
      { statusCode: 200, body: 'hi' },
      { status: 200, type: 'text/plain;charset=UTF-8', body: 'hi' },
    ],
    [
      'headers',
      { statusCode: 403, headers: { 'Content-Type': 'text/html' }, body: '' },
      { status: 403, type: 'text/html', body: '' },
    ],
    [
      'base64',
      { statusCode: 200, body: '5L2g5aW9', isBase64Encoded: true },
      { status: 200, type: 'text/plain;charset=UTF-8', body: '你好' },
    ],
    ['no status code', { a: 1 }, { status: 200, type: 'application/json', body: '{"a":1}' }],
    ['a string', 'hi', { status: 200, type: 'application/json', body: 'hi' }],
    [
      'a body that is no string',
      { statusCode: 200, body: {} },
      { status: 500, type: 'application/json', body: '{"message":"Internal Server Error"}' },
    ],
  ])('maps %s', async (_, value, expected) => {
    await expect(answer(value)).resolves.toEqual(expected);
  });

  it('sets cookies', async () => {
    returns = () => ({ ok: true, value: { statusCode: 200, cookies: ['a=1', 'b=2'] } });
    expect((await post('', {})).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('is 500 when the function fails', async () => {
    returns = () => ({ ok: false, failure: { errorType: 'Error', errorMessage: 'secret reason' } });
    const response = await post('', {});
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  it('is 503 when the function takes longer than the integration may', async () => {
    returns = () => new Promise<Result>(() => undefined);
    const response = await post('', {});
    expect([response.status, await response.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  it('is 413 above 10 MB', async () => {
    expect((await post(Buffer.alloc(10 * 1024 * 1024 + 1), {})).status).toBe(413);
  });
});

describe('routes', () => {
  it.each([
    ['GET', '/wxcomapp/known', 'GET /wxcomapp/known'],
    ['GET', '/wxcomapp/other', 'GET /wxcomapp/{app}'],
    ['POST', '/wxcomapp', 'POST /wxcomapp'],
  ])('match %s %s', async (method, path, routeKey) => {
    await fetch(url + path, { method });
    expect(event['routeKey']).toBe(routeKey);
  });

  it.each([
    ['GET', '/wxcomapp'],
    ['POST', '/wxcomapp/'],
    ['DELETE', '/wxcomapp/known'],
    ['GET', '/wxcomapp/known/further'],
  ])('do not match %s %s', async (method, path) => {
    const response = await fetch(url + path, { method });
    expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}']);
  });

  it.each(['$default', 'ANY /{proxy+}'])('refuse %s', (key) => {
    const identity = { accountId: '', apiId: '', domainName: '' };
    expect(() => new HttpApi(activity).serve([{ key, lambda: fake, timeoutMs: 1 }], identity)).toThrow(
      'does not know routes',
    );
  });
});

it('records requests without their query', async () => {
  await fetch(`${url}/wxcomapp/known?msg_signature=secret`);
  expect(activity.recent().at(-1)).toMatchObject({ place: 'http-api', what: 'GET /wxcomapp/known → 200' });
});
