import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AccessTokens, type AccessTokenStore, type TokenRecord } from '../../../lambda/wecom/access-token';
import { FakeServer } from '../../support/fake-server';
import { errorWith } from '../../support/errors';
import { HOUR, tokenAnswer } from './api-of';
import { MemoryTokens } from './memory-tokens';

const APP = 'assistant';
const MINUTE = 60_000;
const credentials = { corpId: 'ww1', agentId: 1000002, secret: 's', secretVersion: 'v1' };
const corrected = { ...credentials, secretVersion: 'v2' };

const wecom = new FakeServer();
let url: string;
let before: number;
let now: number;
beforeAll(async () => {
  url = await wecom.start();
});
beforeEach(() => {
  before = wecom.calls.length;
  now = 10 * HOUR;
});
afterAll(() => wecom.stop());

const callsOfGettoken = () => wecom.calls.slice(before).length;

const tokenOf = (value: string, expiresAt = now + HOUR) => ({ value, expiresAt, secretVersion: 'v1' });
const storeWith = (record: TokenRecord) => new MemoryTokens({ [APP]: record });
/** For those who wait, time passes when the test says so: `waitMs` for each look. */
const sandbox = (store: AccessTokenStore, waitMs = 0) =>
  new AccessTokens(
    url,
    store,
    () => now,
    async () => {
      now += waitMs;
      await nextTurn();
    },
  );
const fifty = (store: AccessTokenStore) => Array.from({ length: 50 }, () => sandbox(store));
const all = (sandboxes: AccessTokens[], ...wanted: Parameters<AccessTokens['get']>) =>
  Promise.allSettled(sandboxes.map((one) => one.get(...wanted)));
const codesOf = (outcomes: PromiseSettledResult<string>[]) =>
  outcomes
    .map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as { code: string }).code))
    .sort();

const NOT_YET = errorWith({ code: 'WECOM_TOKEN_NOT_ACCEPTED_YET' });
const unavailable = (response: ServerResponse) => response.writeHead(503).end();

describe('fifty sandboxes', () => {
  it.each<[string, TokenRecord]>([
    ['without a token', {}],
    ['with an expired token', { token: tokenOf('old', now) }],
    ['with a token of another secret', { token: { ...tokenOf('old'), secretVersion: 'v0' } }],
  ])('%s make one gettoken call', async (_, record) => {
    wecom.next(tokenAnswer('t1'));
    const outcomes = await all(fifty(storeWith(record)), APP, credentials);
    expect(codesOf(outcomes)).toEqual(Array(50).fill('t1'));
    expect(callsOfGettoken()).toBe(1);
  });

  it('whose token was refused make one gettoken call', async () => {
    const sandboxes = fifty(storeWith({ token: tokenOf('bad') }));
    await all(sandboxes, APP, credentials);
    wecom.next(tokenAnswer('t1'));
    expect(codesOf(await all(sandboxes, APP, credentials, 'bad'))).toEqual(Array(50).fill('t1'));
    expect(callsOfGettoken()).toBe(1);
  });

  it('all wait when one finds WeCom away, and ask again later', async () => {
    const sandboxes = fifty(new MemoryTokens());
    wecom.next(unavailable, unavailable, unavailable, tokenAnswer('t1'));
    expect(codesOf(await all(sandboxes, APP, credentials))).toEqual([
      ...Array<string>(49).fill('WECOM_TOKEN_NOT_ACCEPTED_YET'),
      'WECOM_UNREACHABLE',
    ]);
    expect(callsOfGettoken()).toBe(3);

    now += 1;
    expect(codesOf(await all(sandboxes, APP, credentials))).toEqual(Array(50).fill('t1'));
    expect(callsOfGettoken()).toBe(4);
  });

  it('all wait when WeCom wants fewer calls of one, and ask again a minute later', async () => {
    const sandboxes = fifty(new MemoryTokens());
    wecom.next({ errcode: 45009, errmsg: '' }, tokenAnswer('t1'));
    expect(codesOf(await all(sandboxes, APP, credentials))).toEqual(Array(50).fill('WECOM_45009'));
    now += 59_999;
    expect(codesOf(await all(sandboxes, APP, credentials))).toEqual(Array(50).fill('WECOM_45009'));
    expect(callsOfGettoken()).toBe(1);

    now += 1;
    await all(sandboxes, APP, credentials);
    expect(callsOfGettoken()).toBe(2);
  });
});

