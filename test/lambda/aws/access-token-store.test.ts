import { randomUUID } from 'node:crypto';
import { AccessTokenItems } from '../../../lambda/aws/access-token-store';
import type { BotTable } from '../../../lambda/aws/bot-table';
import { accessTokenKey } from '../../../lambda/shared/table-keys';
import { AccessTokens, type TokenRecord } from '../../../lambda/wecom/access-token';
import { jitteredBackoff } from '../../../lambda/wecom/retries';
import { FakeServer } from '../../support/fake-server';
import { startMemoryTable } from '../../support/memory-table';
import { tokenAnswer } from '../wecom/api-of';

const DAY = 24 * 3_600_000;

let now: number;
let table: BotTable;
let items: AccessTokenItems;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ table, close } = await startMemoryTable(() => now));
  items = new AccessTokenItems(table, randomUUID);
});
beforeEach(() => (now = 1_000_000));
afterAll(() => close());

const token = { value: 't1', expiresAt: 2_000_000, secretVersion: 'v1' };

it.each<[string, TokenRecord]>([
  ['a lease alone', { refreshingUntil: 12_000 }],
  ['a token', { token }],
  ['a token that was given again, and a lease', { token: { ...token, givenAgainAt: 1 }, refreshingUntil: 2 }],
  ['a refusal', { failure: { secretVersion: 'v1', at: 1, errcode: 40001 } }],
  ['a token and a failure without a code', { token, failure: { secretVersion: 'v1', at: 1 } }],
])('%s is read as it was written, however late', async (app, record) => {
  const written = await items.replace(app, await items.load(app), record);
  now += 30 * DAY;
  const read = await items.load(app);
  expect(read.record).toEqual(record);
  expect(read).toEqual(written);
});

it('of writes that have seen the same, one is made', async () => {
  const seen = await items.load('race');
  const write = (value: string) => items.replace('race', seen, { token: { ...token, value } });
  const first = await Promise.all([write('a'), write('b'), write('c')]);
  expect(first.filter((written) => written !== undefined)).toHaveLength(1);

  const again = await items.load('race');
  await expect(write('d')).resolves.toBeUndefined();
  await expect(items.load('race')).resolves.toEqual(again);
});

it('a write that the client repeats, since its answer was lost, is made', async () => {
  const repeating = new AccessTokenItems(table, () => 'the same id');
  const seen = await repeating.load('repeated');
  await repeating.replace('repeated', seen, { token });
  await expect(repeating.replace('repeated', seen, { token })).resolves.toMatchObject({ record: { token } });
});

it('what the release before this one wrote is replaced, and no longer expires', async () => {
  const key = accessTokenKey('old');
  await table.put(key, { token: 't0', tokenExpiresAt: 1, secretVersion: 'v1', expiresAt: 1_500, v: 1 });
  for (const record of [{ refreshingUntil: 5 }, { token }]) {
    await expect(items.replace('old', await items.load('old'), record)).resolves.toMatchObject({ record });
  }
  now += 30 * DAY;
  await expect(items.load('old')).resolves.toMatchObject({ record: { token } });
});

describe('sandboxes with an expired token', () => {
  const wecom = new FakeServer();
  let url: string;
  beforeAll(async () => {
    url = await wecom.start();
  });
  afterAll(() => wecom.stop());

  it('make one gettoken call, all fifty of them', async () => {
    const credentials = { corpId: 'ww1', agentId: 1000002, secret: 's', secretVersion: 'v1' };
    const backoff = jitteredBackoff(Math.random, () => new Promise(setImmediate));
    const sandboxes = Array.from(
      { length: 50 },
      () => new AccessTokens(url, new AccessTokenItems(table, randomUUID), () => now, backoff),
    );
    await items.replace('fifty', { record: {} }, { token: { ...token, expiresAt: now } });
    wecom.next(tokenAnswer('new'));
    const tokens = await Promise.all(sandboxes.map((one) => one.get('fifty', credentials)));
    expect(tokens).toEqual(Array(50).fill('new'));
    expect(wecom.calls).toHaveLength(1);
  });
});
