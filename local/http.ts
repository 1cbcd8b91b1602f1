import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NoAnswerError } from './caller';

/** A request whose body has been read. */
export interface LocalRequest {
  readonly method: string;
  /** Parsed against the server's own address; `rawQuery` keeps what the parser would change. */
  readonly url: URL;
  /** The query as it was sent, without the question mark, percent-encoding untouched. */
  readonly rawQuery: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly remoteAddress: string;
  /** Aborted when the caller closes the connection before an answer. */
  readonly closed: AbortSignal;
}

export type LocalHandler = (request: LocalRequest, response: ServerResponse) => Promise<void> | void;

/** A listening server on this machine, with its address. */
export interface LocalServer {
  /** `http://127.0.0.1:port`, no slash at the end. */
  readonly url: string;
  /** Stops listening and breaks connections that are open. */
  close(): Promise<void>;
}

/** The port is taken; says by what option another is chosen. */
export class PortInUseError extends Error {
  readonly code = 'PORT_IN_USE';
  constructor(port: number) {
    const other = Math.floor(port / 10) * 10 + (port < 60_000 ? 100 : -100);
    super(
      `Port ${port} is in use, perhaps by another copy of this stack. ` +
        `Stop that one, or choose other ports: npm start -- --port ${other}\n` +
        `端口 ${port} 已被占用，可能是另一个本地堆栈。请结束它，或换用别的端口：npm start -- --port ${other}`,
    );
  }
}

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * Serves on 127.0.0.1 only, and only to a Host and an Origin of this machine, so that a web page
 * elsewhere cannot reach the local stack through a browser here (DNS rebinding, CSRF).
 * @param port 0 picks a free one
 * @throws PortInUseError
 */
export async function serveLocally(port: number, handler: LocalHandler): Promise<LocalServer> {
  const server = createServer((message, response) => {
    answer(handler, message, response).catch((error: unknown) => {
      if (error instanceof NoAnswerError) {
        response.destroy();
        return;
      }
      console.error('local server:', error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Looks whether they can be listened on; the next moment another program may. @throws PortInUseError */
export async function assertPortsFree(ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const server = createServer();
    await listen(server, port);
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Sends `value` as JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8', ...headers });
  response.end(body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function answer(
  handler: LocalHandler,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { host, origin } = message.headers;
  if (!isOfThisMachine(`http://${host ?? ''}`) || (origin !== undefined && !isOfThisMachine(origin))) {
    sendJson(response, 403, {
      error: 'The local stack answers only to a Host and an Origin of this machine.',
    });
    return;
  }
  if (origin !== undefined) {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
    response.setHeader('Access-Control-Allow-Headers', 'Content-Type');
    if (message.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
  }
  const body = await readBody(message);
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  const target = message.url ?? '/';
  // Not against a base: there `/\\` would begin another host.
  const url = URL.parse(`http://${host ?? '127.0.0.1'}${target}`);
  if (!url) {
    response.writeHead(400).end();
    return;
  }
  const closed = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) closed.abort();
  });
  await handler(
    {
      method: message.method ?? 'GET',
      url,
      rawQuery: target.includes('?') ? target.slice(target.indexOf('?') + 1) : '',
      headers: message.headers,
      body,
      remoteAddress: message.socket.remoteAddress ?? '127.0.0.1',
      closed: closed.signal,
    },
    response,
  );
}

async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isOfThisMachine(origin: string): boolean {
  const { hostname } = URL.parse(origin) ?? { hostname: '' };
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
