import { inspect } from 'node:util';
import type { ModelFailure } from '../../../lambda/chat/ports';
import { lookUpModel } from '../../../lambda/model/availability';
import { errorWith } from '../../support/errors';
import { KEY, refusal, startFakeProvider } from './fake-provider';

const provider = startFakeProvider();
const lookUp = (): Promise<void> => lookUpModel(KEY, 'gpt-x/y', 10_000, Date.now());
const refused = (status: number, code?: string) => refusal(status, { code, message: `No ${KEY}` });

it('a model that the key may use is found, by one request of its name', async () => {
  provider.next((response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"gpt-x/y","object":"model"}'),
  );
  await lookUp();
  const [asked, ...others] = provider.calls;
  expect(others).toEqual([]);
  expect(asked).toMatchObject({ path: '/v1/models/gpt-x%2Fy', body: undefined });
  expect(asked?.headers.authorization).toBe(`Bearer ${KEY}`);
});

it.each<[ModelFailure, number, string | undefined]>([
  ['credentials', 401, 'invalid_api_key'],
  ['region', 403, 'unsupported_country_region_territory'],
  ['not-found', 404, 'model_not_found'],
  // It is the path that a compatible provider does not know.
  ['bad-request', 404, undefined],
  ['no-credit', 429, 'insufficient_quota'],
  ['unavailable', 500, undefined],
])('%s: HTTP %i %s', async (failure, status, code) => {
  provider.next(refused(status, code), refused(status, code));
  await expect(lookUp()).rejects.toThrow(errorWith({ failure }));
  const error: unknown = await lookUp().catch((caught: unknown) => caught);
  expect(inspect(error, { depth: 9 })).not.toContain(KEY);
});

it('a provider that hangs is not waited for', async () => {
  provider.next(() => undefined);
  await expect(lookUpModel(KEY, 'gpt-x', 50, Date.now())).rejects.toThrow(
    errorWith({ failure: 'unavailable' }),
  );
});

it('a key that no header can carry is not quoted', async () => {
  await expect(lookUpModel('密钥 sk-1', 'gpt-x', 50, Date.now())).rejects.toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('sk-1') as string }) as Error,
  );
});
