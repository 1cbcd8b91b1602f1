import type { ServerResponse } from 'node:http';
import { AccessTokens } from '../../../lambda/wecom/access-token';
import { WecomApi } from '../../../lambda/wecom/api';
import { UnfilledCredentialsError } from '../../../lambda/shared/credentials';
import { FakeServer } from '../../support/fake-server';
import { errorWith } from '../../support/errors';
import { apiOf, HOUR, ok, tokenAnswer } from './api-of';
import { MemoryTokens } from './memory-tokens';

const wecom = new FakeServer();
let url: string;
let before: number;
beforeAll(async () => {
  url = await wecom.start();
});
beforeEach(() => (before = wecom.calls.length));
afterAll(() => wecom.stop());

/** The calls of this test, with the tokens that they carried. */
const calls = () =>
  wecom.calls.slice(before).map(({ path, query }) => [path.replace('/cgi-bin/', ''), query['access_token']]);

const write = { api: 'message/recall' };
const read = { api: 'user/get' };
const unavailable = (response: ServerResponse) => response.writeHead(503).end();

describe('the access token', () => {
  it('is fetched once', async () => {
    const api = apiOf(url, { store: new MemoryTokens() });
    wecom.next(tokenAnswer('t1'), ok, ok);
    await api.write('assistant', write);
    await api.write('assistant', write);
    expect(calls()).toEqual([
      ['gettoken', undefined],
      ['message/recall', 't1'],
      ['message/recall', 't1'],
    ]);
  });

  it('that another sandbox stored is used', async () => {
    wecom.next(ok);
    await apiOf(url).write('assistant', write);
    expect(calls()).toEqual([['message/recall', 'shared']]);
  });

  it.each([
    ['is within a minute of its end', HOUR - 60_000, 'v1'],
    ['was made with another version of the secret', 0, 'v2'],
  ])('is fetched anew when the stored one %s', async (_, now, secretVersion) => {
    const token = { value: 'old', expiresAt: HOUR, secretVersion: 'v1' };
    const store = new MemoryTokens({ assistant: { token } });
    wecom.next(tokenAnswer('new'), ok);
    await apiOf(url, { now, store, secretVersion }).write('assistant', write);
    expect(calls()).toEqual([
      ['gettoken', undefined],
      ['message/recall', 'new'],
    ]);
    expect(store.record()).toEqual({ token: { value: 'new', expiresAt: now + 2 * HOUR, secretVersion } });
  });

  it.each([40001, 40014, 42001])(
    'is replaced once after a %d, and the call made once more',
    async (errcode) => {
      const api = apiOf(url, { store: new MemoryTokens() });
      wecom.next(tokenAnswer('t1'), { errcode, errmsg: '' }, tokenAnswer('t2'), { errcode, errmsg: '' });
      await expect(api.write('assistant', write)).rejects.toThrow(errorWith({ errcode }));
      expect(calls()).toEqual([
        ['gettoken', undefined],
        ['message/recall', 't1'],
        ['gettoken', undefined],
        ['message/recall', 't2'],
      ]);
    },
  );

  it('is asked for up to three times while WeCom is busy or away', async () => {
    const waits: number[] = [];
    wecom.next({ errcode: -1, errmsg: '' }, unavailable, tokenAnswer('t1'), ok);
    await apiOf(url, { store: new MemoryTokens(), waits }).write('assistant', write);
    expect(calls()).toHaveLength(4);
    expect(waits).toEqual([1, 2]);
  });

  it.each([40001, 40013, 40091, 45009])(
    'is asked for once when refused with %d: more would ban the address',
    async (errcode) => {
      wecom.next({ errcode, errmsg: '' });
      await expect(apiOf(url, { store: new MemoryTokens() }).write('assistant', write)).rejects.toThrow(
        errorWith({ api: 'gettoken', errcode }),
      );
      expect(calls()).toEqual([['gettoken', undefined]]);
    },
  );

  it('is neither used nor stored when the answer has none', async () => {
    const store = new MemoryTokens();
    const empty = { ...ok, expires_in: 7200 };
    wecom.next(empty);
    await expect(apiOf(url, { store }).write('assistant', write)).rejects.toThrow(
      errorWith({ code: 'WECOM_UNREACHABLE', api: 'gettoken' }),
    );
    expect(store.record()?.token).toBeUndefined();
  });
});

