import { callback, sealed, textXml, urlCheck, type Forgery } from '../support/callback-request';
import { Member, settled } from '../support/member';
import { modelRequests } from '../support/model-requests';
import { callbackCredentials, runningStack, type CallbackCredentials } from '../support/running-stack';

const { callbackUrl } = runningStack().endpoints;
let credentials: CallbackCredentials;
beforeAll(async () => {
  credentials = await callbackCredentials(runningStack());
});

/** Nothing came of what this member is said to have written. */
async function expectNothingQueued(member: Member): Promise<void> {
  await settled();
  await expect(member.received()).resolves.toEqual([]);
  await expect(modelRequests(member.userid)).resolves.toEqual([]);
}

const secondsAgo = (seconds: number): string => String(Math.floor(Date.now() / 1000) - seconds);

describe('a message is refused, and nothing queued,', () => {
  it.each<[string, number, Forgery]>([
    ['signed with another token', 401, { token: 'another' }],
    ['with an empty signature', 400, { signature: '' }],
    ['with a signature of another length', 401, { signature: 'abc' }],
    ['signed two hours ago', 401, { timestamp: secondsAgo(7200) }],
    ['signed in two hours', 401, { timestamp: secondsAgo(-7200) }],
    ['signed at no time', 401, { timestamp: 'yesterday' }],
    ['for another company', 403, { receiveId: 'ww0000000000000000' }],
  ])('when it is %s', async (_, status, forgery) => {
    const member = new Member();
    const xml = textXml(credentials, member.userid, member.userid);
    expect((await callback(callbackUrl, credentials, xml, forgery)).status).toBe(status);
    await expectNothingQueued(member);
  });

  it('when it is for another app', async () => {
    const member = new Member();
    const xml = textXml({ ...credentials, agentId: 99 }, member.userid, member.userid);
    expect((await callback(callbackUrl, credentials, xml)).status).toBe(403);
    await expectNothingQueued(member);
  });

  it('when what is inside is not a message', async () => {
    expect((await callback(callbackUrl, credentials, 'not XML')).status).toBe(400);
    expect((await callback(callbackUrl, credentials, '<xml><MsgType>text</MsgType></xml>')).status).toBe(400);
  });

  it('when one character of its ciphertext has changed', async () => {
    const member = new Member();
    const { ciphertext, query } = sealed(credentials, textXml(credentials, member.userid, member.userid));
    const changed = (ciphertext.startsWith('A') ? 'B' : 'A') + ciphertext.slice(1);
    const body = `<xml><Encrypt>${changed}</Encrypt></xml>`;
    expect((await fetch(`${callbackUrl}?${query.toString()}`, { method: 'POST', body })).status).toBe(401);
    await expectNothingQueued(member);
  });
});

it('a signed message still counts an hour later, less a minute', async () => {
  const member = new Member();
  const xml = textXml(credentials, member.userid, '原样返回：还在');
  const answer = await callback(callbackUrl, credentials, xml, { timestamp: secondsAgo(3540) });
  expect([answer.status, await answer.text()]).toEqual([200, '']);
  await expect(member.receives(1)).resolves.toEqual(['还在']);
});

it('an event without an agent id is acknowledged and ignored', async () => {
  const xml =
    '<xml><FromUserName>sys</FromUserName><CreateTime>1403610513</CreateTime><MsgType>event</MsgType>' +
    '<Event>change_contact</Event><ChangeType>delete_user</ChangeType><UserID>zhangsan</UserID></xml>';
  const answer = await callback(callbackUrl, credentials, xml);
  expect([answer.status, await answer.text()]).toEqual([200, '']);
});

describe('a request is refused', () => {
  const query = 'msg_signature=s&timestamp=1&nonce=n';
  const post = (path: string, body: string, contentType = 'text/xml') =>
    fetch(new URL(path, callbackUrl), { method: 'POST', body, headers: { 'content-type': contentType } });

  it.each([
    ['of an unknown app', 404, () => post(`/wxcomapp/nobody?${query}`, '<xml/>')],
    [
      'of an app that is named like a property of every object',
      404,
      () => post(`/wxcomapp/constructor?${query}`, ''),
    ],
    ['of an unknown path', 404, () => post(`/?${query}`, '<xml/>')],
    ['without a query', 400, () => post('/wxcomapp', '<xml><Encrypt>A</Encrypt></xml>')],
    [
      'with a repeated parameter',
      400,
      () => post(`/wxcomapp?${query}&nonce=m`, '<xml><Encrypt>A</Encrypt></xml>'),
    ],
    ['without XML', 400, () => post(`/wxcomapp?${query}`, 'hello')],
    [
      'with a document type',
      400,
      () => post(`/wxcomapp?${query}`, '<!DOCTYPE x><xml><Encrypt>A</Encrypt></xml>'),
    ],
    ['with nothing encrypted', 400, () => post(`/wxcomapp?${query}`, '<xml></xml>')],
    ['with more than 1 MiB', 413, () => post(`/wxcomapp?${query}`, 'x'.repeat(1024 * 1024 + 1))],
    [
      'with more than 1 MiB that is no text',
      413,
      () => post('/wxcomapp', 'x'.repeat(1024 * 1024 + 1), 'image/png'),
    ],
    ['without echostr', 400, () => fetch(`${callbackUrl}?${query}`)],
    ['of another method', 404, () => fetch(`${callbackUrl}?${query}`, { method: 'PUT', body: '' })],
  ])('%s', async (_, status, request) => {
    expect((await request()).status).toBe(status);
  });

  it('when the URL check is signed with another token, or for another company', async () => {
    expect((await urlCheck(callbackUrl, credentials, '1', { token: 'another' })).status).toBe(401);
    expect((await urlCheck(callbackUrl, credentials, '1', { receiveId: 'ww0' })).status).toBe(403);
  });
});

it('a body counts in base64 as well, as API Gateway hands on what is no text', async () => {
  const member = new Member();
  const { ciphertext, query } = sealed(credentials, textXml(credentials, member.userid, '原样返回：你好'));
  const answer = await fetch(`${callbackUrl}?${query.toString()}`, {
    method: 'POST',
    body: Buffer.from(`<xml><Encrypt>${ciphertext}</Encrypt></xml>`),
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect(answer.status).toBe(200);
  await expect(member.receives(1)).resolves.toEqual(['你好']);
});
