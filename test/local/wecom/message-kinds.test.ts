import { amr, JPEG, MP4, startApiWorld, type ApiWorld } from './api-world';

let world: ApiWorld;

beforeAll(async () => (world = await startApiWorld()));
afterAll(() => world.close());
beforeEach(() => world.control('POST', '/reset'));

const shown = async () => (await world.messagesOf('alice')).at(-1);
const article = { title: '标题', url: 'https://example.com/' };
const card = { title: '领奖', description: '说明', url: 'https://example.com/' };

describe('media messages', () => {
  it.each([
    ['image', JPEG],
    ['voice', amr(100)],
    ['video', MP4],
    ['file', Buffer.from('123456')],
  ])('%s by its media_id', async (kind, bytes) => {
    const mediaId = await world.upload(kind, 'x', bytes);
    expect((await world.send(kind, { media_id: mediaId })).json).toMatchObject({ errcode: 0 });
    expect(await shown()).toMatchObject({ msgtype: kind, content: '', fields: { media_id: mediaId } });
  });

  it('not without one, with an unknown one, one of another type, or one that expired', async () => {
    const image = await world.upload('image', 'x', JPEG);
    expect((await world.send('image', {})).json).toMatchObject({ errcode: 41006 });
    expect((await world.send('image', { media_id: 'x' })).json).toMatchObject({ errcode: 40007 });
    expect((await world.send('file', { media_id: image })).json).toMatchObject({ errcode: 40007 });
    world.later(3 * 24 * 3_600_000);
    expect((await world.send('image', { media_id: image })).json).toMatchObject({ errcode: 40007 });
    expect(await shown()).toBeUndefined();
  });

  it('a video with title and description, cut at their limits', async () => {
    const media = { media_id: await world.upload('video', 'x', MP4) };
    await world.send('video', { ...media, title: 'a'.repeat(128), description: 'b'.repeat(512) });
    expect(await shown()).not.toHaveProperty('cut');
    await world.send('video', { ...media, title: 'a'.repeat(129) });
    expect(await shown()).toMatchObject({ cut: true, fields: { title: 'a'.repeat(128) } });
  });
});

describe('textcard', () => {
  it('shows its fields, cut by characters', async () => {
    await world.send('textcard', { ...card, title: '领'.repeat(129), btntxt: '一二三四五' });
    expect(await shown()).toMatchObject({
      msgtype: 'textcard',
      cut: true,
      fields: { ...card, title: '领'.repeat(128), btntxt: '一二三四' },
    });
  });

  it.each([
    [{ title: '' }, 41016],
    [{ description: '' }, 41033],
    [{ url: '' }, 41010],
    [{ url: 'www.example.com' }, 45034],
    [{ url: `https://example.com/${'x'.repeat(2048)}` }, 40039],
  ])('refuses %j', async (change, errcode) => {
    expect((await world.send('textcard', { ...card, ...change })).json).toMatchObject({ errcode });
  });
});

describe('news and mpnews', () => {
  it('show their articles', async () => {
    await world.send('news', {
      articles: [article, { title: '小程序', appid: 'wx1', pagepath: 'pages/index' }],
    });
    expect(await shown()).toMatchObject({
      msgtype: 'news',
      fields: { articles: [article, { title: '小程序', appid: 'wx1' }] },
    });
    const thumb = await world.upload('image', 'x', JPEG);
    const long = { title: '标题', thumb_media_id: thumb, content: '<b>正文</b>', digest: 'x'.repeat(513) };
    expect((await world.send('mpnews', { articles: [long] }, { safe: 2 })).json).toMatchObject({
      errcode: 0,
    });
    expect(await shown()).toMatchObject({ cut: true, fields: { articles: [{ digest: 'x'.repeat(512) }] } });
  });

  it.each<[string, object, object, number]>([
    ['news', { articles: [] }, {}, 45008],
    ['news', { articles: Array.from({ length: 9 }, () => article) }, {}, 45008],
    ['news', { articles: [{ ...article, title: '' }] }, {}, 41016],
    ['news', { articles: [{ title: 'x' }] }, {}, 41010],
    ['news', { articles: [article] }, { safe: 1 }, 40074],
    ['news', { articles: [article] }, { safe: 2 }, 40035],
    ['mpnews', { articles: [{ title: 'x', content: 'x' }] }, {}, 41006],
    ['mpnews', { articles: [{ title: 'x', content: 'x', thumb_media_id: 'none' }] }, {}, 40007],
  ])('%s %j %j is refused', async (kind, content, more, errcode) => {
    expect((await world.send(kind, content, more)).json).toMatchObject({ errcode });
  });

  it('mpnews limits author and content', async () => {
    const whole = { title: 'x', content: 'x', thumb_media_id: await world.upload('image', 'x', JPEG) };
    const sent = async (change: object) =>
      (await world.send('mpnews', { articles: [{ ...whole, ...change }] })).json['errcode'];
    expect(await sent({ author: 'x'.repeat(65) })).toBe(45032);
    expect(await sent({ content: 'x'.repeat(666 * 1024 + 1) })).toBe(45002);
    expect(await sent({ content: '' })).toBe(44004);
    expect(await sent({})).toBe(0);
  });
});

