import type { ServerResponse } from 'node:http';
import { callWecom } from '../../../lambda/wecom/answer';
import { jsonPayload, type ApiCall } from '../../../lambda/wecom/http';
import { FakeServer } from '../../support/fake-server';
import { errorWith, errorWithout } from '../../support/errors';

const wecom = new FakeServer();
let url: string;
beforeAll(async () => {
  url = await wecom.start();
});
afterAll(() => wecom.stop());

const call: ApiCall = {
  api: 'message/send',
  query: { access_token: 'the-token' },
  body: jsonPayload({ touser: 'a' }),
};
const unreachable = (mayHaveArrived: boolean) => errorWith({ code: 'WECOM_UNREACHABLE', mayHaveArrived });

describe('a call of the server API', () => {
  it('gives the answer of errcode 0', async () => {
    wecom.next({ errcode: 0, errmsg: 'ok', msgid: '1' });
    const answer = await callWecom(url, call);
    expect(answer.text('msgid')).toBe('1');
    expect(wecom.calls.at(-1)).toMatchObject({
      path: '/cgi-bin/message/send',
      query: { access_token: 'the-token' },
      body: { touser: 'a' },
      headers: { connection: 'close', 'content-type': 'application/json; charset=utf-8' },
    });
  });

  it('sends plain UTF-8: what JSON could only write as \\uXXXX is left out or replaced', () => {
    const sent = jsonPayload({ content: 'a\u0000\u001b\b\tb\r\nc\ud83d 👍 \u2028é' }).bytes.toString();
    expect(sent).toBe('{"content":"a\\tb\\r\\nc\ufffd 👍 \u2028é"}');
  });

  it('had no effect when it gave an errcode, and names the address of a 60020', async () => {
    wecom.next({
      errcode: 60020,
      errmsg: 'not allow to access from your ip, hint: [1], from ip: 203.0.113.7, more info at https://…',
    });
    await expect(callWecom(url, call)).rejects.toThrow(
      errorWith({ code: 'WECOM_60020', errcode: 60020, address: '203.0.113.7' }),
    );
  });

  it('tells an engineer which parameter WeCom named', async () => {
    wecom.next({ errcode: 40058, errmsg: 'button.name exceed max length 16, hint: [1], from ip: 1.2.3.4' });
    await expect(callWecom(url, call)).rejects.toThrow('"button.name exceed max length 16"');
  });

  it.each<[string, (response: ServerResponse) => unknown]>([
    ['another HTTP status', (r) => r.writeHead(502).end('{"errcode":0}')],
    ['no JSON', (r) => r.end('<html>')],
    ['a list', (r) => r.end('[]')],
    ['an errcode that is no number', (r) => r.end('{"errcode":"ok"}')],
    ['a broken connection', (r) => r.destroy()],
    ['half an answer', (r) => r.writeHead(200, { 'content-length': 99 }).end('{')],
  ])('may have had effect when it gave %s', async (_, answer) => {
    wecom.next(answer);
    await expect(callWecom(url, call)).rejects.toThrow(unreachable(true));
  });

  it('may have had effect when it gave more than the limit', async () => {
    wecom.next((response: ServerResponse) => response.end('x'.repeat(101)));
    await expect(callWecom(url, call, { timeoutMs: 10_000, maxAnswerBytes: 100 })).rejects.toThrow(
      errorWith({ code: 'WECOM_ANSWER_TOO_LARGE', mayHaveArrived: true }),
    );
  });

  it('may have had effect when it gave nothing in time', async () => {
    wecom.next(() => undefined);
    await expect(callWecom(url, call, { timeoutMs: 50, maxAnswerBytes: 100 })).rejects.toThrow(
      unreachable(true),
    );
  });

  it('had no effect when nobody listens', async () => {
    await expect(callWecom('http://127.0.0.1:1', call)).rejects.toThrow(unreachable(false));
  });

  it('had no effect when no TLS connection came about', async () => {
    await expect(callWecom(url.replace('http:', 'https:'), call)).rejects.toThrow(unreachable(false));
  });

  it('lacks what the documents promise: that is no usable answer', async () => {
    wecom.next({ errcode: 0, text: '', number: '12x' });
    const answer = await callWecom(url, call);
    expect(() => answer.text('text')).toThrow(unreachable(true));
    expect(() => answer.number('number')).toThrow(unreachable(true));
    expect(answer.list('absent')).toEqual([]);
    expect(answer.below('absent').optionalText('absent')).toBeUndefined();
  });
});

describe('errors', () => {
  const gettoken: ApiCall = { api: 'gettoken', query: { corpid: 'ww1', corpsecret: 'the-secret' } };

  it.each<[string, object | ((response: ServerResponse) => unknown)]>([
    ['a broken connection', (r: ServerResponse) => r.destroy()],
    ['an errcode for the admin', { errcode: 40001, errmsg: 'invalid credential the-secret' }],
    ['an errcode for the engineer', { errcode: 40058, errmsg: 'the-secret is no parameter' }],
    ['an errcode that is not in the table', { errcode: 99999, errmsg: 'the-secret' }],
    ['no JSON', (r: ServerResponse) => r.end('the-secret')],
  ])('never tell a secret: %s', async (_, answer) => {
    wecom.next(answer);
    await expect(callWecom(url, gettoken)).rejects.toThrow(errorWithout('the-secret'));
  });

  it('never tell a token', async () => {
    wecom.next({ errcode: 40058, errmsg: 'the-token in a parameter' });
    await expect(callWecom(url, call)).rejects.toThrow(errorWithout('the-token'));
  });

  it('never tell a secret when nobody listens', async () => {
    await expect(callWecom('http://127.0.0.1:1', gettoken)).rejects.toThrow(errorWithout('the-secret'));
  });
});
