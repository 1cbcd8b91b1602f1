import { startApiWorld, type ApiWorld } from './api-world';
import { ADDRESS, ASSISTANT, TRANSLATOR } from './support';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
  for (const member of ['Zhangsan', 'lisi', 'wangwu']) await world.say(member, 'x');
  await world.settle();
});
afterAll(() => world.close());
afterEach(async () => {
  await world.control('PUT', '/visible-range', { members: null });
  await world.control('PUT', '/faults', []);
});

/** 2 and 6 are below the root, 3 is below 2, 4 below 3. */
const DIRECTORY = {
  departments: [
    { id: 4, parentid: 3 },
    { id: 2, parentid: 1, name: '研发' },
    { id: 3, parentid: 2 },
    { id: 6, parentid: 1 },
  ],
  members: { zhangSan: [4, 6], lisi: [2], zhaoliu: [6] },
  tags: { 7: { members: ['LISI', 'wangwu'], departments: [3] }, 8: {} },
};
beforeEach(() => world.control('PUT', '/directory', DIRECTORY));

const get = async (path: string, secret?: string) => (await world.call(path, undefined, secret)).json;
const listed = async (query = '', secret?: string) => {
  const { department_id: departments } = await get(`department/simplelist?${query}`, secret);
  return (departments as { id: number; parentid: number }[]).map(
    ({ id, parentid }) => `${id} in ${parentid}`,
  );
};

describe('the directory', () => {
  it('is at first the root alone, in which everyone is', async () => {
    await world.control('PUT', '/directory', {});
    expect((await world.control('GET', '/directory')).json).toEqual({
      departments: [{ id: 1, parentid: 0 }],
      members: {},
      tags: {},
    });
    expect(await listed()).toEqual(['1 in 0']);
    expect(await get('user/get?userid=lisi')).toMatchObject({ department: [1], main_department: 1 });
    expect(await get('tag/get?tagid=7')).toMatchObject({ errcode: 40068 });
  });

  it('is the company’s, and outlives a reset', async () => {
    await world.control('POST', '/apps/translator/reset');
    expect(await listed('', TRANSLATOR.secret)).toContain('4 in 3');
  });

  it.each<[unknown, RegExp]>([
    ['text', /JSON object/],
    [{ groups: {} }, /no "groups", only: departments, members, tags/],
    [{ departments: {} }, /must be a list/],
    [{ departments: [{ id: 2 }] }, /"parentid" must be a whole number/],
    [{ departments: [{ id: 0, parentid: 1 }] }, /"id" must be a whole number/],
    [{ departments: [{ id: 1, parentid: 1 }] }, /"parentid" must be a whole number from 0 to 0/],
    [{ departments: [{ id: 2, parentid: 1, name: 1 }] }, /"name" must be a string/],
    [{ departments: [{ id: 2, parentid: 1, size: 1 }] }, /no "size"/],
    [{ departments: [2, 2].map((id) => ({ id, parentid: 1 })) }, /the same id/],
    [{ departments: [{ id: 3, parentid: 2 }] }, /no department 2/],
    [
      {
        departments: [
          { id: 2, parentid: 3 },
          { id: 3, parentid: 2 },
        ],
      },
      /Department 2 is below itself/,
    ],
    [{ members: [] }, /"members" must be a JSON object/],
    [{ members: { 张三: [1] } }, /userid/],
    [{ members: { a: [2] } }, /no department 2/],
    [{ members: { a: [] } }, /must be in a department/],
    [{ members: { a: 1 } }, /"a" must be a list of ids/],
    [{ tags: { x: {} } }, /id of a tag/],
    [{ tags: { 7: { members: ['张三'] } } }, /userid/],
    [{ tags: { 7: { departments: [2] } } }, /no department 2/],
    [{ tags: { 7: { name: 'x' } } }, /no "name"/],
  ])('refuses %j with the reason, and stays as it was', async (body, reason) => {
    const { status, json } = await world.control('PUT', '/directory', body);
    expect(status).toBe(400);
    expect(json).toEqual({ ok: false, reason: expect.stringMatching(reason) as string });
    expect(await listed()).toContain('4 in 3');
  });

  it.each([
    { members: ['a'], departments: 2 },
    { members: [], departments: ['2'] },
  ])('a visible range of %j is refused', async (range) => {
    expect(await world.control('PUT', '/visible-range', range)).toMatchObject({ status: 400 });
  });
});

