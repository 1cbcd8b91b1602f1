import { encrypt, getSignature } from '@wecom/crypto';
import { ASSISTANT, CORP_ID, startWorld, TRANSLATOR, type World } from './support';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await world.control('POST', '/callback-url', { url: world.callbackUrl });
});
afterAll(() => world.close());

interface Reply {
  to: string;
  from: string;
  receiveId: string;
  key: string;
  token: string;
  content: string;
  msgtype: string;
}

/** The answer of a callback server that does everything right, but for what is given. */
function reply(member: string, wrong: Partial<Reply> = {}): string {
  const right = {
    to: member,
    from: CORP_ID,
    receiveId: CORP_ID,
    key: ASSISTANT.encodingAesKey,
    token: ASSISTANT.token,
    content: '请稍候',
    msgtype: 'text',
  };
  const { to, from, receiveId, key, token, content, msgtype } = { ...right, ...wrong };
  const inner = `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>1348831860</CreateTime><MsgType><![CDATA[${msgtype}]]></MsgType><Content><![CDATA[${content}]]></Content></xml>`;
  const sealed = encrypt(key, inner, receiveId);
  const signature = getSignature(token, 1409659813, 'nonce', sealed);
  return `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>1409659813</TimeStamp><Nonce><![CDATA[nonce]]></Nonce></xml>`;
}

async function converse(member: string, body: string, status = 200): Promise<Record<string, unknown>[]> {
  world.answerWith((_, response) => void response.writeHead(status).end(body));
  await world.say(member, 'hi');
  await world.settle();
  return (await world.messagesOf(member)).slice(1);
}

async function fateOf(member: string): Promise<string | undefined> {
  const { json } = await world.control('GET', '/callbacks');
  return (json as { member: string; passiveReply: string }[]).find((attempt) => attempt.member === member)
    ?.passiveReply;
}

it('shows a passive reply to the member', async () => {
  expect(await converse('alice', reply('alice'))).toMatchObject([
    { direction: 'out', msgtype: 'text', content: '请稍候', passive: true },
  ]);
  expect(await fateOf('alice')).toBe('shown');
});

it('cuts it at 2048 bytes', async () => {
  const [shown] = await converse('long', reply('long', { content: 'x'.repeat(2049) }));
  expect(shown).toMatchObject({ content: 'x'.repeat(2048), cut: true });
});

it.each([
  ['empty', ''],
  ['success', 'success'],
])('takes %s for no reply', async (name, body) => {
  expect(await converse(name, body)).toEqual([]);
  expect(await fateOf(name)).toBe('none');
});

it.each<[string, Partial<Reply>, RegExp]>([
  ['unswapped', { to: CORP_ID, from: 'unswapped' }, /ToUserName must be the member/],
  ['otherToken', { token: 'other' }, /MsgSignature is wrong/],
  ['otherKey', { key: TRANSLATOR.encodingAesKey }, /decrypted|receive id/],
  ['otherCorp', { receiveId: 'wwother' }, /receive id/],
  ['noContent', { content: '' }, /Content is missing/],
  ['emoticon', { msgtype: 'emoticon' }, /no passive emoticon here, only: text, image/],
])('ignores a reply that is wrong: %s', async (member, wrong, reason) => {
  expect(await converse(member, reply(member, wrong))).toEqual([]);
  expect(await fateOf(member)).toMatch(reason);
});

it('ignores what is no envelope, and says so', async () => {
  expect(await converse('json', '{"ok":true}')).toEqual([]);
  expect(await fateOf('json')).toMatch(/not WeCom's XML/);
  expect(await converse('plain', '<xml><Content>hi</Content></xml>')).toEqual([]);
  expect(await fateOf('plain')).toBe('Encrypt is missing');
});

it('ignores a reply padded to blocks of 16 bytes', async () => {
  const short = reply('padded').replace(
    /(<Encrypt><!\[CDATA\[)(.*?)(\]\])/,
    (_, before: string, sealed: string, after: string) => {
      const bytes = Buffer.from(sealed, 'base64');
      return before + bytes.subarray(0, bytes.length - 16).toString('base64') + after;
    },
  );
  const sealed = /<Encrypt><!\[CDATA\[(.*?)\]\]/.exec(short)?.[1] ?? '';
  const signed = short.replace(
    /(<MsgSignature><!\[CDATA\[)[0-9a-f]+/,
    `$1${getSignature(ASSISTANT.token, 1409659813, 'nonce', sealed)}`,
  );
  expect(await converse('padded', signed)).toEqual([]);
  expect(await fateOf('padded')).toMatch(/blocks of 32/);
});

it('ignores the body of an answer that is no 200', async () => {
  expect(await converse('late', reply('late'), 500)).toEqual([]);
});

it('takes none to an event that takes none', async () => {
  world.answerWith(({ member }, response) => void response.end(reply(member)));
  await world.control('POST', '/members/leaver/messages', { msgtype: 'event', event: 'unsubscribe' });
  await world.settle();
  expect(await world.messagesOf('leaver')).toHaveLength(1);
  expect(await fateOf('leaver')).toBe('unsubscribe takes no passive reply');
});
