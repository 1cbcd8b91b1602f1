import fc from 'fast-check';
import { startWorld, until, type ReceivedCallback, type World } from './support';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await world.control('POST', '/callback-url', { url: world.callbackUrl });
});
afterAll(() => world.close());
beforeEach(() => world.answerWith((_, response) => void response.end()));

function only(callbacks: ReceivedCallback[]): ReceivedCallback {
  const [callback] = callbacks;
  expect(callbacks).toHaveLength(1);
  return callback ?? fail();
}

function fail(): never {
  throw new Error('No callback came.');
}

describe('what is sent', () => {
  it('a text with its head, and a MsgId that a Number would change', async () => {
    const msgid = await world.say('alice', '你好');
    await world.settle();
    const { fields, headers } = only(world.receivedFrom('alice'));
    expect(headers['x-simulated-member']).toBe('alice');
    expect(fields).toMatchObject({
      ToUserName: 'ww1234567890abcdef',
      MsgType: 'text',
      Content: '你好',
      MsgId: msgid,
    });
    expect(fields['AgentID'] ?? fields['AgentId']).toBe('1000002');
    expect(fields['CreateTime']).toMatch(/^\d{10}$/);
    expect(BigInt(String(msgid))).toBeGreaterThan(2n ** 53n);
    expect(BigInt(String(msgid))).toBeLessThan(2n ** 63n);
    const next = await world.say('alice', '再来');
    expect(next).not.toBe(msgid);
    expect(BigInt(Number(msgid))).not.toBe(BigInt(String(msgid)));
  });

  it('any text, whole, through every variation of the XML', async () => {
    const text = fc.oneof(
      fc.constantFrom(']]>', '<![CDATA[', ']]]]>]]>', '<xml>&amp;&lt;', '😀👨‍👩‍👧', 'a\nb\tc', ' 两边 '),
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
        .filter((chosen) => !/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/.test(chosen)),
    );
    let member = 0;
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        const name = `writer${++member}`;
        await world.say(name, content);
        await world.settle();
        expect(only(world.receivedFrom(name)).fields['Content']).toBe(content);
      }),
      { numRuns: 60 },
    );
    const shapes = world.received.map(({ envelope }) => envelope);
    for (const form of [
      /AgentID>/,
      /AgentId>/,
      /<xml><(?!ToUserName)/,
      /<xml>\s+</,
      /\w >/,
      /<Encrypt><!\[CDATA\[/,
      /<Encrypt>\w/,
    ])
      expect(shapes.filter((shape) => form.test(shape)).length).toBeGreaterThan(0);
  });

  it('events, without MsgId', async () => {
    const event = { msgtype: 'event', event: 'enter_agent', eventkey: '' };
    const { json } = await world.control('POST', '/members/visitor/messages', event);
    expect(json).toEqual({ msgid: null });
    await world.control('POST', '/members/visitor/messages', {
      msgtype: 'event',
      event: 'CLICK',
      event_key: 'clear',
    });
    await world.settle();
    const [entered, clicked] = world.receivedFrom('visitor').map(({ fields }) => fields);
    expect(entered).toMatchObject({ MsgType: 'event', Event: 'enter_agent', EventKey: '' });
    expect(entered).not.toHaveProperty('MsgId');
    expect(clicked).toMatchObject({ Event: 'CLICK', EventKey: 'clear' });
    expect(await world.messagesOf('visitor')).toMatchObject([
      { direction: 'in', msgtype: 'event', content: 'enter_agent' },
      { direction: 'in', msgtype: 'event', content: 'CLICK', fields: { EventKey: 'clear' } },
    ]);
  });

  it('the other kinds with their elements', async () => {
    const place = {
      msgtype: 'location',
      location: { location_x: 23.134, location_y: 113.358, scale: 20, label: '位置' },
    };
    await world.control('POST', '/members/walker/messages', place);
    await world.control('POST', '/members/walker/messages', {
      msgtype: 'voice',
      voice: { MediaId: 'm', format: 'amr' },
    });
    await world.settle();
    const [location, voice] = world.receivedFrom('walker').map(({ fields }) => fields);
    expect(location).toMatchObject({ MsgType: 'location', Location_X: '23.134', Scale: '20', Label: '位置' });
    expect(voice).toMatchObject({ MsgType: 'voice', MediaId: 'm', Format: 'amr' });
  });

  it('to the app that is named, sealed with its own secrets', async () => {
    const url = `${world.callbackUrl}/translator`;
    expect(await world.control('POST', '/apps/translator/callback-url', { url })).toMatchObject({
      status: 200,
    });
    const message = { msgtype: 'text', text: { content: '译' } };
    await world.control('POST', '/apps/translator/members/bilingual/messages', message);
    await world.settle();
    const { fields } = only(world.receivedFrom('bilingual'));
    expect(fields['AgentID'] ?? fields['AgentId']).toBe('1000003');
    expect(await world.messagesOf('bilingual')).toEqual([]);
    expect(await world.control('GET', '/apps/nobody/members')).toMatchObject({ status: 404 });
  });
});

