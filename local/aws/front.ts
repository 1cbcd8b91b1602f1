import type { ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { ActivityLog } from '../activity';
import { ANYONE, CallerGoneError, NoAnswerError, type Caller } from '../caller';
import { sendJson, serveLocally, type LocalRequest, type LocalServer } from '../http';
import type { ExecutionRole } from './iam/execution-role';
import { OPERATIONS, SERVICES, type Operation, type ServiceName } from './operations';
import { plainName } from './physical';
import type { SandboxIdentity } from './sandbox-identity';
import { AnswerWithHeaders, AwsError, isRecord, type AwsService, type Input } from './service';

/** The access key id that tools and tests use; a function uses its logical id, with a session token. */
export const TOOLS_KEY_ID = 'LOCALTOOLS';

interface CallerAtTheFront {
  readonly name: string;
  at(service: ServiceName): Caller;
  /** @throws AwsError where it may not call this */
  authorize(operation: Operation, input: Input): void;
}

/** Tools call as an operator who may do everything. */
const TOOLS: CallerAtTheFront = { name: TOOLS_KEY_ID, at: () => ANYONE, authorize: () => undefined };

/**
 * The one place in front of the services: it knows who calls what, and refuses what is not implemented and what the
 * caller's role does not allow. Signatures are not checked, only whose key it is.
 */
export class Front {
  private readonly services = new Map<ServiceName, AwsService>();
  private readonly sandboxes = new Map<string, CallerAtTheFront>();
  private server: LocalServer | undefined;

  constructor(private readonly activity: ActivityLog) {}

  /** @returns the URL at which every service answers */
  async listen(): Promise<string> {
    this.server = await serveLocally(0, (request, response) => this.answer(request, response));
    return this.server.url;
  }

  serve(name: ServiceName, service: AwsService): void {
    this.services.set(name, service);
  }

  /** Lets a sandbox of the function call what the role allows. */
  admit(functionId: string, sandbox: SandboxIdentity, role: ExecutionRole): void {
    this.sandboxes.set(sandbox.token, {
      name: functionId,
      at: (service) => sandbox.at(service),
      authorize: (operation, input) => role.authorize(operation, input, sandbox.invocation),
    });
  }

  dismiss({ token }: SandboxIdentity): void {
    this.sandboxes.delete(token);
  }

  async close(): Promise<void> {
    await this.server?.close();
  }

  private async answer(request: LocalRequest, response: ServerResponse): Promise<void> {
    const headers = { 'x-amzn-RequestId': randomUUID(), 'Content-Type': 'application/x-amz-json-1.0' };
    try {
      const answer = await this.call(request);
      if (answer instanceof AnswerWithHeaders)
        sendJson(response, 200, answer.body, { ...headers, ...answer.headers });
      else sendJson(response, 200, answer, headers);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const body = { __type: error.code, message: error.message };
      if (error.queryCode !== undefined)
        response.setHeader(
          'x-amzn-query-error',
          `${error.queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}`,
        );
      sendJson(response, error.status, body, headers);
    }
  }

  private async call(request: LocalRequest): Promise<object> {
    const caller = this.callerOf(request);
    const operation = operationOf(request);
    const input = inputOf(request, operation);
    const service = this.services.get(operation.service);
    if (service === undefined) {
      throw notImplemented(
        `The stack has nothing for ${operation.service} to answer ${operation.name} with.`,
      );
    }
    const startedAt = performance.now();
    let outcome = '';
    try {
      return await caller.at(operation.service).during(operation.name, () => {
        caller.authorize(operation, input);
        return service({ operation: operation.name, input, caller: caller.name });
      });
    } catch (error) {
      outcome = ` → ${outcomeOf(error)}`;
      throw error;
    } finally {
      const { place } = SERVICES[operation.service];
      if (place !== undefined && caller !== TOOLS) {
        const ms = Math.round(performance.now() - startedAt);
        this.activity.record({ place, what: `${operation.name} by ${plainName(caller.name)}${outcome}`, ms });
      }
    }
  }

  private callerOf(request: LocalRequest): CallerAtTheFront {
    const keyId = /Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1];
    if (keyId === undefined) {
      throw new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    }
    const token = request.headers['x-amz-security-token'];
    const caller = keyId === TOOLS_KEY_ID ? TOOLS : this.sandboxes.get(String(token));
    if (caller?.name === keyId) return caller;
    throw new AwsError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
}

/** A function's name in a path. */
const INVOCATIONS = /\/functions\/([^/]+)\/invocations$/;

function operationOf(request: LocalRequest): Operation {
  const { method, url, headers } = request;
  const target = headers['x-amz-target'];
  const path = url.pathname.replace(/\/$/, '').replace(INVOCATIONS, '/functions/{FunctionName}/invocations');
  const asked = typeof target === 'string' ? target : `${method} ${path}`;
  const operation = OPERATIONS.get(asked);
  if (operation !== undefined) return operation;
  throw notImplemented(
    `The local stack does not implement ${asked}. If a function needs it, add it to local/aws/operations.ts.`,
  );
}

function inputOf(request: LocalRequest, operation: Operation): Input {
  const { method, body, url } = request;
  const functionName = INVOCATIONS.exec(url.pathname)?.[1];
  const input =
    functionName !== undefined
      ? { FunctionName: decodeURIComponent(functionName), Payload: body.length > 0 ? parse(body) : {} }
      : method === 'GET'
        ? Object.fromEntries(url.searchParams)
        : parse(body);
  if (!isRecord(input))
    throw new AwsError('SerializationException', 'The request body is not a JSON object.');
  const unknown = Object.keys(input).find((member) => !operation.members.includes(member));
  if (unknown === undefined) return input;
  throw notImplemented(
    `The local stack does not honour ${unknown} of ${operation.name}. ` +
      `If a function needs it, implement it and add it to local/aws/operations.ts. See ${operation.docs}`,
  );
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return undefined;
  }
}

function notImplemented(message: string): AwsError {
  console.error(`local/aws: ${message}`);
  return new AwsError('UnknownOperationException', message);
}

function outcomeOf(error: unknown): string {
  if (error instanceof CallerGoneError) return 'killed';
  if (error instanceof NoAnswerError) return 'connection broken';
  return error instanceof AwsError ? error.code.slice(error.code.lastIndexOf('#') + 1) : 'failed';
}
