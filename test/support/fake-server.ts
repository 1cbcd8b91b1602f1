import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as the fake WeCom got it. */
export interface ReceivedCall {
  readonly path: string;
  readonly query: Record<string, string>;
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
}

/** A server that answers as a test says, call by call, and refuses what it was not told of. */
export class FakeServer {
  readonly calls: ReceivedCall[] = [];
  private readonly answers: ((response: ServerResponse) => void)[] = [];
  private readonly server = createServer((message, response) => {
    void this.handle(message, response);
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What the next call, in order, gets: a JSON body with HTTP 200, or whatever a function does. */
  next(...answers: (object | ((response: ServerResponse) => void))[]): void {
    for (const answer of answers) {
      this.answers.push(
        typeof answer === 'function'
          ? (answer as (response: ServerResponse) => void)
          : (response) => response.end(JSON.stringify(answer)),
      );
    }
  }

  private async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const url = new URL(message.url ?? '/', 'http://localhost');
    this.calls.push({
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: text ? (JSON.parse(text) as unknown) : undefined,
      headers: message.headers,
    });
    const answer = this.answers.shift();
    if (answer) answer(response);
    else response.writeHead(500).end('The test did not expect this call.');
  }
}
