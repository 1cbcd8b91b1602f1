import { createDecipheriv, createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { ActivityLog } from '../../../local/activity';
import { serveLocally, type LocalRequest } from '../../../local/http';
import {
  startWecomSimulator,
  type SimulatedApp,
  type WecomSimulatorOptions,
} from '../../../local/wecom/simulator';

export const CORP_ID = 'ww1234567890abcdef';
export const ADDRESS = '203.0.113.7';

export const ASSISTANT: SimulatedApp = {
  name: 'assistant',
  default: true,
  agentId: 1000002,
  secret: 'assistant-secret',
  token: 'QDG6eK',
  // Ends in a character whose two spare bits are not zero, as real keys may.
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

export const TRANSLATOR: SimulatedApp = {
  name: 'translator',
  default: false,
  agentId: 1000003,
  secret: 'translator-secret',
  token: 'translatorToken',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

/** A callback as our server received it, opened by hand. */
export interface ReceivedCallback {
  readonly rawQuery: string;
  readonly headers: LocalRequest['headers'];
  readonly envelope: string;
  readonly inner: string;
  readonly fields: Record<string, string>;
  readonly member: string;
}

export type CallbackServer = (callback: ReceivedCallback, response: ServerResponse) => Promise<void> | void;

/** A simulator, and a callback server that checks what it sends. */
export interface World {
  readonly received: ReceivedCallback[];
  readonly callbackUrl: string;
  readonly controlUrl: string;
  readonly activity: ActivityLog;
  readonly apiUrlFor: (address: string) => Promise<string>;
  /** What the callback server does with callbacks from now on; an empty 200 at first. */
  answerWith(server: CallbackServer): void;
  receivedFrom(member: string): ReceivedCallback[];
  control(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  say(member: string, content: string): Promise<unknown>;
  messagesOf(member: string): Promise<Record<string, unknown>[]>;
  /** Waits until no callback is under way. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function startWorld(options: Partial<WecomSimulatorOptions> = {}): Promise<World> {
  const activity = new ActivityLog();
  const received: ReceivedCallback[] = [];
  let server: CallbackServer = (_, response) => void response.end();
  const callbackServer = await serveLocally(0, async (request, response) => {
    if (request.method === 'GET') return void response.end(openUrlCheck(request).message);
    const callback = openCallback(request);
    received.push(callback);
    await server(callback, response);
  });
  const simulator = await startWecomSimulator({
    corpId: CORP_ID,
    apps: [ASSISTANT, TRANSLATOR],
    busy: () => [],
    activity,
    seed: 7,
    callbackTimeoutMs: 2000,
    retryDelayMs: 5,
    ...options,
  }).catch(async (error: unknown) => {
    await callbackServer.close();
    throw error;
  });
  const control: World['control'] = async (method, path, body) => {
    const answer = await fetch(simulator.url + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: await answer.json() };
  };
  return {
    received,
    callbackUrl: `${callbackServer.url}/wxcomapp`,
    controlUrl: simulator.url,
    activity,
    apiUrlFor: (address) => simulator.apiUrlFor(address),
    answerWith: (next) => (server = next),
    receivedFrom: (member) => received.filter((callback) => callback.member === member),
    control,
    async say(member, content) {
      const { json } = await control('POST', `/members/${member}/messages`, {
        msgtype: 'text',
        text: { content },
      });
      return (json as { msgid: unknown }).msgid;
    },
    async messagesOf(member) {
      const { json } = await control('GET', `/members/${member}/messages`);
      return (json as { messages: Record<string, unknown>[] }).messages;
    },
    async settle() {
      await until(async () => {
        const { json } = await control('GET', '/settled');
        return (json as { settled: boolean }).settled;
      });
    },
    async close() {
      await simulator.close();
      await callbackServer.close();
    },
  };
}

/** Polls until `condition` holds, and fails after 5 s. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('The condition did not come about within 5 s.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Opens the echostr of a URL check: signature and decryption by hand. */
export function openUrlCheck(request: LocalRequest): { message: string; receiveId: string } {
  const app = appAt(request.url);
  const sealed = request.url.searchParams.get('echostr') ?? '';
  expectSignature(request.url.searchParams, sealed, app.token);
  return decryptByHand(sealed, app.encodingAesKey);
}

export function decryptByHand(
  sealed: string,
  encodingAesKey: string,
): { message: string; receiveId: string } {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]);
  const end = plain.length - (plain.at(-1) ?? 0);
  const length = plain.readUInt32BE(16);
  return {
    message: plain.subarray(20, 20 + length).toString(),
    receiveId: plain.subarray(20 + length, end).toString(),
  };
}

/** The elements below the root, by name; the root must be `xml`. */
export function elementsOf(document: string): Record<string, string> {
  const { root } = parseXml(document);
  expect(root?.name).toBe('xml');
  const elements = root?.children.filter((child) => child instanceof XmlElement) ?? [];
  return Object.fromEntries(elements.map(({ name, text }) => [name, text]));
}

function openCallback({ url, rawQuery, body, headers }: LocalRequest): ReceivedCallback {
  const app = appAt(url);
  const envelope = body.toString();
  const { Encrypt: sealed = '', ToUserName, AgentID, AgentId } = elementsOf(envelope);
  expectSignature(url.searchParams, sealed, app.token);
  expect(headers['content-type']).toBe('text/xml');
  expect(ToUserName).toBe(CORP_ID);
  const { message: inner, receiveId } = decryptByHand(sealed, app.encodingAesKey);
  expect(receiveId).toBe(CORP_ID);
  const fields = elementsOf(inner);
  const hasAgent = ['AgentID', 'AgentId'].some((name) => name in fields);
  expect(AgentID ?? AgentId ?? '').toBe(hasAgent ? String(app.agentId) : '');
  return { rawQuery, headers, envelope, inner, fields, member: fields['FromUserName'] ?? '' };
}

function appAt(url: URL): SimulatedApp {
  return url.pathname.endsWith('/translator') ? TRANSLATOR : ASSISTANT;
}

function expectSignature(query: URLSearchParams, sealed: string, token: string): void {
  const parts = [token, query.get('timestamp') ?? '', query.get('nonce') ?? '', sealed];
  const expected = createHash('sha1').update(parts.sort().join('')).digest('hex');
  expect(query.get('msg_signature')).toBe(expected);
}
