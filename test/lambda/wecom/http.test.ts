import { callWecom } from '../../../lambda/wecom/http';
import { FakeServer } from '../../support/fake-server';
import { errorWith, errorWithout } from '../../support/errors';

const wecom = new FakeServer();
let url: string;
beforeAll(async () => {
  url = await wecom.start();
});
afterAll(() => wecom.stop());

const call = { api: 'message/send', query: { access_token: 'the-token' }, body: { touser: 'a' } };
const unreachable = (mayHaveArrived: boolean) => errorWith({ code: 'WECOM_UNREACHABLE', mayHaveArrived });

describe('a call of the server API', () => {
  it('gives the answer of errcode 0', async () => {
    wecom.next({ errcode: 0, errmsg: 'ok', msgid: '1' });
    await expect(callWecom(url, call)).resolves.toMatchObject({ msgid: '1' });
    expect(wecom.calls.at(-1)).toMatchObject({
      path: '/cgi-bin/message/send',
      query: { access_token: 'the-token' },
      body: { touser: 'a' },
      headers: { connection: 'close' },
    });
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

  it.each([
    ['another HTTP status', (r: import('node:http').ServerResponse) => r.writeHead(502).end('{}')],
    ['no JSON', (r: import('node:http').ServerResponse) => r.end('<html>')],
    ['a broken connection', (r: import('node:http').ServerResponse) => r.destroy()],
    [
      'half an answer',
      (r: import('node:http').ServerResponse) => r.writeHead(200, { 'content-length': 99 }).end('{'),
    ],
    ['more than 1 MiB', (r: import('node:http').ServerResponse) => r.end('x'.repeat(2 * 1024 * 1024))],
  ])('may have had effect when it gave %s', async (_, answer) => {
    wecom.next(answer);
    await expect(callWecom(url, call)).rejects.toThrow(unreachable(true));
  });

  it('may have had effect when it gave nothing in time', async () => {
    wecom.next(() => undefined);
    await expect(callWecom(url, call, 50)).rejects.toThrow(unreachable(true));
  });

  it('had no effect when nobody listens', async () => {
    await expect(callWecom('http://127.0.0.1:1', call)).rejects.toThrow(unreachable(false));
  });

  it('never tells a token or a secret in its errors', async () => {
    const secretive = { api: 'gettoken', query: { corpid: 'ww1', corpsecret: 'the-secret' } };
    wecom.next((response) => response.destroy(), { errcode: 40001, errmsg: 'invalid credential the-secret' });
    for (const base of [url, url, 'http://127.0.0.1:1']) {
      await expect(callWecom(base, secretive)).rejects.toThrow(errorWithout('the-secret'));
    }
  });
});
