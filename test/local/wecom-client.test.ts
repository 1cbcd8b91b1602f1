import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sendable, Sending } from '../../lambda/chat/ports';
import type { Menu, People } from '../../lambda/shared/bot-config';
import { jsonLog } from '../../lambda/shared/log';
import { AccessTokens, type AppCredentials } from '../../lambda/wecom/access-token';
import { getAgent } from '../../lambda/wecom/agent';
import { WecomApi } from '../../lambda/wecom/api';
import { departmentTree } from '../../lambda/wecom/department';
import { WecomGroups } from '../../lambda/wecom/groups';
import { getMedia } from '../../lambda/wecom/media-get';
import { uploadMedia, type MediaKind } from '../../lambda/wecom/media-upload';
import { createMenu, deleteMenu, getMenu, hasMenu } from '../../lambda/wecom/menu';
import { WecomMessenger } from '../../lambda/wecom/messenger';
import type { OutgoingMessage } from '../../lambda/wecom/outgoing-message';
import { recallMessage, sendMessage } from '../../lambda/wecom/send';
import type { TemplateCard } from '../../lambda/wecom/template-card';
import { getTag } from '../../lambda/wecom/tag';
import { getUser } from '../../lambda/wecom/user';
import { MemoryTokens } from '../lambda/wecom/memory-tokens';
import { errorWith } from '../support/errors';
import { amr, JPEG, MP4, startApiWorld, type ApiWorld } from './wecom/api-world';
import { ADDRESS, ASSISTANT, CORP_ID } from './wecom/support';

let world: ApiWorld;
let api: WecomApi;
/** What was logged, by event. */
let logged: string[] = [];
const log = jsonLog((line) => logged.push((JSON.parse(line) as { event: string }).event));

beforeAll(async () => {
  world = await startApiWorld();
  api = await apiFrom(ADDRESS);
});
afterAll(() => world.close());
afterEach(() => world.control('PUT', '/faults', []));

const { agentId, secret } = ASSISTANT;
const CREDENTIALS: AppCredentials = { corpId: CORP_ID, agentId, secret, secretVersion: 'v1' };

/** The client, whose tries follow each other without a pause. @param address that WeCom sees */
async function apiFrom(address: string): Promise<WecomApi> {
  const [api] = await sandboxesFrom(address, 1);
  if (!api) throw new Error('There is no client.');
  return api;
}

/** Clients that share their tokens. */
async function sandboxesFrom(address: string, count: number, credentials = CREDENTIALS): Promise<WecomApi[]> {
  const url = await world.apiUrlFor(address);
  const store = new MemoryTokens();
  return Array.from({ length: count }, () => {
    const tokens = new AccessTokens(
      url,
      store,
      () => world.now(),
      () => nextTurn(),
    );
    return new WecomApi(
      url,
      tokens,
      () => Promise.resolve(credentials),
      () => nextTurn(),
    );
  });
}

async function callsOfGettoken(): Promise<number> {
  const { json } = await world.control('GET', '/api-calls');
  return (json as { api: string }[]).filter(({ api: name }) => name === 'gettoken').length;
}

const FILES: [MediaKind, Buffer][] = [
  ['image', JPEG],
  ['voice', amr(1000)],
  ['video', MP4],
  ['file', Buffer.from('你好，世界')],
];

const upload = async (kind: MediaKind, bytes: Buffer): Promise<string> =>
  (await uploadMedia(api, 'assistant', { kind, filename: `回答.${kind}`, bytes })).mediaId;

const send = (member: string, message: Sendable, sending: Partial<Sending> = {}): Promise<void> =>
  new WecomMessenger(api, 10_000, log).send('assistant', member, message, {
    mayStart: () => undefined,
    format: 'text',
    ...sending,
  });

const received = async (member: string) => (await world.messagesOf(member)).at(-1);

