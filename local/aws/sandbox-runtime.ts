/*
 * What runs inside a sandbox: Lambda's Node.js runtime in small. It is compiled on its own and
 * handed to `node` as text, so it may import nothing but types and what Node has.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { format } from 'node:util';
import type { FunctionFailure, Invocation, SandboxMessage } from './sandbox-messages';

type Handler = (event: unknown, context: object) => unknown;

const { env } = process;

/** What Lambda calls the levels of the console. */
const LEVELS = {
  log: 'INFO',
  info: 'INFO',
  debug: 'DEBUG',
  trace: 'TRACE',
  warn: 'WARN',
  error: 'ERROR',
} as const;
/** Of the invocation that is going on. */
let requestId: string | undefined;

// As Lambda writes to the log of a function whose logging format is text:
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
for (const [method, level] of Object.entries(LEVELS)) {
  console[method as keyof typeof LEVELS] = (...said: unknown[]): void => {
    const text = format(...said).replaceAll('\n', '\r');
    process.stdout.write(`${new Date().toISOString()}\t${requestId}\t${level}\t${text}\n`);
  };
}

// The stack is gone: nobody would end this process otherwise.
process.on('disconnect', () => process.exit());

try {
  const handler = load();
  process.on('message', (invocation: Invocation) => void answer(handler, invocation));
  send({ type: 'ready' });
} catch (error) {
  send({ type: 'broken', failure: failureOf(error) });
}

function load(): Handler {
  const [file = '', name = ''] = (env['_HANDLER'] ?? '').split('.');
  const path = join(env['LAMBDA_TASK_ROOT'] ?? '', file);
  const handler = (createRequire(path)(path) as Record<string, unknown>)[name];
  if (typeof handler !== 'function') {
    throw named('Runtime.HandlerNotFound', `${env['_HANDLER'] ?? ''} is undefined or not exported`);
  }
  if (handler.length > 2) {
    throw named(
      'Runtime.CallbackHandlerDeprecated',
      'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.',
    );
  }
  return handler as Handler;
}

async function answer(handler: Handler, invocation: Invocation): Promise<void> {
  ({ requestId } = invocation);
  try {
    const result = await handler(invocation.event, contextOf(invocation));
    send({ type: 'returned', payload: JSON.stringify(result ?? null) });
  } catch (error) {
    console.error(error);
    send({ type: 'threw', failure: failureOf(error) });
  }
  send({ type: 'ready' });
}

function contextOf({ requestId, deadline, functionArn }: Invocation): object {
  return {
    awsRequestId: requestId,
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'],
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'],
    invokedFunctionArn: functionArn,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function failureOf(error: unknown): FunctionFailure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n'),
  };
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function send(message: SandboxMessage): void {
  process.send?.(message);
}
