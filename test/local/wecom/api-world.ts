import { ADDRESS, ASSISTANT, CORP_ID, startWorld, type World } from './support';

export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

/** A world whose server API can be called: callback URL and trusted address are set, and the clock stands still. */
export interface ApiWorld extends World {
  /** Lets time go on, ms. */
  later(ms: number): void;
  now(): number;
  /** Calls with a token of the app: a POST if there is a body. */
  call(path: string, body?: unknown, secret?: string): Promise<JsonAnswer>;
  fetchApi(path: string, init?: RequestInit, secret?: string): Promise<Response>;
  /** @returns the media_id */
  upload(kind: string, filename: string, bytes: Uint8Array): Promise<string>;
  send(msgtype: string, content: unknown, more?: object): Promise<JsonAnswer>;
}

export async function startApiWorld(): Promise<ApiWorld> {
  let now = 1_800_000_000_000;
  const world = await startWorld({ clock: () => now });
  await world.control('POST', '/callback-url', { url: world.callbackUrl });
  await world.control('PUT', '/trusted-ips', { ips: [ADDRESS] });
  await world.control('POST', '/apps/translator/callback-url', { url: `${world.callbackUrl}/translator` });
  await world.control('PUT', '/apps/translator/trusted-ips', { ips: [ADDRESS] });
  const api = `${await world.apiUrlFor(ADDRESS)}/cgi-bin`;

  const fetchApi: ApiWorld['fetchApi'] = async (path, init, secret = ASSISTANT.secret) => {
    const issued = await fetch(`${api}/gettoken?corpid=${CORP_ID}&corpsecret=${secret}`);
    const { access_token: token } = (await issued.json()) as { access_token: string };
    const url = new URL(`${api}/${path}`);
    url.searchParams.set('access_token', token);
    return fetch(url, init);
  };
  const call: ApiWorld['call'] = async (path, body, secret) => {
    const post = body !== undefined && { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetchApi(path, { ...post }, secret);
    return {
      status: answer.status,
      headers: answer.headers,
      json: (await answer.json()) as Record<string, unknown>,
    };
  };
  return {
    ...world,
    later: (ms) => (now += ms),
    now: () => now,
    call,
    fetchApi,
    async upload(kind, filename, bytes) {
      const form = new FormData();
      form.append('media', new Blob([new Uint8Array(bytes)]), filename);
      const answer = await fetchApi(`media/upload?type=${kind}`, { method: 'POST', body: form });
      const json = (await answer.json()) as { media_id?: string };
      return json.media_id ?? Promise.reject(new Error(JSON.stringify(json)));
    },
    send: (msgtype, content, more = {}) =>
      call('message/send', {
        touser: 'alice',
        agentid: ASSISTANT.agentId,
        msgtype,
        [msgtype]: content,
        ...more,
      }),
  };
}

export const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]);
export const MP4 = Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1');

/** AMR-NB at 12.2 kbit/s: 32 bytes for each 20 ms. */
export function amr(ms: number): Buffer {
  const frame = Buffer.alloc(32);
  frame[0] = 7 << 3;
  return Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: ms / 20 }, () => frame)]);
}