describe('repeats', () => {
  const statusOf = (status: number) =>
    world.answerWith((_, response) => void response.writeHead(status).end());

  it('after a time-out, three more times, with the same MsgId and signed anew', async () => {
    const own = await startWorld({ callbackTimeoutMs: 100 });
    await own.control('POST', '/callback-url', { url: own.callbackUrl });
    own.answerWith(() => undefined);
    const msgid = await own.say('patient', 'hi');
    const { json } = await own.control('GET', '/settled');
    await own.settle();
    await own.close();
    expect(json).toEqual({ settled: false, busy: ['callback for patient (assistant)'] });
    expect(own.received.map(({ fields }) => fields['MsgId'])).toEqual([msgid, msgid, msgid, msgid]);
    expect(new Set(own.received.map(({ rawQuery }) => rawQuery)).size).toBe(4);
    expect(new Set(own.received.map(({ fields }) => fields['CreateTime'])).size).toBe(1);
  });

  it('after a broken connection, until it is answered', async () => {
    world.answerWith((_, response) => {
      if (world.receivedFrom('broken').length < 3) response.destroy();
      else response.end();
    });
    await world.say('broken', 'hi');
    await world.settle();
    expect(world.receivedFrom('broken')).toHaveLength(3);
    const { json } = await world.control('GET', '/callbacks');
    expect(
      (json as { member: string; outcome: string }[])
        .filter(({ member }) => member === 'broken')
        .map(({ outcome }) => outcome),
    ).toEqual(['broken: ECONNRESET', 'broken: ECONNRESET', '200']);
  });

  it('not after an answer that is no 200, unless asked to', async () => {
    statusOf(503);
    await world.say('refused', 'hi');
    await world.settle();
    expect(world.receivedFrom('refused')).toHaveLength(1);
    await world.control('PUT', '/members/refused/faults', [{ api: 'callback', repeatOnAnyNon200: true }]);
    await world.say('refused', 'again');
    await world.settle();
    expect(world.receivedFrom('refused')).toHaveLength(5);
  });

  it('of an answered callback, as many as asked for', async () => {
    const message = { msgtype: 'text', text: { content: '四遍' }, repeat: 3 };
    const { json } = await world.control('POST', '/members/echo/messages', message);
    await world.settle();
    const { msgid } = json as { msgid: string };
    expect(world.receivedFrom('echo').map(({ fields }) => fields['MsgId'])).toEqual([
      msgid,
      msgid,
      msgid,
      msgid,
    ]);
    expect(await world.messagesOf('echo')).toHaveLength(1);
  });
});

describe('order', () => {
  const contents = (member: string) => world.receivedFrom(member).map(({ fields }) => fields['Content']);

  it('keeps one member waiting for the callback before, and nobody else', async () => {
    const held: (() => void)[] = [];
    world.answerWith(({ member, fields }, response) => {
      if (member === 'slow' && fields['Content'] === '一') held.push(() => void response.end());
      else response.end();
    });
    await world.say('slow', '一');
    await world.say('slow', '二');
    await world.say('quick', '三');
    await until(() => contents('quick').length === 1 && held.length === 1);
    expect(contents('slow')).toEqual(['一']);
    held.forEach((answer) => answer());
    await world.settle();
    expect(contents('slow')).toEqual(['一', '二']);
  });

  it('lets a later callback overtake one when asked to', async () => {
    await world.control('PUT', '/faults', [
      { api: 'callback', member: 'Overtaken', reorder: true, delayMs: 500, count: 1 },
    ]);
    await world.say('overtaken', '一');
    await world.say('overtaken', '二');
    await world.settle();
    expect(contents('overtaken')).toEqual(['二', '一']);
  });
});

describe('faults of a callback', () => {
  it.each([
    ['dropConnection', 1],
    ['dropAnswer', 2],
  ])('%s leads to a repeat; the server sees %d', async (fault, seen) => {
    await world.control('PUT', `/members/${fault}/faults`, [{ api: 'callback', [fault]: true, count: 1 }]);
    await world.say(fault, 'hi');
    await world.settle();
    expect(world.receivedFrom(fault)).toHaveLength(seen);
  });
});

it('breaks off what is under way when it closes', async () => {
  const own = await startWorld({ callbackTimeoutMs: 60_000 });
  await own.control('POST', '/callback-url', { url: own.callbackUrl });
  own.answerWith(() => undefined);
  await own.say('waiting', 'hi');
  await own.say('waiting', 'hi again');
  await until(() => own.received.length === 1);
  await own.close();
  expect(own.received).toHaveLength(1);
});
