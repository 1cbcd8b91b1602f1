import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A form as it was sent. */
export interface ReceivedForm {
  readonly path: string;
  readonly authorization: string | undefined;
  /** Its fields, without files; those that may come several times as they came. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly file: { readonly name: string; readonly type: string; readonly bytes: Buffer } | undefined;
}

/** A server that is sent forms, and answers them as a test says; for the tests of this file. */
export function startFormServer() {
  const forms: ReceivedForm[] = [];
  const answers: ((response: ServerResponse) => void)[] = [];
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    forms.push(await formIn(message));
    const next = answers.shift();
    if (next) next(response);
    else response.writeHead(500).end('The test did not expect this call.');
  };
  const server = createServer((message, response) => void answer(message, response));
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    forms,
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    next: (...next: ((response: ServerResponse) => void)[]) => void answers.push(...next),
  };
}

async function formIn(message: IncomingMessage): Promise<ReceivedForm> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const { url = '', headers } = message;
  const type = headers['content-type'] ?? '';
  const sent = new Response(Buffer.concat(chunks), { headers: { 'content-type': type } });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is for strangers' forms that it is not good enough
  const form = await sent.formData();
  const fields: [string, string][] = [];
  let file: ReceivedForm['file'];
  for (const [name, value] of form) {
    if (typeof value === 'string') fields.push([name, value]);
    else file = { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) };
  }
  return { path: url, authorization: headers.authorization, fields, file };
}
