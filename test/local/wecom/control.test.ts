import { startWorld, type World } from './support';

let world: World;
let busy: string[] = [];

beforeAll(async () => {
  world = await startWorld({ busy: () => busy });
  await world.control('POST', '/callback-url', { url: world.callbackUrl });
});
afterAll(() => world.close());

async function expectRefusal(method: string, path: string, body: unknown, reason: RegExp): Promise<void> {
  const { status, json } = await world.control(method, path, body);
  expect(status).toBe(400);
  expect(json).toEqual({ ok: false, reason: expect.stringMatching(reason) as string });
}

it.each<[unknown, RegExp]>([
  ['text', /JSON object/],
  [{ msgtype: 'telegram' }, /"msgtype" must be one of: text/],
  [{ msgtype: 'toString' }, /"msgtype" must be one of/],
  [{ msgtype: 'text' }, /"text" must be a JSON object/],
  [{ msgtype: 'text', text: {} }, /needs Content/],
  [{ msgtype: 'text', text: { content: 1 } }, /must be a string/],
  [{ msgtype: 'text', text: { content: 'x', mood: 'good' } }, /no field "mood"/],
  [{ msgtype: 'text', text: { content: '\u0000' } }, /no XML document/],
  [{ msgtype: 'text', text: { content: '\ud800' } }, /no XML document/],
  [{ msgtype: 'text', text: { content: 'x' }, repeat: 'often' }, /whole number/],
  [{ msgtype: 'text', text: { content: 'x' }, again: 2 }, /not: again/],
  [{ msgtype: 'event', event: 'party' }, /"event" must be one of: subscribe/],
  [{ msgtype: 'event', event: 'click' }, /needs EventKey/],
])('refuses the message %j with the reason', async (body, reason) => {
  await expectRefusal('POST', '/members/alice/messages', body, reason);
});

it.each<[unknown, RegExp]>([
  [{ api: 'message/send' }, /Send a list/],
  [[{ api: 'media/uploadimg', errcode: -1 }], /"api", one of/],
  [[{ api: 'callback', errcode: -1 }], /callback takes no fault "errcode"/],
  [[{ api: 'gettoken', member: 'alice', errcode: -1 }], /concerns no member/],
  [[{ api: 'gettoken', errcode: 'x' }], /whole number/],
  [[{ api: 'gettoken', dropAnswer: 1 }], /true or false/],
  [[{ api: 'gettoken', errcode: 0 }], /no fault/],
  [[{ api: 'gettoken', httpStatus: 200 }], /from 300 to 599/],
])('refuses the faults %j with the reason', async (body, reason) => {
  await expectRefusal('PUT', '/faults', body, reason);
});

it.each<[unknown, RegExp]>([
  [{ speed: 1 }, /no switch "speed"/],
  [{ sameTokenWhileValid: 1 }, /true or false/],
  [{ trustedIpDelayMs: -1 }, /whole number/],
])('refuses the switches %j with the reason', async (body, reason) => {
  await expectRefusal('PUT', '/switches', body, reason);
});

it('refuses a userid that no member can have', async () => {
  await expectRefusal(
    'POST',
    '/members/%E5%BC%A0/messages',
    { msgtype: 'text', text: { content: 'x' } },
    /userid/,
  );
});

it('says what there is where there is nothing', async () => {
  const { status, json } = await world.control('GET', '/nothing');
  expect(status).toBe(404);
  expect(json).toMatchObject({ reason: expect.stringContaining('POST /members/{user}/messages') as string });
});

it('is settled only when the stack is', async () => {
  busy = ['queue: 1 message'];
  expect((await world.control('GET', '/settled')).json).toEqual({
    settled: false,
    busy: ['queue: 1 message'],
  });
  busy = [];
  expect((await world.control('GET', '/settled')).json).toEqual({ settled: true, busy: [] });
});

it('needs a saved callback URL before a member can write', async () => {
  expect(
    await world.control('POST', '/apps/translator/members/alice/messages', {
      msgtype: 'text',
      text: { content: 'x' },
    }),
  ).toMatchObject({
    status: 409,
    json: { reason: expect.stringContaining('POST /callback-url') as string },
  });
});

it('keeps userids in the form in which they came first', async () => {
  await world.say('ZhangSan', 'a');
  await world.say('zhangsan', 'b');
  await world.settle();
  expect(world.receivedFrom('ZhangSan').map(({ fields }) => fields['Content'])).toEqual(['a', 'b']);
  expect(await world.messagesOf('zhangSAN')).toMatchObject([
    { direction: 'in', content: 'a' },
    { direction: 'in', content: 'b' },
  ]);
});

it('forgets messages and faults when reset, and keeps what the admin entered', async () => {
  await world.say('forgotten', 'a');
  await world.settle();
  await world.control('PUT', '/faults', [{ api: 'callback', dropConnection: true }]);
  await world.control('POST', '/reset');
  expect((await world.control('GET', '/members')).json).toEqual({ members: [] });
  const before = world.received.length;
  await world.say('fresh', 'b');
  await world.settle();
  expect(world.received).toHaveLength(before + 1);
});
