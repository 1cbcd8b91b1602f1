import type { LocalRequest } from '../http';

/** Who the API is, as far as events say. */
export interface ApiIdentity {
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
}

/** What the API knows of a request besides the request. */
export interface EventContext {
  readonly routeKey: string;
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly identity: ApiIdentity;
  readonly now: Date;
}

/**
 * The event of an HTTP API, payload format 2.0. What is empty is absent.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventOf(request: LocalRequest, context: EventContext): object {
  const { routeKey, pathParameters, requestId, identity, now } = context;
  const path = request.url.pathname;
  const cookies = request.headers.cookie?.split('; ');
  const query = queryOf(request.rawQuery);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: request.rawQuery,
    ...(cookies === undefined ? {} : { cookies }),
    headers: headersOf(request),
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: identity.accountId,
      apiId: identity.apiId,
      domainName: identity.domainName,
      domainPrefix: identity.apiId,
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.remoteAddress,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    ...bodyOf(request),
  };
}

function headersOf(request: LocalRequest): Record<string, string> {
  const headers: Record<string, string> = {
    'x-forwarded-for': request.remoteAddress,
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  };
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || name === 'cookie') continue;
    headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return headers;
}

/** Decoded, a plus sign being a space; what comes several times is joined with commas. */
function queryOf(rawQuery: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    const before = query[name];
    query[name] = before === undefined ? value : `${before},${value}`;
  }
  return query;
}

function bodyOf(request: LocalRequest): object {
  if (request.body.length === 0) return { isBase64Encoded: false };
  const isText = isTextual(request.headers['content-type']);
  return { body: request.body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

/** Which bodies arrive as text AWS does not say; measured by others, and no content type is not among them. */
function isTextual(contentType = ''): boolean {
  return /^(text\/[^;]+|application\/(json|xml|javascript))\s*(;|$)/i.test(contentType.trim());
}

function commonLogTime(at: Date): string {
  const [, day = '', month = '', year = '', time = ''] = at.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
