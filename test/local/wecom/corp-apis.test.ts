import { startApiWorld, type ApiWorld } from './api-world';
import { ADDRESS, ASSISTANT, CORP_ID } from './support';

let world: ApiWorld;

beforeAll(async () => (world = await startApiWorld()));
afterAll(() => world.close());
afterEach(() => world.control('PUT', '/switches', {}));

describe('gettoken', () => {
  const ask = async (secret: string, address = ADDRESS) => {
    const base = await world.apiUrlFor(address);
    const answer = await fetch(`${base}/cgi-bin/gettoken?corpid=${CORP_ID}&corpsecret=${secret}`);
    return (await answer.json()) as { errcode: number; access_token?: string; expires_in?: number };
  };

  it('bans an address for an hour after too many wrong secrets within one', async () => {
    await world.control('PUT', '/switches', { wrongSecretsUntilBan: 2 });
    expect(await ask('wrong')).toMatchObject({ errcode: 40001 });
    world.later(3_600_000);
    expect(await ask('wrong')).toMatchObject({ errcode: 40001 });
    expect(await ask(ASSISTANT.secret)).toMatchObject({ errcode: 0 });
    expect(await ask('wrong')).toMatchObject({ errcode: 40001 });
    expect(await ask(ASSISTANT.secret)).toMatchObject({ errcode: 45009 });
    expect(await ask(ASSISTANT.secret, '198.51.100.9')).toMatchObject({ errcode: 0 });
    world.later(3_599_999);
    expect(await ask(ASSISTANT.secret)).toMatchObject({ errcode: 45009 });
    world.later(1);
    expect(await ask(ASSISTANT.secret)).toMatchObject({ errcode: 0 });
  });

  it('lifts bans when the switches are set', async () => {
    await world.control('PUT', '/switches', { wrongSecretsUntilBan: 1 });
    await ask('wrong');
    expect(await ask(ASSISTANT.secret)).toMatchObject({ errcode: 45009 });
    await world.control('PUT', '/switches', {});
    expect(await ask(ASSISTANT.secret)).toMatchObject({ errcode: 0 });
  });

  it('gives the same token again while it is valid, if switched so', async () => {
    await world.control('PUT', '/switches', { sameTokenWhileValid: true });
    await world.control('DELETE', '/access-tokens');
    const first = await ask(ASSISTANT.secret);
    world.later(7_199_000);
    expect(await ask(ASSISTANT.secret)).toMatchObject({ access_token: first.access_token, expires_in: 1 });
    world.later(1000);
    const next = await ask(ASSISTANT.secret);
    expect(next.access_token).not.toBe(first.access_token);
    expect(next.expires_in).toBe(7200);
  });
});

it('a new trusted IP takes its time, if switched so; one that was there stays', async () => {
  await world.control('PUT', '/switches', { trustedIpDelayMs: 60_000 });
  const agent = `agent/get?agentid=${ASSISTANT.agentId}`;
  await world.control('PUT', '/trusted-ips', { ips: [ADDRESS, '198.51.100.9'] });
  expect((await world.call(agent)).json).toMatchObject({ errcode: 0 });
  await world.control('PUT', '/trusted-ips', { ips: [] });
  await world.control('PUT', '/trusted-ips', { ips: [ADDRESS] });
  world.later(59_999);
  expect((await world.call(agent)).json).toMatchObject({ errcode: 60020 });
  world.later(1);
  expect((await world.call(agent)).json).toMatchObject({ errcode: 0 });
});

it('user/get gives the canonical userid, without what new apps no longer see', async () => {
  await world.say('ZhangSan', 'x');
  await world.settle();
  const { json } = await world.call('user/get?userid=zhangsan');
  expect(json).toMatchObject({ errcode: 0, userid: 'ZhangSan', department: [1], status: 1 });
  for (const hidden of ['avatar', 'gender', 'mobile', 'email', 'biz_mail', 'qr_code', 'address'])
    expect(json).not.toHaveProperty(hidden);
  expect((await world.call('user/get?userid=nobody')).json).toMatchObject({ errcode: 60111 });
  await world.control('PUT', '/visible-range', { members: ['alice'] });
  const unseen = await world.call('user/get?userid=zhangsan');
  await world.control('PUT', '/visible-range', { members: null });
  expect(unseen.json).toMatchObject({ errcode: 60011 });
});

