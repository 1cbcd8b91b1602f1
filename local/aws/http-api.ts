import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { ActivityLog } from '../activity';
import { serveLocally, type LocalRequest, type LocalServer } from '../http';
import { eventOf, type ApiIdentity } from './http-api-event';
import { responseOf, type HttpResponse } from './http-api-response';
import type { LambdaFunction } from './lambda-function';
import { AssemblyError } from './template';
import { withinTime } from './within-time';

/** A route with the function behind it. */
export interface Route {
  /** E.g. `GET /wxcomapp/{app}`; a method or ANY, and a path with `{parameters}`. */
  readonly key: string;
  readonly lambda: LambdaFunction;
  /** How long the API waits for the function, in ms. */
  readonly timeoutMs: number;
}

interface Match {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

/**
 * API Gateway's HTTP API, stage $default, payload format 2.0:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * Left out: throttling, CORS, authorizers, access logs, greedy and $default routes.
 */
export class HttpApi {
  private routes: readonly Route[] = [];
  private identity: ApiIdentity = { accountId: '', apiId: '', domainName: '' };
  private server: LocalServer | undefined;

  constructor(private readonly activity: ActivityLog) {}

  /** @returns its URL. @throws PortInUseError */
  async listen(port: number): Promise<string> {
    this.server = await serveLocally(port, (request, response) => this.answer(request, response));
    return this.server.url;
  }

  /** @throws AssemblyError for a route key that it can't match */
  serve(routes: readonly Route[], identity: ApiIdentity): void {
    for (const { key } of routes) {
      if (!/^(ANY|[A-Z]+) \/(([\w.~-]+|\{\w+\})(\/|$))*$/.test(key)) {
        throw new AssemblyError(`The local HTTP API does not know routes like ${key}.`);
      }
    }
    // A path that is named wins over one with parameters.
    this.routes = [...routes].sort((one, other) => parametersIn(one) - parametersIn(other));
    this.identity = identity;
  }

  async close(): Promise<void> {
    await this.server?.close();
  }

  private async answer(request: LocalRequest, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const requestId = randomBytes(11).toString('base64');
    const answer = await this.respond(request, requestId);
    // The query holds a signature and, at the URL check, ciphertext: it is not recorded.
    this.activity.record({
      place: 'http-api',
      what: `${request.method} ${request.url.pathname} → ${answer.status}`,
      ms: Math.round(performance.now() - startedAt),
    });
    response.setHeader('Apigw-Requestid', requestId);
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  private async respond(request: LocalRequest, requestId: string): Promise<HttpResponse> {
    if (request.body.length > MAXIMUM_BODY_BYTES) return message(413, 'Request Entity Too Large');
    const match = this.match(request.method, request.url.pathname);
    if (match === undefined) return message(404, 'Not Found');
    const { route, pathParameters } = match;
    const event = eventOf(request, {
      routeKey: route.key,
      pathParameters,
      requestId,
      identity: this.identity,
      now: new Date(),
    });
    const result = await withinTime(route.lambda.invoke(event), route.timeoutMs);
    if (result === undefined) return message(503, 'Service Unavailable');
    return (result.ok ? responseOf(result.value) : undefined) ?? message(500, 'Internal Server Error');
  }

  private match(method: string, path: string): Match | undefined {
    for (const route of this.routes) {
      const [routeMethod, routePath = ''] = route.key.split(' ');
      if (routeMethod !== method && routeMethod !== 'ANY') continue;
      const pathParameters = matchPath(routePath, path);
      if (pathParameters !== undefined) return { route, pathParameters };
    }
    return undefined;
  }
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return undefined;
    if (name !== undefined) parameters[name] = decoded(value);
  }
  return parameters;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function parametersIn(route: Route): number {
  return route.key.split('{').length;
}

function message(status: number, text: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ message: text })),
  };
}