describe.each([40001, 40013, 40091])('credentials that gettoken refuses with %d', (errcode) => {
  it('are tried once by fifty sandboxes, and never again', async () => {
    const store = new MemoryTokens();
    const sandboxes = fifty(store);
    wecom.next({ errcode, errmsg: '' });
    expect(codesOf(await all(sandboxes, APP, credentials))).toEqual(Array(50).fill(`WECOM_${errcode}`));

    now += 48 * HOUR;
    for (const one of [sandboxes[0], sandbox(store)]) {
      await expect(one?.get(APP, credentials)).rejects.toThrow(errorWith({ api: 'gettoken', errcode }));
    }
    expect(callsOfGettoken()).toBe(1);
  });

  it('are tried at once when others are entered', async () => {
    const sandboxes = fifty(new MemoryTokens());
    wecom.next({ errcode, errmsg: '' }, tokenAnswer('t1'));
    await all(sandboxes, APP, credentials);
    expect(codesOf(await all(sandboxes, APP, corrected))).toEqual(Array(50).fill('t1'));
    expect(callsOfGettoken()).toBe(2);
  });

  it('are not asked for again by a sandbox that could not tell the others', async () => {
    const store = new MemoryTokens();
    store.load = () => Promise.reject(new Error('throttled'));
    const one = sandbox(store);
    wecom.next({ errcode, errmsg: '' });
    await expect(one.get(APP, credentials)).rejects.toThrow(errorWith({ errcode }));
    await expect(one.get(APP, credentials)).rejects.toThrow(errorWith({ errcode }));
    expect(callsOfGettoken()).toBe(1);
  });

  it('leave a token alone that still works', async () => {
    const store = storeWith({ token: tokenOf('good') });
    wecom.next({ errcode, errmsg: '' });
    await expect(sandbox(store).get(APP, credentials, 'good')).rejects.toThrow(errorWith({ errcode }));
    await expect(sandbox(store).get(APP, credentials)).resolves.toBe('good');
  });
});

describe('a token that WeCom refuses', () => {
  it('gives way to the one that another sandbox has stored since', async () => {
    const store = storeWith({ token: tokenOf('t2') });
    await expect(sandbox(store).get(APP, credentials, 't1')).resolves.toBe('t2');
    expect(callsOfGettoken()).toBe(0);
  });

  it('is asked for once a minute, by all together, while WeCom gives out the same', async () => {
    const sandboxes = fifty(storeWith({ token: tokenOf('bad') }));
    const waitsOfAll = Array(50).fill('WECOM_TOKEN_NOT_ACCEPTED_YET');
    wecom.next(tokenAnswer('bad'), tokenAnswer('good'));
    expect(codesOf(await all(sandboxes, APP, credentials, 'bad'))).toEqual(waitsOfAll);
    now += MINUTE - 1;
    expect(codesOf(await all(sandboxes, APP, credentials, 'bad'))).toEqual(waitsOfAll);
    expect(callsOfGettoken()).toBe(1);

    now += 1;
    expect(codesOf(await all(sandboxes, APP, credentials, 'bad'))).toEqual(Array(50).fill('good'));
    expect(callsOfGettoken()).toBe(2);
  });
});

describe('a sandbox that was getting a token', () => {
  const LEASE = 12_000;

  it('is waited for, and what it stores is used', async () => {
    const store = storeWith({ refreshingUntil: now + LEASE });
    const began = now;
    const waiting = sandbox(store, 200).get(APP, credentials);
    await nextTurn();
    await store.replace(APP, await store.load(APP), { token: tokenOf('theirs') });
    await expect(waiting).resolves.toBe('theirs');
    expect(now).toBeLessThan(began + LEASE);
    expect(callsOfGettoken()).toBe(0);
  });

  it('and died is followed by another when its time is over', async () => {
    const until = now + LEASE;
    wecom.next(tokenAnswer('t1'));
    const store = storeWith({ refreshingUntil: until });
    await expect(sandbox(store, 200).get(APP, credentials)).resolves.toBe('t1');
    expect(now).toBe(until);
    expect(store.record()).toEqual({ token: tokenOf('t1', now + 2 * HOUR) });
  });

  it('is not waited for without end', async () => {
    const began = now;
    const store = storeWith({ refreshingUntil: now + HOUR });
    await expect(sandbox(store, 200).get(APP, credentials)).rejects.toThrow(NOT_YET);
    expect(now).toBe(began + 15_000);
    expect(callsOfGettoken()).toBe(0);
  });

  it('and stored one between the look and the lease is noticed', async () => {
    const store = storeWith({ token: tokenOf('old', now) });
    const stale = await store.load(APP);
    await store.replace(APP, stale, { token: tokenOf('theirs') });
    jest.spyOn(store, 'load').mockResolvedValueOnce(stale);
    await expect(sandbox(store).get(APP, credentials)).resolves.toBe('theirs');
    expect(callsOfGettoken()).toBe(0);
  });

  it.each([
    [4_000, 2],
    [9_000, 1],
  ])('does not begin a try that might outlast its lease: after answers of %d ms', async (ms, tries) => {
    const slowly = (response: ServerResponse) => {
      now += ms;
      unavailable(response);
    };
    wecom.next(...Array<typeof slowly>(tries).fill(slowly));
    await expect(sandbox(new MemoryTokens()).get(APP, credentials)).rejects.toThrow(
      errorWith({ code: 'WECOM_UNREACHABLE' }),
    );
    expect(callsOfGettoken()).toBe(tries);
  });
});

describe('a table that fails', () => {
  it.each<[string, ('load' | 'replace')[]]>([
    ['at the look', ['load']],
    ['at every write', ['replace']],
    ['at everything', ['load', 'replace']],
  ])('%s fails no message, and the sandbox keeps its token', async (_, operations) => {
    const store = new MemoryTokens();
    for (const name of operations) jest.spyOn(store, name).mockRejectedValue(new Error('throttled'));
    const one = sandbox(store);
    wecom.next(tokenAnswer('t1'));
    await expect(one.get(APP, credentials)).resolves.toBe('t1');
    await expect(one.get(APP, credentials)).resolves.toBe('t1');
    expect(callsOfGettoken()).toBe(1);
  });
});