describe('files', () => {
  it.each(FILES)('%s comes back as it was uploaded', async (kind, bytes) => {
    const media = await getMedia(api, 'assistant', await upload(kind, bytes), 1_000_000);
    expect(media.bytes).toEqual(bytes);
  });

  it('may come in pieces', async () => {
    const bytes = Buffer.alloc(21 * 1024 * 1024, 'video');
    await world.control('POST', '/members/anna/messages', {
      msgtype: 'video',
      video: { file: bytes.toString('base64') },
    });
    await world.settle();
    const mediaId = world.receivedFrom('anna').at(-1)?.fields['MediaId'] ?? '';
    const media = await getMedia(api, 'assistant', mediaId, 30 * 1024 * 1024);
    expect(media.bytes.equals(bytes)).toBe(true);
  });

  it('that WeCom does not have are an error', async () => {
    await expect(getMedia(api, 'assistant', 'none', 1000)).rejects.toThrow(errorWith({ errcode: 40007 }));
  });

  it('are fetched again when the connection breaks', async () => {
    const mediaId = await upload('file', Buffer.from('123456'));
    await world.control('PUT', '/faults', [{ api: 'media/get', dropAnswer: true, count: 2 }]);
    await expect(getMedia(api, 'assistant', mediaId, 1000)).resolves.toMatchObject({
      bytes: Buffer.from('123456'),
    });
  });
});

describe('messages', () => {
  it('of the bot arrive', async () => {
    await send('bob', { text: '你好 👋' });
    expect(await received('bob')).toMatchObject({ direction: 'out', msgtype: 'text', content: '你好 👋' });
    const messenger = new WecomMessenger(api, 10_000, log);
    const file = { kind: 'file', filename: '回答.txt', bytes: Buffer.from('很长的回答') } as const;
    await send('bob', { media: 'file', mediaId: await messenger.upload('assistant', file) });
    expect(await received('bob')).toMatchObject({ direction: 'out', msgtype: 'file' });
  });

  it.each<OutgoingMessage>([
    { msgtype: 'markdown', markdown: { content: '**粗**' } },
    { msgtype: 'textcard', textcard: { title: '标题', description: '内容', url: 'https://example.com' } },
    { msgtype: 'news', news: { articles: [{ title: '标题', url: 'https://example.com' }] } },
  ])('of $msgtype arrive', async (message) => {
    await sendMessage(api, 'assistant', 'bob', message);
    expect(await received('bob')).toMatchObject({ msgtype: message.msgtype });
  });

  it.each(FILES)('with %s arrive', async (kind, bytes) => {
    const media = { media_id: await upload(kind, bytes) };
    const messages: Record<MediaKind, OutgoingMessage> = {
      image: { msgtype: 'image', image: media },
      voice: { msgtype: 'voice', voice: media },
      video: { msgtype: 'video', video: { ...media, title: '标题' } },
      file: { msgtype: 'file', file: media },
    };
    await sendMessage(api, 'assistant', 'bob', messages[kind]);
    expect(await received('bob')).toMatchObject({ msgtype: kind, fields: media });
  });

  const main_title = { title: '标题' };
  const submit_button = { text: '提交', key: 'submit' };
  const option_list = [
    { id: '1', text: '甲' },
    { id: '2', text: '乙' },
  ];
  const cards: [TemplateCard, canBeAnswered: boolean][] = [
    [{ card_type: 'text_notice', main_title, card_action: { type: 1, url: 'https://example.com' } }, false],
    [
      {
        card_type: 'news_notice',
        main_title,
        card_image: { url: 'https://example.com/a.png', aspect_ratio: 1.3 },
        card_action: { type: 1, url: 'https://example.com' },
      },
      false,
    ],
    [
      {
        card_type: 'button_interaction',
        main_title,
        task_id: 'b',
        horizontal_content_list: [{ keyname: '人', type: 3, userid: 'bob' }],
        button_list: [{ text: '好', key: 'yes' }],
      },
      true,
    ],
    [
      {
        card_type: 'vote_interaction',
        main_title,
        task_id: 'v',
        checkbox: { question_key: 'q', mode: 1, option_list },
        submit_button,
      },
      true,
    ],
    [
      {
        card_type: 'multiple_interaction',
        main_title,
        task_id: 'm',
        select_list: [{ question_key: 'q', option_list }],
        submit_button,
      },
      true,
    ],
  ];
  it.each(cards)('with the card %j arrive', async (template_card, canBeAnswered) => {
    const sent = await sendMessage(api, 'assistant', 'bob', { msgtype: 'template_card', template_card });
    expect(await received('bob')).toMatchObject({ msgtype: 'template_card', fields: { ...template_card } });
    expect(sent.responseCode !== undefined).toBe(canBeAnswered);
  });

  it('can be recalled', async () => {
    const text: OutgoingMessage = { msgtype: 'text', text: { content: '说错了' } };
    const { msgid = '' } = await sendMessage(api, 'assistant', 'carol', text);
    await recallMessage(api, 'assistant', msgid);
    expect(await received('carol')).toMatchObject({ recalled: true });
    await expect(recallMessage(api, 'assistant', 'other')).rejects.toThrow(errorWith({ errcode: 40058 }));
  });

  // WeCom does not say whether its check sees what was sent without one.
  it.each([
    [true, 1],
    [false, 2],
  ])(
    'that may have arrived are sent with the check for duplicates: sees all %s',
    async (seesAll, arrived) => {
      const [member, text] = [`dave${arrived}`, { text: '一次' }];
      await world.control('PUT', '/switches', { duplicateCheckSeesAll: seesAll });
      await world.control('PUT', '/faults', [{ api: 'message/send', dropAnswer: true, count: 1 }]);
      await expect(send(member, text)).rejects.toThrow(errorWith({ failure: 'unknown' }));
      await send(member, text, { mayHaveArrivedWithinSeconds: 60 });
      expect(await world.messagesOf(member)).toHaveLength(arrived);
    },
  );

  it.each<[string, object, string, number]>([
    ['not sent', { errcode: -1, count: 3 }, 'not-sent', 0],
    ['not sent, as far as anybody knows', { httpStatus: 502, count: 1 }, 'unknown', 0],
    ['sent, which we cannot know', { dropAnswer: true, count: 1 }, 'unknown', 1],
  ])('that fail: %s', async (what, fault, failure, arrived) => {
    const member = `erin${what.length}`;
    await world.control('PUT', '/faults', [{ api: 'message/send', ...fault }]);
    await expect(send(member, { text: 'x' })).rejects.toThrow(errorWith({ failure }));
    expect(await world.messagesOf(member)).toHaveLength(arrived);
  });

  it('that WeCom was too busy for are sent again', async () => {
    await world.control('PUT', '/faults', [{ api: 'message/send', errcode: -1, count: 2 }]);
    await send('gina', { text: 'x' });
    expect(await world.messagesOf('gina')).toHaveLength(1);
  });

  it('to those who do not see the app are an error', async () => {
    await world.control('PUT', '/visible-range', { members: ['bob'] });
    await expect(send('frank', { text: 'x' })).rejects.toThrow(
      errorWith({ failure: 'unreachable', code: 'WECOM_81013' }),
    );
    await world.control('PUT', '/visible-range', { members: null });
  });
});

