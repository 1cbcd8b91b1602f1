import { serveLocally, type LocalHandler, type LocalServer } from '../../../local/http';
import { openUrlCheck, startWorld, type World } from './support';

let world: World;
let servers: LocalServer[] = [];

beforeEach(async () => (world = await startWorld({ urlCheckTimeoutMs: 400 })));
afterEach(async () => {
  await world.close();
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

async function save(handler: LocalHandler): Promise<{ status: number; json: unknown }> {
  const server = await serveLocally(0, handler);
  servers.push(server);
  return world.control('POST', '/callback-url', { url: `${server.url}/wxcomapp` });
}

describe('保存 of the callback URL', () => {
  it('takes a URL that answers the decrypted echostr', async () => {
    const answer = await save((request, response) => void response.end(openUrlCheck(request).message));
    expect(answer).toEqual({ status: 200, json: { ok: true } });
  });

  it('sends digits that no Number can hold, in base64 with + and /, never with a raw +', async () => {
    for (let time = 0; time < 20; time++) {
      await save((request, response) => {
        const { message, receiveId } = openUrlCheck(request);
        expect(message).toMatch(/^[1-9]\d{18,22}$/);
        expect(String(Number(message))).not.toBe(message);
        expect(receiveId).toBe('ww1234567890abcdef');
        expect(request.url.searchParams.get('echostr')).toMatch(/^(?=.*\+)(?=.*\/)/);
        expect(request.rawQuery).not.toContain('+');
        response.end(message);
      }).then(({ status }) => expect(status).toBe(200));
    }
  });

  const wrong: [string, LocalHandler, RegExp][] = [
    [
      'quotes',
      (request, response) => void response.end(JSON.stringify(openUrlCheck(request).message)),
      /quotes/,
    ],
    [
      'a newline',
      (request, response) => void response.end(`${openUrlCheck(request).message}\n`),
      /white space/,
    ],
    [
      'a byte order mark',
      (request, response) => void response.end(`\ufeff${openUrlCheck(request).message}`),
      /byte order mark/,
    ],
    [
      'a number',
      (request, response) => void response.end(String(Number(openUrlCheck(request).message))),
      /number/,
    ],
    [
      'the echostr itself',
      ({ url }, response) => void response.end(url.searchParams.get('echostr')),
      /not the decrypted/,
    ],
    ['nothing', (_, response) => void response.end(), /empty/],
    ['401', (_, response) => void response.writeHead(401).end(), /status was 401/],
    ['a redirect', (_, response) => void response.writeHead(302, { Location: '/x' }).end(), /status was 302/],
    ['too late', () => undefined, /within 400 ms/],
    ['a broken connection', (_, response) => void response.destroy(), /ECONNRESET/],
  ];
  it.each(wrong)(
    'refuses %s, in the words of the console and with the reason',
    async (_, handler, reason) => {
      expect(await save(handler)).toEqual({
        status: 400,
        json: {
          ok: false,
          errmsg: 'openapi回调地址请求不通过',
          reason: expect.stringMatching(reason) as string,
        },
      });
    },
  );

  it.each([
    ['ftp://example.com/', /not an http or https URL/],
    ['http://127.0.0.1:1/wxcomapp', /ECONNREFUSED/],
  ])('refuses %s', async (url, reason) => {
    const { status, json } = await world.control('POST', '/callback-url', { url });
    expect(status).toBe(400);
    expect(json).toMatchObject({ reason: expect.stringMatching(reason) as string });
  });

  it('keeps the URL that was saved before when another is refused', async () => {
    await world.control('POST', '/callback-url', { url: world.callbackUrl });
    await save((_, response) => void response.end());
    await world.say('keeper', '还在吗');
    await world.settle();
    expect(world.receivedFrom('keeper')).toHaveLength(1);
  });
});

describe('企业可信IP', () => {
  const trust = (...ips: unknown[]) => world.control('PUT', '/trusted-ips', { ips });

  it('asks for the callback URL first', async () => {
    expect(await trust('203.0.113.7')).toMatchObject({
      status: 400,
      json: { errmsg: '配置企业可信IP前，请先设置可信域名或设置接收消息服务器URL' },
    });
  });

  it('takes 120 public addresses, not 121', async () => {
    await world.control('POST', '/callback-url', { url: world.callbackUrl });
    const ips = Array.from({ length: 121 }, (_, at) => `203.0.113.${at}`);
    expect(await trust(...ips.slice(1))).toEqual({ status: 200, json: { ok: true } });
    expect(await trust(...ips)).toMatchObject({
      status: 400,
      json: { reason: expect.stringContaining('120') as string },
    });
  });

  it.each([
    '10.0.0.1',
    '172.31.0.1',
    '192.168.1.1',
    '127.0.0.1',
    '100.64.0.1',
    '255.255.255.255',
    '203.0.113.0/24',
    '1.2.3.*',
    '::1',
    'x',
  ])('refuses %s', async (ip) => {
    await world.control('POST', '/callback-url', { url: world.callbackUrl });
    expect(await trust('8.8.8.8', ip)).toMatchObject({
      status: 400,
      json: { reason: `${ip} 不是单个公网IPv4地址` },
    });
  });
});