describe('department/simplelist', () => {
  it('lists all departments, or one and what is below it', async () => {
    expect(await listed()).toEqual(['1 in 0', '4 in 3', '2 in 1', '3 in 2', '6 in 1']);
    expect(await listed('id=3')).toEqual(['4 in 3', '3 in 2']);
    expect(await get('department/simplelist?id=9')).toMatchObject({ errcode: 60003 });
    expect(await get('department/simplelist?id=x')).toMatchObject({ errcode: 60003 });
  });

  it('lists only what the app sees', async () => {
    await world.control('PUT', '/visible-range', { members: ['zhaoliu'], departments: [3] });
    expect(await listed()).toEqual(['4 in 3', '3 in 2']);
    expect(await get('department/simplelist?id=2')).toMatchObject({ errcode: 60011 });
    expect(await listed('', TRANSLATOR.secret)).toHaveLength(5);
    await world.control('PUT', '/visible-range', { members: ['zhaoliu'] });
    expect(await listed()).toEqual([]);
  });
});

describe('tag/get', () => {
  it('tells members and departments', async () => {
    expect(await get('tag/get?tagid=7')).toEqual({
      errcode: 0,
      errmsg: 'ok',
      tagname: '7',
      userlist: [
        { userid: 'lisi', name: 'lisi' },
        { userid: 'wangwu', name: 'wangwu' },
      ],
      partylist: [3],
    });
    expect(await get('tag/get?tagid=8')).toMatchObject({ errcode: 0, userlist: [], partylist: [] });
  });

  it.each(['', 'tagid=9', 'tagid=x', 'tagid=toString'])(
    'refuses a tag that there is not: %j',
    async (query) => {
      expect(await get(`tag/get?${query}`)).toMatchObject({ errcode: 40068 });
    },
  );

  it('tells only of what the app sees', async () => {
    await world.control('PUT', '/visible-range', { members: ['LiSi'] });
    const { userlist, partylist } = await get('tag/get?tagid=7');
    expect(userlist).toEqual([{ userid: 'lisi', name: 'lisi' }]);
    expect(partylist).toEqual([]);
  });
});

describe('user/get', () => {
  it('tells in which departments a member is, whatever the case of the userid', async () => {
    expect(await get('user/get?userid=ZHANGSAN')).toMatchObject({
      userid: 'zhangSan',
      department: [4, 6],
      order: [0, 0],
      is_leader_in_dept: [0, 0],
      main_department: 4,
    });
    expect(await get('user/get?userid=wangwu')).toMatchObject({ department: [1] });
  });

  it('knows members of the directory whom no app has seen', async () => {
    expect(await get('user/get?userid=zhaoliu')).toMatchObject({ userid: 'zhaoliu', department: [6] });
    expect(await get('user/get?userid=nobody')).toMatchObject({ errcode: 60111 });
  });

  it('tells only of departments that the app sees', async () => {
    await world.control('PUT', '/visible-range', { members: ['lisi'], departments: [3] });
    expect(await get('user/get?userid=zhangsan')).toMatchObject({ department: [4], main_department: 4 });
    const lisi = await get('user/get?userid=lisi');
    expect(lisi).toMatchObject({ errcode: 0, department: [] });
    expect(lisi).not.toHaveProperty('main_department');
    expect(await get('user/get?userid=zhaoliu')).toMatchObject({ errcode: 60011 });
  });
});

it('agent/get tells the departments of the visible range', async () => {
  await world.control('PUT', '/visible-range', { members: ['LISI'], departments: [3] });
  expect(await get(`agent/get?agentid=${ASSISTANT.agentId}`)).toMatchObject({
    allow_userinfos: { user: [{ userid: 'lisi' }] },
    allow_partys: { partyid: [3] },
  });
});

it('who is in a department of the visible range may write to the app, and who is not may not', async () => {
  await world.control('PUT', '/visible-range', { members: [], departments: [2] });
  const write = (member: string) =>
    world.control('POST', `/members/${member}/messages`, { msgtype: 'text', text: { content: 'x' } });
  expect(await write('zhangsan')).toMatchObject({ status: 200 });
  expect(await write('zhaoliu')).toMatchObject({ status: 409 });
  await world.settle();
});