it('gives the addresses of WeCom, and an empty list with an error', async () => {
  const listOf = async (api: string) => (await world.call(api)).json['ip_list'];
  expect(await listOf('get_api_domain_ip')).toEqual(['182.254.11.176', '182.254.78.66']);
  expect(await listOf('getcallbackip')).toEqual(['101.226.103.10', '101.226.62.77']);
  await world.control('PUT', '/switches', { starredCallbackIps: true });
  expect(await listOf('getcallbackip')).toEqual(['101.226.103.*', '101.226.62.*']);
  const base = await world.apiUrlFor(ADDRESS);
  const refused = await fetch(`${base}/cgi-bin/getcallbackip?access_token=x`);
  expect(await refused.json()).toMatchObject({ errcode: 40014, ip_list: [] });
});

describe('the menu', () => {
  const agent = `agentid=${ASSISTANT.agentId}`;
  const create = async (button: unknown) => (await world.call(`menu/create?${agent}`, { button })).json;
  const click = { type: 'click', name: '清空', key: 'clear' };
  const menu = [
    click,
    { name: '更多', sub_button: [{ type: 'view', name: '帮助', url: 'https://example.com/' }] },
  ];

  it('is created, read and deleted', async () => {
    expect((await world.call(`menu/get?${agent}`)).json).toMatchObject({ errcode: 46003 });
    expect(await create(menu)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect((await world.call(`menu/get?${agent}`)).json).toEqual({ errcode: 0, errmsg: 'ok', button: menu });
    expect((await world.control('GET', '/menu')).json).toEqual({ button: menu });
    expect((await world.call('menu/get?agentid=1000003')).json).toMatchObject({ errcode: 301002 });
    expect((await world.call(`menu/delete?${agent}`)).json).toMatchObject({ errcode: 0 });
    expect((await world.call(`menu/get?${agent}`)).json).toMatchObject({ errcode: 46003 });
  });

  const sub = (change: object) => [{ name: 'x', sub_button: [{ ...click, ...change }] }];
  it.each<[string, unknown, number, RegExp]>([
    ['no button', [], 40058, /^button count/],
    ['4 buttons', [click, click, click, click], 40058, /^button count/],
    [
      '6 below one',
      [{ name: 'x', sub_button: Array.from({ length: 6 }, () => click) }],
      40058,
      /^sub_button count/,
    ],
    ['6 汉字', [{ ...click, name: '清空全部对话' }], 40058, /^button\.name exceed max length 16,/],
    ['a long name below', sub({ name: 'x'.repeat(41) }), 40058, /^sub_button\.name exceed max length 40,/],
    ['a long key', [{ ...click, key: 'x'.repeat(129) }], 40058, /^button\.key exceed max length 128,/],
    ['no key', [{ type: 'click', name: 'x' }], 40058, /^button\.key missing/],
    ['no type', [{ name: 'x', key: 'k' }], 40058, /^invalid button\.type/],
    ['no name', [{ ...click, name: '' }], 41102, /./],
    ['a url without scheme', [{ type: 'view', name: 'x', url: 'example.com' }], 40055, /./],
    ['one below', sub({ type: 'view', url: 'example.com' }), 40054, /./],
  ])('with %s is refused', async (_, button, errcode, errmsg) => {
    expect(await create(button)).toMatchObject({ errcode, errmsg: expect.stringMatching(errmsg) as string });
  });

  it('takes names of 16 and 40 bytes', async () => {
    expect(await create([{ ...click, name: '清空对话吧x' }])).toMatchObject({ errcode: 0 });
    expect(await create(sub({ name: 'x'.repeat(40) }))).toMatchObject({ errcode: 0 });
  });
});

it('any API can be made to fail', async () => {
  await world.control('PUT', '/faults', [{ api: 'media/get', errcode: 45033, count: 1 }]);
  expect((await world.call('media/get?media_id=x')).json).toMatchObject({ errcode: 45033 });
  expect((await world.call('media/get?media_id=x')).json).toMatchObject({ errcode: 40007 });
});