describe('tokens and addresses', () => {
  it('a token that WeCom revoked is replaced', async () => {
    await world.control('DELETE', '/access-tokens');
    await expect(getUser(api, 'assistant', 'bob')).resolves.toMatchObject({ userid: 'bob' });
  });

  it('an address that is not trusted is named', async () => {
    await expect(getAgent(await apiFrom('198.51.100.9'), 'assistant')).rejects.toThrow(
      errorWith({ errcode: 60020, address: '198.51.100.9' }),
    );
  });

  it('fifty sandboxes that need a token make one gettoken call', async () => {
    const before = await callsOfGettoken();
    const apis = await sandboxesFrom(ADDRESS, 50);
    const agents = await Promise.all(apis.map((one) => getAgent(one, 'assistant')));
    expect(agents).toHaveLength(50);
    expect((await callsOfGettoken()) - before).toBe(1);
  });

  it('a Secret that is wrong is asked about once, so that the address is not banned', async () => {
    const before = await callsOfGettoken();
    const wrong = { ...CREDENTIALS, secret: 'of another app' };
    const apis = await sandboxesFrom(ADDRESS, 50, wrong);
    const outcomes = await Promise.allSettled(apis.map((one) => one.prepare('assistant')));
    expect(outcomes).toEqual(
      Array(50).fill({ status: 'rejected', reason: errorWith({ api: 'gettoken', errcode: 40001 }) }),
    );
    expect((await callsOfGettoken()) - before).toBe(1);
  });
});