describe('message/send to departments and tags', () => {
  let sent = 0;
  const send = async (receivers: object) => {
    const content = `notice ${++sent}`;
    const { json } = await world.send('text', { content }, { touser: undefined, ...receivers });
    return { json, got: await whoGot(content) };
  };
  const whoGot = async (content: string) => {
    const members = ['zhangsan', 'lisi', 'wangwu'];
    const phones = await Promise.all(members.map((member) => world.messagesOf(member)));
    return members.filter((_, at) => phones[at]?.some((message) => message['content'] === content));
  };

  it.each<[object, string[]]>([
    [{ toparty: '1' }, ['zhangsan', 'lisi', 'wangwu']],
    [{ toparty: '2' }, ['zhangsan', 'lisi']],
    [{ toparty: '4|6' }, ['zhangsan']],
    [{ totag: '7' }, ['zhangsan', 'lisi', 'wangwu']],
    [{ totag: '8' }, []],
    [{ touser: 'wangwu', toparty: '3' }, ['zhangsan', 'wangwu']],
    [{ touser: '@all', toparty: '99' }, ['zhangsan', 'lisi', 'wangwu']],
  ])('%j reaches %j', async (receivers, expected) => {
    const { json, got } = await send(receivers);
    expect(json).toEqual({ errcode: 0, errmsg: 'ok', msgid: expect.any(String) as string });
    expect(got).toEqual(expected);
  });

  it('reaches each member once, however often they are meant', async () => {
    const before = (await world.messagesOf('lisi')).length;
    await send({ touser: 'lisi|LISI', toparty: '1|2', totag: '7' });
    expect(await world.messagesOf('lisi')).toHaveLength(before + 1);
  });

  it('lists what there is not, and what the app does not see', async () => {
    await world.control('PUT', '/visible-range', { members: ['wangwu'], departments: [3] });
    const { json, got } = await send({ touser: 'LiSi', toparty: '2|3|99|x', totag: '7|9' });
    expect(json).toMatchObject({
      errcode: 0,
      invaliduser: 'lisi',
      invalidparty: '2|99|x',
      invalidtag: '9',
    });
    expect(got).toEqual(['zhangsan', 'wangwu']);
  });

  it('is an error if all of it is invalid', async () => {
    const { json } = await send({ toparty: '99', totag: '9' });
    expect(json).toMatchObject({ errcode: 81013, invalidparty: '99', invalidtag: '9' });
  });
});

it('a card is changed for departments and tags, too', async () => {
  const card = (task_id: string) => ({
    card_type: 'button_interaction',
    main_title: { title: '标题' },
    task_id,
    button_list: [{ text: '好', key: 'yes' }],
  });
  const sent = await world.send('template_card', card('t1'), { touser: 'lisi|wangwu' });
  const change = {
    agentid: ASSISTANT.agentId,
    response_code: sent.json['response_code'],
    button: { replace_name: '完' },
  };
  const path = 'message/update_template_card';
  expect((await world.call(path, { ...change, partyids: [99] })).json).toMatchObject({ errcode: 81013 });
  expect((await world.call(path, { ...change, partyids: [2] })).json).toMatchObject({ errcode: 0 });
  const last = async (member: string) => (await world.messagesOf(member)).at(-1);
  expect(await last('lisi')).toMatchObject({ fields: { replace_name: '完' } });
  expect(await last('wangwu')).not.toMatchObject({ fields: { replace_name: '完' } });
});

it.each(['department/simplelist', 'tag/get'])(
  '%s wants a trusted address, a token, and can fail',
  async (api) => {
    const base = await world.apiUrlFor('198.51.100.9');
    const refused = await fetch(`${base}/cgi-bin/${api}?access_token=x`);
    expect(await refused.json()).toMatchObject({ errcode: 40014 });
    await world.control('PUT', '/trusted-ips', { ips: [] });
    expect(await get(`${api}?tagid=7`)).toMatchObject({ errcode: 60020 });
    await world.control('PUT', '/trusted-ips', { ips: [ADDRESS] });
    await world.control('PUT', '/faults', [{ api, errcode: -1, count: 1 }]);
    expect(await get(`${api}?tagid=7`)).toMatchObject({ errcode: -1 });
    expect(await get(`${api}?tagid=7`)).toMatchObject({ errcode: 0 });
  },
);
