import { AccessTokens, type AccessToken } from '../../../lambda/wecom/access-token';
import { WecomClient } from '../../../lambda/wecom/client';
import { FakeServer } from '../../support/fake-server';
import { errorWith } from '../../support/errors';

const wecom = new FakeServer();
let url: string;
beforeAll(async () => {
  url = await wecom.start();
});
afterAll(() => wecom.stop());

const HOUR = 3_600_000;
const tokenAnswer = (token: string) => ({ errcode: 0, errmsg: 'ok', access_token: token, expires_in: 7200 });
const ok = { errcode: 0, errmsg: 'ok' };

/** A client with a store of its own, at a time of the test's choosing. */
function clientAt(time: { now: number }, stored = new Map<string, AccessToken>(), secretVersion = 'v1') {
  const store = {
    load: (app: string) => Promise.resolve(stored.get(app)),
    save: (app: string, token: AccessToken) => Promise.resolve(void stored.set(app, token)),
  };
  const credentials = { corpId: 'ww1', agentId: 1000002, secret: 's', secretVersion };
  return new WecomClient(url, new AccessTokens(url, store, () => time.now), () =>
    Promise.resolve(credentials),
  );
}

const callsSince = (before: number) =>
  wecom.calls.slice(before).map(({ path, query }) => [path.replace('/cgi-bin/', ''), query['access_token']]);

describe('sending a text', () => {
  it('fetches a token once and sends what WeCom asks for', async () => {
    const client = clientAt({ now: 0 });
    const before = wecom.calls.length;
    wecom.next(tokenAnswer('t1'), ok, ok);
    await client.sendText('assistant', 'zhangsan', '你好');
    await client.sendText('assistant', 'zhangsan', '再见');
    expect(callsSince(before)).toEqual([
      ['gettoken', undefined],
      ['message/send', 't1'],
      ['message/send', 't1'],
    ]);
    expect(wecom.calls.at(-1)?.body).toEqual({
      touser: 'zhangsan',
      msgtype: 'text',
      agentid: 1000002,
      text: { content: '再见' },
    });
  });

  it('uses the token that another sandbox stored', async () => {
    const stored = new Map([['assistant', { value: 'shared', expiresAt: HOUR, secretVersion: 'v1' }]]);
    const before = wecom.calls.length;
    wecom.next(ok);
    await clientAt({ now: 0 }, stored).sendText('assistant', 'a', 'x');
    expect(callsSince(before)).toEqual([['message/send', 'shared']]);
  });

  it.each([
    ['is within a minute of its end', HOUR - 60_000, 'v1'],
    ['was made with another version of the secret', 0, 'v2'],
  ])('fetches a new token when the stored one %s', async (_, now, version) => {
    const stored = new Map([['assistant', { value: 'old', expiresAt: HOUR, secretVersion: 'v1' }]]);
    const before = wecom.calls.length;
    wecom.next(tokenAnswer('new'), ok);
    await clientAt({ now }, stored, version).sendText('assistant', 'a', 'x');
    expect(callsSince(before)).toEqual([
      ['gettoken', undefined],
      ['message/send', 'new'],
    ]);
    expect(stored.get('assistant')).toEqual({
      value: 'new',
      expiresAt: now + 2 * HOUR,
      secretVersion: version,
    });
  });

  it.each([40001, 40014, 42001])('fetches one new token after a %d, and tries once more', async (errcode) => {
    const client = clientAt({ now: 0 });
    const before = wecom.calls.length;
    wecom.next(tokenAnswer('t1'), { errcode, errmsg: '' }, tokenAnswer('t2'), { errcode, errmsg: '' });
    await expect(client.sendText('assistant', 'a', 'x')).rejects.toThrow(errorWith({ errcode }));
    expect(callsSince(before).map(([api]) => api)).toEqual([
      'gettoken',
      'message/send',
      'gettoken',
      'message/send',
    ]);
  });

  it.each(['invaliduser', 'unlicenseduser'])(
    'has failed when the member is in %s of an errcode 0',
    async (list) => {
      const client = clientAt({ now: 0 });
      wecom.next(tokenAnswer('t1'), { ...ok, [list]: 'lisi|zhangsan' });
      await expect(client.sendText('assistant', 'ZhangSan', 'x')).rejects.toThrow(
        errorWith({ code: 'MEMBER_UNREACHABLE' }),
      );
    },
  );
});