describe('the app and its people', () => {
  it('agent/get tells what the company has set', async () => {
    const agent = await getAgent(api, 'assistant');
    expect(agent).toEqual({
      name: 'assistant',
      isDisabled: false,
      reportsEntering: true,
      visibleTo: { members: [], departments: [1], tags: [] },
    });
    await world.control('PUT', '/visible-range', { members: ['grace'] });
    const { visibleTo } = await getAgent(api, 'assistant');
    await world.control('PUT', '/visible-range', { members: null });
    expect(visibleTo).toEqual({ members: ['grace'], departments: [], tags: [] });
  });

  it('user/get tells the name as the company writes it', async () => {
    await world.say('Grace', 'hello');
    await expect(getUser(api, 'assistant', 'grace')).resolves.toEqual({
      userid: 'Grace',
      name: 'Grace',
      alias: undefined,
      departments: [1],
      status: 1,
    });
    await expect(getUser(api, 'assistant', 'nobody')).rejects.toThrow(errorWith({ errcode: 60111 }));
  });

  it.each(['agent/get', 'user/get', 'gettoken'])('%s is tried three times', async (name) => {
    await world.control('PUT', '/faults', [{ api: name, errcode: -1, count: 2 }]);
    const fresh = await apiFrom(ADDRESS);
    await getAgent(fresh, 'assistant');
    await expect(getUser(fresh, 'assistant', 'bob')).resolves.toMatchObject({ userid: 'bob' });
  });
});