it.each([
  ['toparty', 82002],
  ['totag', 82003],
])('takes at most 100 in %s', async (list, errcode) => {
  const ids = Array.from({ length: 101 }, (_, at) => at).join('|');
  expect((await world.send('text', { content: 'x' }, { [list]: ids })).json).toMatchObject({ errcode });
});

describe('enable_duplicate_check', () => {
  const checked = { enable_duplicate_check: 1 };
  const contents = async () => (await world.messagesOf('alice')).map(({ content }) => content);

  it('drops the same to the same receivers within the interval, in silence', async () => {
    await world.send('text', { content: '好的' }, checked);
    const { json } = await world.send('text', { content: '好的' }, { ...checked, touser: 'ALICE' });
    expect(json).toMatchObject({ errcode: 0, msgid: expect.any(String) as string });
    await world.send('text', { content: '好' }, checked);
    await world.send('text', { content: '好的' }, { ...checked, touser: 'bob' });
    expect(await contents()).toEqual(['好的', '好']);
    const calls = (await world.control('GET', '/api-calls')).json as { api: string; dropped: boolean }[];
    expect(calls.filter(({ api }) => api === 'message/send').map(({ dropped }) => dropped)).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it('for 1800 s, or as long as asked', async () => {
    await world.send('text', { content: 'a' }, checked);
    world.later(1_799_000);
    await world.send('text', { content: 'a' }, checked);
    expect(await contents()).toEqual(['a']);
    world.later(1000);
    await world.send('text', { content: 'a' }, checked);
    world.later(10_000);
    await world.send('text', { content: 'a' }, { ...checked, duplicate_check_interval: 10 });
    expect(await contents()).toEqual(['a', 'a', 'a']);
    const { json } = await world.send('text', { content: 'b' }, { duplicate_check_interval: 14_401 });
    expect(json).toMatchObject({ errcode: 40035 });
  });

  it('finds what was sent without it only by the switch', async () => {
    await world.send('text', { content: 'a' });
    await world.send('text', { content: 'a' }, checked);
    expect(await contents()).toEqual(['a', 'a']);
    await world.control('PUT', '/switches', { duplicateCheckSeesAll: true });
    await world.send('text', { content: 'b' });
    await world.send('text', { content: 'b' }, checked);
    await world.control('PUT', '/switches', {});
    expect(await contents()).toEqual(['a', 'a', 'b']);
  });
});

describe('message/recall', () => {
  const recall = (msgid: unknown, secret?: string) => world.call('message/recall', { msgid }, secret);
  const sendText = async () => (await world.send('text', { content: '错了' })).json['msgid'];

  it('takes the message off the phone', async () => {
    const msgid = await sendText();
    expect((await recall(msgid)).json).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await shown()).toMatchObject({ msgid, content: '', recalled: true });
  });

  it('not of another app, not after 24 h, not without a msgid', async () => {
    const msgid = await sendText();
    expect((await recall(msgid, 'translator-secret')).json).toMatchObject({ errcode: 40058 });
    expect((await recall(undefined)).json).toMatchObject({ errcode: 40063 });
    world.later(24 * 3_600_000);
    expect((await recall(msgid)).json).toMatchObject({ errcode: 40058 });
    expect(await shown()).not.toHaveProperty('recalled');
  });
});