describe('a call that changes something', () => {
  it.each([-1, 6000])('is tried three times after a %d, which had no effect', async (errcode) => {
    const waits: number[] = [];
    const busy = { errcode, errmsg: '' };
    wecom.next(busy, busy, busy);
    await expect(apiOf(url, { waits }).write('assistant', write)).rejects.toThrow(errorWith({ errcode }));
    expect(calls()).toHaveLength(3);
    expect(waits).toEqual([1, 2]);
  });

  it('is tried three times when nobody listens', async () => {
    const waits: number[] = [];
    await expect(apiOf('http://127.0.0.1:1', { waits }).write('assistant', write)).rejects.toThrow(
      errorWith({ mayHaveArrived: false }),
    );
    expect(waits).toEqual([1, 2]);
  });

  it('is made once when nobody knows whether it had effect', async () => {
    wecom.next(unavailable);
    await expect(apiOf(url).write('assistant', write)).rejects.toThrow(errorWith({ mayHaveArrived: true }));
    expect(calls()).toHaveLength(1);
  });

  it('has not certainly had effect without an errcode', async () => {
    wecom.next({ hello: 'from a proxy' });
    await expect(apiOf(url).write('assistant', write)).rejects.toThrow(errorWith({ mayHaveArrived: true }));
  });
});

describe('a call that changes nothing', () => {
  it.each<[string, object | ((response: ServerResponse) => unknown)]>([
    ['-1', { errcode: -1, errmsg: '' }],
    ['6000', { errcode: 6000, errmsg: '' }],
    ['a 503', unavailable],
    ['a broken connection', (response: ServerResponse) => response.destroy()],
  ])('is tried three times after %s', async (_, answer) => {
    const waits: number[] = [];
    wecom.next(answer, answer, answer);
    await expect(apiOf(url, { waits }).read('assistant', read)).rejects.toThrow(/user\/get/);
    expect(calls()).toHaveLength(3);
    expect(waits).toEqual([1, 2]);
  });

  it.each([60020, 45009, 60111])('is made once after a %d', async (errcode) => {
    wecom.next({ errcode, errmsg: '' });
    await expect(apiOf(url).read('assistant', read)).rejects.toThrow(errorWith({ errcode }));
    expect(calls()).toHaveLength(1);
  });
});

describe('an app whose credentials', () => {
  const apiWithout = (error: Error) => {
    const backoff = () => Promise.resolve();
    const tokens = new AccessTokens(url, new MemoryTokens(), () => 0, backoff);
    return new WecomApi(url, tokens, () => Promise.reject(error), backoff);
  };

  it('are not filled in is not called', async () => {
    const unfilled = new UnfilledCredentialsError('wecom', ['corpId']);
    await expect(apiWithout(unfilled).write('assistant', write)).rejects.toBe(unfilled);
    expect(calls()).toEqual([]);
  });

  it('cannot be read is not called, and the error says why', async () => {
    const throttled = new Error('Rate exceeded');
    await expect(apiWithout(throttled).agentIdOf('assistant')).rejects.toThrow(
      errorWith({
        code: 'WECOM_CREDENTIALS_UNREADABLE',
        message: expect.stringContaining('Rate exceeded') as string,
      }),
    );
    expect(calls()).toEqual([]);
  });
});

describe('a Secret that WeCom refuses', () => {
  /** The secret is read again only if it may be only so old. */
  const apiWith = (enteredSince: string): WecomApi => {
    const backoff = () => Promise.resolve();
    const tokens = new AccessTokens(url, new MemoryTokens(), () => 0, backoff);
    const read = (_: string, maxAgeMs?: number) =>
      Promise.resolve({
        corpId: 'ww1',
        agentId: 1,
        secret: 's',
        secretVersion: maxAgeMs === undefined ? 'v1' : enteredSince,
      });
    return new WecomApi(url, tokens, read, backoff);
  };

  it('is read again, and what was entered since is tried at once', async () => {
    wecom.next({ errcode: 40001, errmsg: 'invalid credential' }, tokenAnswer('t2'), ok);
    await apiWith('v2').write('assistant', write);
    expect(calls()).toEqual([
      ['gettoken', undefined],
      ['gettoken', undefined],
      ['message/recall', 't2'],
    ]);
  });

  it('and that is still the same is not tried again', async () => {
    wecom.next({ errcode: 40001, errmsg: 'invalid credential' });
    await expect(apiWith('v1').write('assistant', write)).rejects.toThrow(errorWith({ errcode: 40001 }));
    expect(calls()).toEqual([['gettoken', undefined]]);
  });
});
