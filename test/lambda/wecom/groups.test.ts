import type { ServerResponse } from 'node:http';
import { sendJson, serveLocally, type LocalServer } from '../../../local/http';
import { jsonLog } from '../../../lambda/shared/log';
import { WecomGroups } from '../../../lambda/wecom/groups';
import { errorWith } from '../../support/errors';
import { apiOf, ok, tokenAnswer } from './api-of';

const MINUTE = 60_000;

/** The company, as WeCom answers of it. */
let parents: Record<number, number>;
let places: Record<string, number[]>;
let tags: Record<string, { userids?: string[]; partylist?: number[] }>;
/** APIs that answer something else. */
let faults: Record<string, object | ((response: ServerResponse) => unknown)>;
let calls: string[];
let logged: Record<string, unknown>[];
let now: number;
let wecom: LocalServer;

beforeAll(async () => {
  wecom = await serveLocally(0, ({ url }, response) => {
    const api = url.pathname.replace('/cgi-bin/', '');
    const what = url.searchParams.get('userid') ?? url.searchParams.get('tagid');
    calls.push(what === null ? api : `${api} ${what}`);
    const answer = faults[api] ?? answerOf(api, what ?? '');
    if (typeof answer === 'function') (answer as (response: ServerResponse) => unknown)(response);
    else sendJson(response, 200, answer);
  });
});
afterAll(() => wecom.close());
beforeEach(() => {
  // 4 is below 3, 3 below 2.
  parents = { 1: 0, 2: 1, 3: 2, 4: 3, 5: 1 };
  places = { zhangsan: [4], lisi: [5] };
  tags = { 7: { userids: ['LiSi'] }, 8: { partylist: [3] } };
  faults = {};
  calls = [];
  logged = [];
  now = 1_000_000;
});

function answerOf(api: string, what: string): object {
  if (api === 'gettoken') return tokenAnswer('t1');
  if (api === 'department/simplelist') {
    const department_id = Object.entries(parents).map(([id, parentid]) => ({ id: Number(id), parentid }));
    return { ...ok, department_id };
  }
  if (api === 'user/get') {
    const department = places[what];
    return department ? { ...ok, userid: what, name: what, department, status: 1 } : refused(60111);
  }
  const tag = tags[what];
  const userlist = tag?.userids?.map((userid) => ({ userid, name: userid }));
  return tag ? { ...ok, tagname: what, userlist, partylist: tag.partylist } : refused(40068);
}

const refused = (errcode: number) => ({ errcode, errmsg: 'x' });
const groupsOf = () =>
  new WecomGroups(
    apiOf(wecom.url),
    () => now,
    jsonLog((line) => logged.push(JSON.parse(line) as Record<string, unknown>)),
  );
const isAmong = (groups: WecomGroups, id: string, of: { departments?: number[]; tags?: number[] }) =>
  groups.isAmong({ app: 'assistant', id }, { departments: [], tags: [], ...of });

