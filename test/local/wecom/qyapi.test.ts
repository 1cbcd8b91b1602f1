import { ADDRESS, ASSISTANT, CORP_ID, startWorld, TRANSLATOR, until, type World } from './support';

interface Answer {
  status: number;
  headers: Headers;
  json: Record<string, unknown>;
}

let world: World;
let api: string;
let token: string;
let now = 1_800_000_000_000;

beforeAll(async () => {
  world = await startWorld({ clock: () => now });
  api = await world.apiUrlFor(ADDRESS);
  await world.control('POST', '/callback-url', { url: world.callbackUrl });
  await world.control('PUT', '/trusted-ips', { ips: [ADDRESS] });
});
afterAll(() => world.close());
beforeEach(async () => (token = await newToken(ASSISTANT.secret)));

async function call(path: string, body?: unknown, base = api): Promise<Answer> {
  const post = body !== undefined && {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
  const answer = await fetch(`${base}/cgi-bin/${path}`, { ...post });
  return {
    status: answer.status,
    headers: answer.headers,
    json: (await answer.json()) as Record<string, unknown>,
  };
}

async function newToken(secret: string): Promise<string> {
  const { json } = await call(`gettoken?corpid=${CORP_ID}&corpsecret=${secret}`);
  return String(json['access_token']);
}

const send = (body: unknown) => call(`message/send?access_token=${token}`, body);
const text = (touser: string, content: string) => ({
  touser,
  msgtype: 'text',
  agentid: ASSISTANT.agentId,
  text: { content },
});

async function expectErrcode(answer: Promise<Answer>, errcode: number): Promise<void> {
  expect(await answer).toMatchObject({ status: 200, json: { errcode } });
}

describe('gettoken', () => {
  it('gives a long token for 7200 s', async () => {
    const { json } = await call(`gettoken?corpid=${CORP_ID}&corpsecret=${ASSISTANT.secret}`);
    expect(json).toEqual({
      errcode: 0,
      errmsg: 'ok',
      access_token: expect.stringMatching(/^.{512}$/) as string,
      expires_in: 7200,
    });
  });

  it.each([
    ['corpid=nobody', 41004],
    ['corpid=nobody&corpsecret=wrong', 40013],
    [`corpid=${CORP_ID}&corpsecret=wrong`, 40001],
  ])('checks in the order of the real one: %s', async (query, errcode) => {
    await expectErrcode(call(`gettoken?${query}`), errcode);
  });

  it('answers from any address', async () => {
    const elsewhere = await world.apiUrlFor('198.51.100.9');
    const { json } = await call(
      `gettoken?corpid=${CORP_ID}&corpsecret=${ASSISTANT.secret}`,
      undefined,
      elsewhere,
    );
    expect(json['errcode']).toBe(0);
  });
});

describe('errors', () => {
  it('have the shape of the real ones, in body and headers', async () => {
    const elsewhere = await world.apiUrlFor('198.51.100.9');
    const { status, headers, json } = await call(
      `message/send?access_token=${token}`,
      text('a', 'x'),
      elsewhere,
    );
    expect(status).toBe(200);
    expect(json['errcode']).toBe(60020);
    expect(json['errmsg']).toMatch(
      /^not allow to access from your ip, hint: \[\d{25}\], from ip: 198\.51\.100\.9, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=60020$/,
    );
    expect(headers.get('Error-Code')).toBe('60020');
    expect(headers.get('Error-Msg')).toBe(json['errmsg']);
    expect(headers.get('Content-Type')).toBe('application/json; charset=UTF-8');
  });

  it('an unknown path is a 404 without a body', async () => {
    const answer = await fetch(`${api}/cgi-bin/media/uploadimg?access_token=${token}`, { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });
});

describe('the access token', () => {
  it('belongs into the query', async () => {
    const answer = await fetch(`${api}/cgi-bin/agent/get?agentid=1000002`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(await answer.json()).toMatchObject({ errcode: 41001 });
    await expectErrcode(call('message/send', { ...text('a', 'x'), access_token: token }), 41001);
  });

  it('expires after 7200 s', async () => {
    now += 7199_000;
    await expectErrcode(call(`agent/get?agentid=1000002&access_token=${token}`), 0);
    now += 1000;
    await expectErrcode(call(`agent/get?agentid=1000002&access_token=${token}`), 42001);
  });

  it('is revoked early for its app alone; one that was fetched since is good', async () => {
    const other = await newToken(TRANSLATOR.secret);
    await world.control('DELETE', '/access-tokens');
    await expectErrcode(send(text('a', 'x')), 40014);
    await expectErrcode(call(`message/send?access_token=${other}`, text('a', 'x')), 60020);
    token = await newToken(ASSISTANT.secret);
    await expectErrcode(send(text('a', 'x')), 0);
  });

  it('of before stays valid beside a new one', async () => {
    expect(await newToken(ASSISTANT.secret)).not.toBe(token);
    await expectErrcode(send(text('a', 'x')), 0);
  });
});

it('agent/get tells of the app', async () => {
  const answer = await call(`agent/get?access_token=${token}&agentid=1000002`);
  expect(answer.json).toMatchObject({ errcode: 0, agentid: 1000002, name: 'assistant', close: 0 });
  await expectErrcode(call(`agent/get?access_token=${token}&agentid=1000003`), 301002);
  await expectErrcode(call(`agent/get?access_token=${token}`), 40056);
});

describe('message/send', () => {
  it('puts the text on the phone of each receiver, whatever the case of the userid', async () => {
    const { json } = await send(text('Bob|carol|BOB', '你好😀'));
    expect(json).toEqual({ errcode: 0, errmsg: 'ok', msgid: expect.any(String) as string });
    const shown = { direction: 'out', msgtype: 'text', content: '你好😀', time: now, msgid: json['msgid'] };
    expect(await world.messagesOf('bob')).toEqual([shown]);
    expect(await world.messagesOf('CAROL')).toEqual([shown]);
    expect((await world.control('GET', '/members')).json).toMatchObject({
      members: expect.arrayContaining(['Bob', 'carol']) as string[],
    });
  });

  it.each<[string, object, number]>([
    ['the agentid of another app', { agentid: 1000003 }, 301002],
    ['no agentid', { agentid: undefined }, 40056],
    ['an unknown msgtype', { msgtype: 'telegram' }, 40008],
    ['no receiver', { touser: '' }, 82001],
    ['empty content', { text: { content: '' } }, 44004],
    ['content of another kind', { msgtype: 'markdown' }, 44004],
    [
      'more than 1000 receivers',
      { touser: Array.from({ length: 1001 }, (_, at) => `u${at}`).join('|') },
      40032,
    ],
    ['only departments, of which there are none', { touser: undefined, toparty: '2|3' }, 81013],
    ['a switch that is neither 0 nor 1', { safe: 3 }, 40035],
    ['markdown above 2048 bytes', { msgtype: 'markdown', markdown: { content: 'x'.repeat(2049) } }, 45002],
  ])('refuses %s', async (_, change, errcode) => {
    await expectErrcode(send({ ...text('refused', 'x'), ...change }), errcode);
    expect(await world.messagesOf('refused')).toEqual([]);
  });

  it('cuts text above 2048 bytes, or refuses it when asked to', async () => {
    await expectErrcode(send(text('long', '好'.repeat(682) + 'ab')), 0);
    await expectErrcode(send(text('long', '好'.repeat(682) + 'abc')), 0);
    const [whole, cut] = await world.messagesOf('long');
    expect(whole).toMatchObject({ content: '好'.repeat(682) + 'ab' });
    expect(whole).not.toHaveProperty('cut');
    expect(cut).toMatchObject({ content: '好'.repeat(682) + 'ab', cut: true });
    await world.control('PUT', '/members/long/faults', [{ api: 'message/send', refuseLongText: true }]);
    await expectErrcode(send(text('long', '好'.repeat(683))), 45002);
    await expectErrcode(send(text('long', '好'.repeat(682))), 0);
  });

  it('warns of a body whose types are wrong, and reads what it can', async () => {
    const { json } = await send({ ...text('typed', 'x'), agentid: '1000002' });
    expect(json).toMatchObject({ errcode: 0, errmsg: 'ok. Warning: wrong json format. ' });
    const broken = await send('{"touser":');
    expect(broken.json['errmsg']).toMatch(/^Warning: wrong json format\. invalid agentid, hint/);
  });

  it('refuses aloud what is not simulated', async () => {
    const answer = await fetch(`${api}/cgi-bin/message/send?access_token=${token}`, {
      method: 'POST',
      body: JSON.stringify({ ...text('a', 'x'), msgtype: 'miniprogram_notice' }),
    });
    expect(answer.status).toBe(501);
    expect(await answer.text()).toMatch(/does not know/);
  });

  it('sends to the rest when some receivers are outside the visible range; none left is an error', async () => {
    const own = await startWorld();
    await own.control('POST', '/callback-url', { url: own.callbackUrl });
    await own.control('PUT', '/trusted-ips', { ips: [ADDRESS] });
    await own.control('PUT', '/visible-range', { members: ['Dora'] });
    const base = await own.apiUrlFor(ADDRESS);
    const issued = await call(`gettoken?corpid=${CORP_ID}&corpsecret=${ASSISTANT.secret}`, undefined, base);
    const path = `message/send?access_token=${String(issued.json['access_token'])}`;
    const partly = await call(path, { ...text('dora|Mallory|Eve', 'x'), totag: '9' }, base);
    const none = await call(path, text('Mallory', 'x'), base);
    const reply = await own.control('POST', '/members/mallory/messages', {
      msgtype: 'text',
      text: { content: 'x' },
    });
    await own.control('PUT', '/visible-range', { members: null });
    const everyone = await call(path, text('Mallory', 'x'), base);
    await own.close();
    expect(partly.json).toMatchObject({ errcode: 0, invaliduser: 'mallory|eve', invalidtag: '9' });
    expect(none.json).toMatchObject({ errcode: 81013, invaliduser: 'mallory' });
    expect(reply).toMatchObject({ status: 409 });
    expect(everyone.json).toMatchObject({ errcode: 0 });
  });

  it('drops what is above 30 a minute to one member, and says nothing', async () => {
    for (let sent = 0; sent < 31; sent++) await expectErrcode(send(text('flooded', `${sent}`)), 0);
    await expectErrcode(send(text('spared', 'x')), 0);
    expect(await world.messagesOf('flooded')).toHaveLength(30);
    expect(await world.messagesOf('spared')).toHaveLength(1);
    const { json } = await world.control('GET', '/api-calls');
    const calls = json as { dropped?: boolean; body: { touser?: string } | null }[];
    expect(
      calls
        .filter(({ body }) => body?.touser === 'flooded')
        .map(({ dropped }) => dropped)
        .lastIndexOf(true),
    ).toBe(30);
    now += 60_000;
    await expectErrcode(send(text('flooded', 'x')), 0);
    expect(await world.messagesOf('flooded')).toHaveLength(31);
  });
});

describe('faults', () => {
  it('an error code, for one member, as often as counted', async () => {
    await world.control('PUT', '/faults', [
      { api: 'message/send', member: 'unlucky', errcode: -1, count: 2 },
    ]);
    await expectErrcode(send(text('lucky', 'x')), 0);
    await expectErrcode(send(text('Unlucky', 'x')), -1);
    await expectErrcode(send(text('unlucky', 'x')), -1);
    await expectErrcode(send(text('unlucky', 'x')), 0);
    expect(await world.messagesOf('unlucky')).toHaveLength(1);
  });

  it('an HTTP status without JSON', async () => {
    await world.control('PUT', '/members/gateway/faults', [{ api: 'message/send', httpStatus: 502 }]);
    await expect(send(text('gateway', 'x'))).rejects.toThrow('JSON');
    expect(await world.messagesOf('gateway')).toEqual([]);
  });

  it('a connection that breaks before the call took effect, and one that breaks after', async () => {
    await world.control('PUT', '/members/before/faults', [{ api: 'message/send', dropConnection: true }]);
    await world.control('PUT', '/members/after/faults', [{ api: 'message/send', dropAnswer: true }]);
    await expect(send(text('before', 'x'))).rejects.toThrow('fetch failed');
    await expect(send(text('after', 'x'))).rejects.toThrow('fetch failed');
    expect(await world.messagesOf('before')).toEqual([]);
    expect(await world.messagesOf('after')).toHaveLength(1);
  });

  it('a delay, after which the call takes effect though the caller has gone', async () => {
    await world.control('PUT', '/members/gone/faults', [{ api: 'message/send', delayMs: 500 }]);
    const impatient = fetch(`${api}/cgi-bin/message/send?access_token=${token}`, {
      method: 'POST',
      body: JSON.stringify(text('gone', 'x')),
      signal: AbortSignal.timeout(50),
    });
    await expect(impatient).rejects.toThrow('timeout');
    await world.control('PUT', '/members/gone/faults', []);
    await expectErrcode(send(text('gone', 'y')), 0);
    await until(async () => (await world.messagesOf('gone')).length === 2);
    expect((await world.messagesOf('gone')).map(({ content }) => content)).toEqual(['y', 'x']);
  });

  it('for everyone; an empty list ends all', async () => {
    await world.control('PUT', '/faults', [
      { api: 'gettoken', errcode: 45009 },
      { api: 'agent/get', errcode: 50003 },
    ]);
    await expectErrcode(call(`gettoken?corpid=${CORP_ID}&corpsecret=${ASSISTANT.secret}`), 45009);
    await expectErrcode(call(`agent/get?access_token=${token}&agentid=1000002`), 50003);
    await world.control('PUT', '/faults', []);
    await expectErrcode(call(`gettoken?corpid=${CORP_ID}&corpsecret=${ASSISTANT.secret}`), 0);
  });
});

it('keeps a record of calls that holds neither secret nor token', async () => {
  await send(text('recorded', '记下'));
  const { json } = await world.control('GET', '/api-calls');
  expect(json).toContainEqual({
    api: 'message/send',
    app: 'assistant',
    errcode: 0,
    dropped: false,
    address: ADDRESS,
    time: now,
    body: text('recorded', '记下'),
  });
  const everything = JSON.stringify([json, world.activity.recent()]);
  for (const secret of [ASSISTANT.secret, ASSISTANT.token, ASSISTANT.encodingAesKey, token])
    expect(everything).not.toContain(secret);
  expect(world.activity.recent().at(-1)).toMatchObject({
    place: 'wecom',
    what: 'message/send → 0 ok',
    member: 'recorded',
  });
});

it('refuses an EncodingAESKey that is none, at the start', async () => {
  const apps = [{ ...ASSISTANT, encodingAesKey: 'short' }];
  await expect(startWorld({ apps })).rejects.toThrow('43 letters and digits');
});

it('refuses an address that WeCom could not see', async () => {
  await expect(world.apiUrlFor('eth0')).rejects.toThrow('not an IPv4 address');
});