describe('departments and tags', () => {
  const MINUTE = 60_000;
  const directory = {
    departments: [
      { id: 2, parentid: 1, name: '研发' },
      { id: 3, parentid: 2 },
      { id: 4, parentid: 3 },
    ],
    members: { Heidi: [4], ivan: [1] },
    tags: { 7: { members: ['Ivan'], departments: [3] } },
  };
  beforeAll(async () => {
    for (const member of ['Heidi', 'ivan']) await world.say(member, 'hello');
    await world.settle();
  });
  beforeEach(async () => {
    logged = [];
    await world.control('PUT', '/directory', directory);
  });
  afterAll(() => world.control('PUT', '/directory', {}));

  const groupsOf = (groupsApi = api) => new WecomGroups(groupsApi, () => world.now(), log);
  const isAmong = (groups: WecomGroups, id: string, of: { departments?: number[]; tags?: number[] }) =>
    groups.isAmong({ app: 'assistant', id }, { departments: [], tags: [], ...of });

  it('are told as the company has entered them', async () => {
    expect([...(await departmentTree(api, 'assistant'))]).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
    ]);
    await expect(getTag(api, 'assistant', 7)).resolves.toEqual({
      members: new Set(['ivan']),
      departments: [3],
    });
    await expect(getTag(api, 'assistant', 8)).rejects.toThrow(errorWith({ errcode: 40068 }));
    await expect(getUser(api, 'assistant', 'heidi')).resolves.toMatchObject({ departments: [4] });
  });

  it.each([
    ['heidi', { departments: [2] }, true],
    ['ivan', { departments: [2] }, false],
    ['heidi', { tags: [7] }, true],
    ['ivan', { tags: [7] }, true],
    ['nobody', { departments: [1], tags: [7] }, false],
  ])('%s among %j: %s', async (id, of, expected) => {
    await expect(isAmong(groupsOf(), id, of)).resolves.toBe(expected);
  });

  it('that change are seen within ten minutes', async () => {
    const groups = groupsOf();
    await expect(isAmong(groups, 'heidi', { departments: [2] })).resolves.toBe(true);
    await world.control('PUT', '/directory', { ...directory, members: { heidi: [1] } });
    world.later(10 * MINUTE);
    await expect(isAmong(groups, 'heidi', { departments: [2] })).resolves.toBe(false);
  });

  it('that the app does not see are nobody’s, and a warning says so', async () => {
    await world.control('PUT', '/visible-range', { members: ['heidi'], departments: [] });
    const isInIt = await isAmong(groupsOf(), 'heidi', { departments: [2], tags: [9] });
    await world.control('PUT', '/visible-range', { members: null });
    expect(isInIt).toBe(false);
    expect(logged).toEqual(['department not seen', 'tag not seen']);
  });

  it('are not told to an address that is not trusted', async () => {
    const groups = groupsOf(await apiFrom('198.51.100.9'));
    await expect(isAmong(groups, 'heidi', { departments: [2] })).rejects.toThrow(
      errorWith({ failure: 'blocked', block: { errcode: 60020, address: '198.51.100.9' } }),
    );
  });

  it.each(['department/simplelist', 'tag/get', 'user/get'])('%s is tried three times', async (name) => {
    await world.control('PUT', '/faults', [{ api: name, errcode: -1, count: 2 }]);
    const groups = groupsOf();
    await expect(isAmong(groups, 'heidi', { departments: [9], tags: [7] })).resolves.toBe(true);
  });

  describe('get a notice', () => {
    const notify = (to: 'everyone' | Partial<People>, text: string) => {
      const people = to === 'everyone' ? to : { members: [], departments: [], tags: [], ...to };
      return new WecomMessenger(api, 10_000, log).notify('assistant', people, text);
    };
    const got = async (text: string) => {
      const phones = await Promise.all(['heidi', 'ivan'].map((member) => world.messagesOf(member)));
      return phones.map((messages) => messages.filter(({ content }) => content === text).length);
    };

    it.each<['everyone' | Partial<People>, number[]]>([
      ['everyone', [1, 1]],
      [{ members: ['ivan'] }, [0, 1]],
      [{ departments: [2] }, [1, 0]],
      [{ tags: [7] }, [1, 1]],
      [{ members: ['ivan'], departments: [1], tags: [7] }, [1, 1]],
      [{}, [0, 0]],
    ])('%j', async (to, expected) => {
      const text = `notice to ${JSON.stringify(to)}`;
      await notify(to, text);
      expect(await got(text)).toEqual(expected);
      expect(logged).toEqual([]);
    });

    it('once, though it is repeated since nobody knows whether it arrived', async () => {
      await world.control('PUT', '/faults', [{ api: 'message/send', dropAnswer: true, count: 1 }]);
      await expect(notify('everyone', 'once')).rejects.toThrow(errorWith({ failure: 'unknown' }));
      world.later(29 * MINUTE);
      await notify('everyone', 'once');
      expect(await got('once')).toEqual([1, 1]);
    });

    it('if some of those who are meant are there', async () => {
      await notify({ departments: [99, 2], tags: [99] }, 'to some');
      expect(await got('to some')).toEqual([1, 0]);
      expect(logged).toEqual(['notice not for all']);
      await expect(notify({ departments: [99] }, 'to none')).rejects.toThrow(
        errorWith({ failure: 'refused', code: 'WECOM_81013' }),
      );
    });
  });
});

describe('the menu', () => {
  const menu: Menu = [
    { name: '新对话', key: '/new' },
    { name: '更多', buttons: [{ name: '帮助', url: 'https://example.com' }] },
  ];

  it('is there once created, and gone once deleted', async () => {
    await createMenu(api, 'assistant', menu);
    await expect(getMenu(api, 'assistant')).resolves.toEqual([
      { type: 'click', name: '新对话', key: '/new' },
      { name: '更多', sub_button: [{ type: 'view', name: '帮助', url: 'https://example.com' }] },
    ]);
    await expect(hasMenu(api, 'assistant', menu)).resolves.toBe(true);
    await expect(hasMenu(api, 'assistant', menu.slice(0, 1))).resolves.toBe(false);
    await deleteMenu(api, 'assistant');
    await expect(getMenu(api, 'assistant')).resolves.toBeUndefined();
    await expect(hasMenu(api, 'assistant', menu)).resolves.toBe(false);
  });

  it('with a name that is too long is refused, and the error says so', async () => {
    const tooLong: Menu = [{ name: '清空这次对话', key: '/new' }];
    await expect(createMenu(api, 'assistant', tooLong)).rejects.toThrow('button.name exceed max length 16');
  });
});