describe('a member is among', () => {
  it.each<[string, { departments?: number[]; tags?: number[] }, boolean]>([
    ['zhangsan', { departments: [4] }, true],
    ['zhangsan', { departments: [3] }, true],
    ['zhangsan', { departments: [2] }, true],
    ['zhangsan', { departments: [1] }, true],
    ['zhangsan', { departments: [5] }, false],
    ['zhangsan', { departments: [5, 2] }, true],
    ['lisi', { departments: [2, 3, 4] }, false],
    ['lisi', { tags: [7] }, true],
    ['zhangsan', { tags: [7] }, false],
    ['zhangsan', { tags: [7, 8] }, true],
    ['lisi', { tags: [8] }, false],
    ['lisi', { departments: [2], tags: [7] }, true],
    ['lisi', {}, false],
  ])('%s of %j: %s', async (id, of, expected) => {
    await expect(isAmong(groupsOf(), id, of)).resolves.toBe(expected);
    expect(logged).toEqual([]);
  });

  it('whatever the case in which WeCom writes the userid', async () => {
    tags = { 7: { userids: ['ZHANGsan'] } };
    await expect(isAmong(groupsOf(), 'zhangsan', { tags: [7] })).resolves.toBe(true);
    await expect(isAmong(groupsOf(), 'ZhangSan', { tags: [7] })).resolves.toBe(true);
  });

  it('but a character that only Unicode takes for a letter makes another userid', async () => {
    tags = { 7: { userids: ['\u212a'] } };
    await expect(isAmong(groupsOf(), 'k', { tags: [7] })).resolves.toBe(false);
  });

  it('in a tree that leads back to itself', async () => {
    parents = { 1: 0, 2: 3, 3: 4, 4: 2 };
    await expect(isAmong(groupsOf(), 'zhangsan', { departments: [3] })).resolves.toBe(true);
    await expect(isAmong(groupsOf(), 'zhangsan', { departments: [1] })).resolves.toBe(false);
  });

  it.each([60111, 60011, 40003, 46004])(
    'no department, if WeCom does not tell of them (%i)',
    async (errcode) => {
      faults = { 'user/get': refused(errcode) };
      await expect(isAmong(groupsOf(), 'zhangsan', { departments: [1] })).resolves.toBe(false);
    },
  );
});

describe('what is kept', () => {
  it('is asked for once, and for two who ask at once', async () => {
    const groups = groupsOf();
    const of = { departments: [5], tags: [7, 8] };
    await Promise.all([isAmong(groups, 'zhangsan', of), isAmong(groups, 'zhangsan', of)]);
    await isAmong(groups, 'ZhangSan', of);
    expect(calls.sort()).toEqual(['department/simplelist', 'tag/get 7', 'tag/get 8', 'user/get zhangsan']);
  });

  it('is not asked for where it does not matter', async () => {
    await isAmong(groupsOf(), 'zhangsan', {});
    expect(calls).toEqual([]);
    await isAmong(groupsOf(), 'lisi', { tags: [7, 8] });
    expect(calls).toEqual(['tag/get 7']);
  });

  it('is of one app', async () => {
    const groups = groupsOf();
    const of = { departments: [5], tags: [7] };
    await isAmong(groups, 'zhangsan', of);
    const asked = [...calls];
    calls = [];
    await groups.isAmong({ app: 'other', id: 'zhangsan' }, of);
    expect(calls).toEqual(['gettoken', ...asked]);
  });

  it.each<[string, () => void, { departments?: number[]; tags?: number[] }]>([
    ['moved', () => (places = { zhangsan: [5] }), { departments: [2] }],
    ['left', () => (places = {}), { departments: [2] }],
    ['whose department moved', () => (parents = { ...parents, 3: 1 }), { departments: [2] }],
    ['who lost the tag', () => (tags = { 9: { userids: ['lisi'] } }), { tags: [9] }],
    ['whose department lost the tag', () => (tags = { 8: { partylist: [5] } }), { tags: [8] }],
  ])('is right again within ten minutes for a member who %s', async (_, change, of) => {
    tags = { ...tags, 9: { userids: ['zhangsan'] } };
    const groups = groupsOf();
    await expect(isAmong(groups, 'zhangsan', of)).resolves.toBe(true);
    change();
    now += 10 * MINUTE;
    await expect(isAmong(groups, 'zhangsan', of)).resolves.toBe(false);
  });

  it('is used for ten minutes while WeCom can not be asked', async () => {
    const groups = groupsOf();
    const of = { departments: [2], tags: [8] };
    await isAmong(groups, 'zhangsan', of);
    const away = (response: ServerResponse) => response.writeHead(502).end();
    faults = { 'user/get': away, 'department/simplelist': refused(60020), 'tag/get': refused(45009) };
    now += 10 * MINUTE - 1;
    await expect(isAmong(groups, 'zhangsan', of)).resolves.toBe(true);
    now += 1;
    await expect(isAmong(groups, 'zhangsan', of)).rejects.toThrow(errorWith({ failure: 'blocked' }));
  });
});

