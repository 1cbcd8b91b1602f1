import type { ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { sendJson, serveLocally, type LocalServer } from '../../../local/http';
import type { NewMedia, Sendable, SendFailure, Sending } from '../../../lambda/chat/ports';
import type { People } from '../../../lambda/shared/bot-config';
import { jsonLog } from '../../../lambda/shared/log';
import { AccessTokens } from '../../../lambda/wecom/access-token';
import { WecomApi } from '../../../lambda/wecom/api';
import { WecomMessenger } from '../../../lambda/wecom/messenger';
import { errorWith, errorWithout } from '../../support/errors';
import { apiOf, ok, tokenAnswer } from './api-of';
import { MemoryTokens } from './memory-tokens';

type Answer = object | ((response: ServerResponse) => unknown);

/** What happened, in order: each call by its name, and each time that leave to start was asked for. */
let log: string[];
let bodies: Buffer[];
/** What the next calls get. */
let answers: Answer[];
let wecom: LocalServer;
beforeAll(async () => {
  wecom = await serveLocally(0, ({ url, body }, response) => {
    log.push(url.pathname.replace('/cgi-bin/', ''));
    bodies.push(body);
    const answer = answers.shift() ?? { errcode: 99999, errmsg: 'The test did not expect this call.' };
    if (typeof answer === 'function') (answer as (response: ServerResponse) => unknown)(response);
    else sendJson(response, 200, answer);
  });
});
beforeEach(() => {
  log = [];
  bodies = [];
  answers = [];
  logged = [];
});
afterAll(() => wecom.close());

/** What was logged. */
let logged: string[];
const warnings = jsonLog((line) => logged.push(line));
const bodySent = () => JSON.parse(String(bodies.at(-1))) as unknown;
const mayStart = () => void log.push('may start');
const messengerAt = (url: string, sendMs = 5_000) => new WecomMessenger(apiOf(url), sendMs, warnings);
const sending: Sending = { mayStart, format: 'text' };
const send = (message: Sendable, how: Partial<Sending> = {}, url = wecom.url, sendMs?: number) =>
  messengerAt(url, sendMs).send('assistant', 'zhangsan', message, { ...sending, ...how });

const failedAs = (failure: SendFailure, code: string) => errorWith({ failure, code });
const uploaded = { ...ok, type: 'file', media_id: 'm1', created_at: '1380000000' };
const text: Sendable = { text: '再见' };
const file: NewMedia = { kind: 'file', filename: '对话-2026.txt', bytes: Buffer.from('很长的回答') };

describe('a part', () => {
  it('of text is sent as WeCom asks', async () => {
    answers = [ok];
    await send(text);
    expect(bodySent()).toEqual({
      touser: 'zhangsan',
      agentid: 1000002,
      msgtype: 'text',
      text: { content: '再见' },
    });
  });

  it('of text is sent as markdown where the app is set up so', async () => {
    answers = [ok];
    await send(text, { format: 'markdown' });
    expect(bodySent()).toMatchObject({ msgtype: 'markdown', markdown: { content: '再见' } });
  });

  it('that is a file is uploaded for its media id, by a name that WeCom takes', async () => {
    answers = [uploaded];
    await expect(messengerAt(wecom.url).upload('assistant', file)).resolves.toBe('m1');
    expect(log).toEqual(['media/upload']);
    expect(String(bodies[0])).toContain('filename="_-2026.txt"; filelength=15');
    expect(String(bodies[0])).toContain('\r\n\r\n很长的回答\r\n--');
  });

  it.each(['image', 'voice', 'file'] as const)('that is a %s is sent by its media id', async (media) => {
    answers = [ok];
    await send({ media, mediaId: 'm1' });
    expect(log).toEqual(['may start', 'message/send']);
    expect(bodySent()).toMatchObject({ msgtype: media, [media]: { media_id: 'm1' } });
  });

  it('that may have arrived is sent with the check for duplicates, and no other is', async () => {
    answers = [ok];
    await send(text, { mayHaveArrivedWithinSeconds: 40 });
    expect(bodySent()).toMatchObject({ enable_duplicate_check: 1, duplicate_check_interval: 40 });
  });

  it('has its token before leave to start is asked for', async () => {
    answers = [tokenAnswer('t1'), ok];
    const messenger = new WecomMessenger(apiOf(wecom.url, { store: new MemoryTokens() }), 5_000, warnings);
    await messenger.send('assistant', 'zhangsan', text, sending);
    expect(log).toEqual(['gettoken', 'may start', 'message/send']);
  });

  it.each<[string, object[], string[]]>([
    [
      'a new token',
      [{ errcode: 42001, errmsg: '' }, tokenAnswer('t2'), ok],
      ['message/send', 'gettoken', 'may start', 'message/send'],
    ],
    ['WeCom was busy', [{ errcode: -1, errmsg: '' }, ok], ['message/send', 'may start', 'message/send']],
  ])('needs leave again for another try: after %s', async (_, given, expected) => {
    answers = given;
    await send(text);
    expect(log).toEqual(['may start', ...expected]);
  });

  it('is not sent without leave, and the reason is told as it is', async () => {
    const tooLate = new Error('the lease ends');
    const refuse = () => {
      throw tooLate;
    };
    await expect(send(text, { mayStart: refuse })).rejects.toBe(tooLate);
    expect(log).toEqual([]);
  });
});

describe('a notice', () => {
  const people = (count: number, change: Partial<People> = {}): People => ({
    members: Array.from({ length: count }, (_, at) => `u${at}`),
    departments: [],
    tags: [],
    ...change,
  });
  const notify = (to: 'everyone' | People, words = '停机维护') =>
    messengerAt(wecom.url).notify('assistant', to, words);
  const sent = () => bodies.map((body) => JSON.parse(String(body)) as Record<string, unknown>);

  it('goes to everyone as one text that WeCom drops if it comes again within half an hour', async () => {
    answers = [ok];
    await notify('everyone');
    expect(sent()).toEqual([
      {
        touser: '@all',
        toparty: '',
        totag: '',
        agentid: 1000002,
        msgtype: 'text',
        text: { content: '停机维护' },
        enable_duplicate_check: 1,
        duplicate_check_interval: 1800,
      },
    ]);
    expect(logged).toEqual([]);
  });

  it('goes to members, departments and tags at once, in as many calls as WeCom’s limits demand', async () => {
    answers = [ok, ok];
    await notify(people(1001, { departments: [2, 3], tags: [7] }));
    expect(sent()).toMatchObject([
      { touser: people(1000).members.join('|'), toparty: '2|3', totag: '7' },
      { touser: 'u1000', toparty: '', totag: '' },
    ]);
  });

  it('to nobody is no call', async () => {
    await notify(people(0));
    expect(log).toEqual([]);
  });

  it('has not failed if some are left out, who are named in a warning', async () => {
    const lists = { invaliduser: 'u1', invalidparty: '9', invalidtag: '8', unlicenseduser: 'u0' };
    answers = [{ ...ok, ...lists }, ok];
    await notify(people(1001));
    expect(log).toHaveLength(2);
    expect(logged.map((line) => JSON.parse(line) as unknown)).toEqual([
      { level: 'warn', event: 'notice not for all', app: 'assistant', ...lists },
    ]);
  });

  it.each<[string, number, SendFailure]>([
    ['all are left out', 81013, 'refused'],
    ['it is spam', 40201, 'refused'],
    ['the app may not', 48002, 'blocked'],
    ['there were too many calls', 45009, 'too-fast'],
  ])('has failed if %s', async (_, errcode, failure) => {
    answers = [{ errcode, errmsg: '' }];
    await expect(notify('everyone')).rejects.toThrow(failedAs(failure, `WECOM_${errcode}`));
  });

  it('may have arrived if nobody knows, and goes no further', async () => {
    answers = [(response) => response.socket?.resetAndDestroy()];
    await expect(notify(people(1001))).rejects.toThrow(failedAs('unknown', 'WECOM_UNREACHABLE'));
    expect(log).toHaveLength(1);
  });

  it('that is too long is refused without a call, and the error does not tell it', async () => {
    await expect(notify('everyone', '密'.repeat(683))).rejects.toThrow(
      errorWithout('密', { failure: 'refused', code: 'WECOM_LIMIT' }),
    );
    expect(log).toEqual([]);
  });
});

describe('what is certain after a failure, over real connections', () => {
  const times = (count: number, answer: Answer): Answer[] => Array<Answer>(count).fill(answer);
  const sends = () => log.filter((name) => name === 'message/send').length;

  it.each<[string, Answer[], SendFailure, string, number]>([
    ['busy three times', times(3, { errcode: -1, errmsg: '' }), 'not-sent', 'WECOM_-1', 3],
    ['an address that is not trusted', [{ errcode: 60020, errmsg: '' }], 'blocked', 'WECOM_60020', 1],
    ['too many calls', [{ errcode: 45009, errmsg: '' }], 'too-fast', 'WECOM_45009', 1],
    ['no such member', [{ errcode: 60111, errmsg: '' }], 'unreachable', 'WECOM_60111', 1],
    [
      'errcode 0 without the member',
      [{ ...ok, invaliduser: 'zhangsan' }],
      'unreachable',
      'MEMBER_UNREACHABLE',
      1,
    ],
    ['spam', [{ errcode: 40201, errmsg: '' }], 'refused', 'WECOM_40201', 1],
    [
      'a 5xx',
      [(r: ServerResponse) => r.writeHead(502).end('{"errcode":0}')],
      'unknown',
      'WECOM_UNREACHABLE',
      1,
    ],
    ['HTML at 200', [(r: ServerResponse) => r.end('<html>')], 'unknown', 'WECOM_UNREACHABLE', 1],
    ['JSON of another', [{ hello: 'from a proxy' }], 'unknown', 'WECOM_UNREACHABLE', 1],
    [
      'half an answer',
      [(r: ServerResponse) => r.writeHead(200, { 'content-length': 99 }).end('{')],
      'unknown',
      'WECOM_UNREACHABLE',
      1,
    ],
    ['a reset', [(r: ServerResponse) => r.socket?.resetAndDestroy()], 'unknown', 'WECOM_UNREACHABLE', 1],
  ])('%s', async (_, given, failure, code, tries) => {
    answers = given;
    await expect(send(text)).rejects.toThrow(failedAs(failure, code));
    expect(sends()).toBe(tries);
  });

  it('no answer in the time for a send', async () => {
    answers = [() => undefined];
    const message = expect.stringContaining('no answer within 100 ms') as string;
    await expect(send(text, {}, wecom.url, 100)).rejects.toThrow(errorWith({ failure: 'unknown', message }));
    expect(sends()).toBe(1);
  });

  it.each<[string, () => string]>([
    ['nobody listens', () => 'http://127.0.0.1:1'],
    ['there is no such host', () => 'http://wecom.invalid'],
    ['no TLS comes about', () => wecom.url.replace('http:', 'https:')],
  ])('%s', async (_, url) => {
    await expect(send(text, {}, url())).rejects.toThrow(failedAs('not-sent', 'WECOM_UNREACHABLE'));
    expect(log).toEqual(['may start', 'may start', 'may start']);
  });

  it.each<[string, Answer[], SendFailure, string]>([
    ['an upload breaks', [(r: ServerResponse) => r.destroy()], 'not-sent', 'WECOM_UNREACHABLE'],
    ['an upload gives no id', [ok], 'not-sent', 'WECOM_UNREACHABLE'],
    ['an upload is refused', [{ errcode: 45001, errmsg: '' }], 'refused', 'WECOM_45001'],
  ])('%s', async (_, given, failure, code) => {
    answers = given;
    await expect(messengerAt(wecom.url).upload('assistant', file)).rejects.toThrow(failedAs(failure, code));
  });

  it('a token that is refused again after it was replaced is no block, even with 40001', async () => {
    const refused = { errcode: 40001, errmsg: '' };
    answers = [refused, tokenAnswer('t2'), refused];
    await expect(send(text)).rejects.toThrow(errorWith({ failure: 'not-sent', block: undefined }));
  });

  it('a text that is too long is refused without a call', async () => {
    await expect(send({ text: '字'.repeat(683) })).rejects.toThrow(failedAs('refused', 'WECOM_LIMIT'));
    expect(log).toEqual([]);
  });
});

describe('a server that takes the connection', () => {
  let server: Server;
  let connections: number;
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  async function listen(onConnection: (socket: Socket) => void): Promise<string> {
    connections = 0;
    server = createServer((socket) => {
      connections++;
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('and resets it at the first byte may have got the part: it is tried once', async () => {
    const address = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await expect(send(text, {}, `http://${address}`)).rejects.toThrow(errorWith({ failure: 'unknown' }));
    expect(connections).toBe(1);
  });

  it('and resets it before TLS stands has not got the part: it is tried three times', async () => {
    const address = await listen((socket) => socket.resetAndDestroy());
    await expect(send(text, {}, `https://${address}`)).rejects.toThrow(errorWith({ failure: 'not-sent' }));
    expect(connections).toBe(3);
  });

  it('and never begins TLS has not got the part', async () => {
    const sockets: Socket[] = [];
    const address = await listen((socket) => sockets.push(socket));
    await expect(send(text, {}, `https://${address}`, 100)).rejects.toThrow(
      errorWith({ failure: 'not-sent' }),
    );
    sockets.forEach((socket) => socket.destroy());
  });
});

describe('getting ready', () => {
  const prepare = (store = new MemoryTokens()) =>
    new WecomMessenger(apiOf(wecom.url, { store }), 5_000, warnings).prepare('assistant');

  it('leaves nothing to do before a send', async () => {
    answers = [tokenAnswer('t1'), ok];
    const messenger = new WecomMessenger(apiOf(wecom.url, { store: new MemoryTokens() }), 5_000, warnings);
    await messenger.prepare('assistant');
    await messenger.send('assistant', 'zhangsan', text, sending);
    expect(log).toEqual(['gettoken', 'may start', 'message/send']);
  });

  it('finds a Secret that is wrong', async () => {
    answers = [{ errcode: 40001, errmsg: '' }];
    await expect(prepare()).rejects.toThrow(errorWith({ failure: 'blocked', block: { errcode: 40001 } }));
  });

  it('finds that WeCom is away', async () => {
    answers = Array<Answer>(3).fill((response: ServerResponse) => response.writeHead(503).end());
    await expect(prepare()).rejects.toThrow(failedAs('not-sent', 'WECOM_UNREACHABLE'));
  });
});

describe.each([40056, 301002])('an AgentId that is refused (%i)', (errcode) => {
  /** The secret is read again only if it may be only so old. */
  const messengerWith = (entered: { agentId: number; secretVersion: string }): WecomMessenger => {
    const backoff = () => Promise.resolve();
    const kept = { corpId: 'ww1', agentId: 1, secret: 's', secretVersion: 'v1' };
    let current = kept;
    const read = (_: string, maxAgeMs?: number) => {
      if (maxAgeMs !== undefined) current = { ...kept, ...entered };
      return Promise.resolve(current);
    };
    const tokens = new AccessTokens(wecom.url, new MemoryTokens(), () => 0, backoff);
    return new WecomMessenger(new WecomApi(wecom.url, tokens, read, backoff), 5_000, warnings);
  };
  const sendBy = (messenger: WecomMessenger) => messenger.send('assistant', 'zhangsan', text, sending);

  it('is read again, and what was entered since is tried at once', async () => {
    answers = [tokenAnswer('t1'), { errcode, errmsg: '' }, tokenAnswer('t2'), ok];
    await sendBy(messengerWith({ agentId: 2, secretVersion: 'v2' }));
    expect(bodySent()).toMatchObject({ agentid: 2 });
  });

  it('of a notice, too', async () => {
    answers = [tokenAnswer('t1'), { errcode, errmsg: '' }, tokenAnswer('t2'), ok];
    await messengerWith({ agentId: 2, secretVersion: 'v2' }).notify('assistant', 'everyone', '停机');
    expect(bodySent()).toMatchObject({ agentid: 2 });
  });

  it('and is still the same blocks the app', async () => {
    answers = [tokenAnswer('t1'), { errcode, errmsg: '' }];
    await expect(sendBy(messengerWith({ agentId: 1, secretVersion: 'v1' }))).rejects.toThrow(
      failedAs('blocked', `WECOM_${errcode}`),
    );
  });
});