describe('what WeCom does not know', () => {
  it('is a department in which nobody is, and of which a warning is logged each time that WeCom lists them', async () => {
    const groups = groupsOf();
    places = { zhangsan: [4, 99] };
    await expect(isAmong(groups, 'zhangsan', { departments: [99, 98] })).resolves.toBe(false);
    await expect(isAmong(groups, 'lisi', { departments: [99] })).resolves.toBe(false);
    expect(logged).toEqual(
      [99, 98].map((department) => ({
        level: 'warn',
        event: 'department not seen',
        app: 'assistant',
        department,
        message: expect.stringContaining('可见范围') as string,
      })),
    );
    now += 5 * MINUTE;
    await isAmong(groups, 'lisi', { departments: [99] });
    expect(logged).toHaveLength(3);
  });

  it.each([40068, 60011])(
    'is a tag that nobody has, and of which a warning is logged (%i)',
    async (errcode) => {
      faults = { 'tag/get': refused(errcode) };
      const groups = groupsOf();
      await expect(isAmong(groups, 'lisi', { tags: [7] })).resolves.toBe(false);
      await expect(isAmong(groups, 'zhangsan', { tags: [7] })).resolves.toBe(false);
      expect(logged).toEqual([
        {
          level: 'warn',
          event: 'tag not seen',
          app: 'assistant',
          tag: 7,
          code: `WECOM_${errcode}`,
          message: expect.any(String) as string,
        },
      ]);
      now += 5 * MINUTE;
      await isAmong(groups, 'lisi', { tags: [7] });
      expect(logged).toHaveLength(2);
    },
  );

  it('does not hide a tag that it knows', async () => {
    await expect(isAmong(groupsOf(), 'lisi', { departments: [99], tags: [99, 7] })).resolves.toBe(true);
  });

  it('are all departments, of an app that may see none', async () => {
    faults = { 'department/simplelist': refused(60011) };
    await expect(isAmong(groupsOf(), 'zhangsan', { departments: [4] })).resolves.toBe(false);
    expect(logged).toHaveLength(1);
  });
});

describe.each(['department/simplelist', 'user/get', 'tag/get'])('a %s', (api) => {
  const ask = () => isAmong(groupsOf(), 'zhangsan', { departments: [5], tags: [7] });

  it.each<[string, object | ((response: ServerResponse) => unknown), object]>([
    [
      'that is refused for good lets the message wait',
      refused(40058),
      { failure: 'not-sent', code: 'WECOM_40058' },
    ],
    ['that is refused for a reason that nobody knows', refused(12345), { failure: 'not-sent' }],
    ['that finds WeCom busy', refused(-1), { failure: 'not-sent' }],
    ['that comes too often', refused(45009), { failure: 'too-fast' }],
    ['that may not be made', refused(48002), { failure: 'blocked', block: { errcode: 48002 } }],
    [
      'from an address that is not trusted',
      { errcode: 60020, errmsg: 'x, from ip: 203.0.113.9, more' },
      { failure: 'blocked', block: { errcode: 60020, address: '203.0.113.9' } },
    ],
    ['that breaks', (response: ServerResponse) => response.destroy(), { failure: 'not-sent' }],
    ['that a proxy answers', { hello: 'world' }, { failure: 'not-sent', code: 'WECOM_UNREACHABLE' }],
  ])('%s', async (_, fault, expected) => {
    faults = { [api]: fault };
    await expect(ask()).rejects.toThrow(errorWith({ name: 'Error', ...expected }));
    faults = {};
    await expect(ask()).resolves.toBe(false);
  });
});

it('departments of a thousand members are kept', async () => {
  const members = Array.from({ length: 1_001 }, (_, at) => `u${at}`);
  places = Object.fromEntries(members.map((member) => [member, [5]]));
  const groups = groupsOf();
  for (const member of members) await isAmong(groups, member, { departments: [5] });
  calls = [];
  await isAmong(groups, 'u1', { departments: [5] });
  expect(calls).toEqual([]);
  await isAmong(groups, 'u0', { departments: [5] });
  expect(calls).toEqual(['user/get u0']);
});
