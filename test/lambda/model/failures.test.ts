import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import type { ModelFailure } from '../../../lambda/chat/ports';
import { ResponsesModel } from '../../../lambda/model/responses';
import { UnfilledCredentialsError } from '../../../lambda/shared/credentials';
import { errorWith } from '../../support/errors';
import {
  answerTo,
  failedWith,
  incomplete,
  KEY,
  QUESTION,
  refusal,
  request,
  startFakeProvider,
  STALL_MS,
  stream,
  words,
} from './fake-provider';

const provider = startFakeProvider();

const SECRETS = `Incorrect API key: ${KEY}; in: ${QUESTION}`;
const refused = (status: number, code?: string, type = 'invalid_request_error') =>
  refusal(status, { code, type, message: SECRETS });
const errorEvent = (code: string | null) => ({ type: 'error', error: { code, message: SECRETS } });

type Row = [ModelFailure, what: string, answer: (response: ServerResponse) => void, remedy: string];

it.each<Row>([
  ['credentials', 'a wrong key', refused(401, 'invalid_api_key'), 'API key'],
  ['credentials', 'a key without the right', refused(403, 'forbidden'), 'API key'],
  ['region', 'a region not served', refused(403, 'unsupported_country_region_territory'), 'region'],
  ['not-found', 'no such model', refused(404, 'model_not_found'), 'config.ts'],
  ['not-found', 'a project without the model', refused(403, 'model_not_found'), 'config.ts'],
  ['not-found', 'no such model, said with 400', refused(400, 'model_not_found'), 'config.ts'],
  ['not-found', 'no such path', refused(404), 'config.ts'],
  ['no-credit', 'credit used up', refused(429, 'insufficient_quota', 'insufficient_quota'), 'credit'],
  ['no-credit', 'a spend limit', refused(429, 'project_spend_limit_exceeded'), 'spend limit'],
  ['no-credit', 'a limit that is new', refused(429, 'yet_another_limit', 'insufficient_quota'), 'credit'],
  ['no-credit', 'a hard limit', refused(429, 'billing_hard_limit_reached'), 'credit'],
  ['no-credit', 'payment required', refused(402), 'credit'],
  ['busy', 'too many requests', refused(429, 'rate_limit_exceeded'), 'limits'],
  ['busy', 'too many requests, without a code', refused(429), 'limits'],
  ['busy', 'an overloaded model', refused(503, 'server_is_overloaded'), 'limits'],
  ['refused', 'a question against the policy', refused(400, 'content_policy_violation'), 'Nothing'],
  ['refused', 'a prompt against the rules', refused(400, 'invalid_prompt'), 'Nothing'],
  ['refused', "a question that Azure's filter took", refused(400, 'content_filter'), 'Nothing'],
  ['bad-request', 'a request that is wrong', refused(400, 'invalid_value'), 'report'],
  ['bad-request', 'a value not understood', refused(422), 'report'],
  ['unavailable', 'a time-out there', refused(408), 'status page'],
  ['unavailable', 'a conflict', refused(409), 'status page'],
  ['unavailable', 'a fault', refused(500, 'server_error'), 'status page'],
  ['unavailable', 'no service', refused(503), 'status page'],
  ['unavailable', 'no answer', (response) => response.destroy(), 'status page'],
  [
    'broken',
    'a failed response',
    stream([failedWith({ code: 'server_error', message: SECRETS })]),
    'status page',
  ],
  ['broken', 'a failed response that says no more', stream([failedWith(null)]), 'status page'],
  [
    'broken',
    'a stream that reports a fault',
    stream([words('你'), errorEvent('server_error')]),
    'status page',
  ],
  [
    'broken',
    'a limit after the first word',
    stream([words('你'), errorEvent('rate_limit_exceeded')]),
    'page',
  ],
  ['broken', 'events that are none', (response) => response.end('data: {"type":\n\n'), 'status page'],
  ['broken', 'a stream that ends without its last event', stream([words('你')]), 'status page'],
  ['broken', 'a stream without any event', stream([]), 'status page'],
  ['busy', 'a limit before it', stream([errorEvent('rate_limit_exceeded')]), 'limits'],
  [
    'busy',
    'a response that failed at a limit',
    stream([failedWith({ code: 'rate_limit_exceeded' })]),
    'limits',
  ],
  ['no-credit', 'a stream that reports no credit', stream([errorEvent('insufficient_quota')]), 'credit'],
  ['refused', 'a stream that reports a policy', stream([failedWith({ code: 'invalid_prompt' })]), 'Nothing'],
  ['refused', 'a refusal', stream([{ type: 'response.refusal.done', refusal: SECRETS }]), 'Nothing'],
  ['filtered', 'an answer held back', stream([incomplete('content_filter')]), 'Nothing'],
])(
  '%s after %s, asked once, with what to do, and without key or question',
  async (failure, _, answer, remedy) => {
    const before = provider.calls.length;
    provider.next(answer);
    const error: unknown = await answerTo().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure, message: expect.stringContaining(remedy) as string });
    expect(inspect(error, { depth: null })).not.toMatch(new RegExp(`${KEY}|${QUESTION}`));
    expect(provider.calls).toHaveLength(before + 1);
  },
);

it.each<[ModelFailure, number, code: string]>([
  ['no-credit', 429, 'billing_not_active'],
  ['no-credit', 429, 'credit_balance_exhausted'],
  ['no-credit', 429, 'organization_spend_limit_exceeded'],
  ['no-credit', 429, 'organization_usage_limit_exceeded'],
  ['busy', 503, 'slow_down'],
  ['refused', 400, 'bio_policy'],
  ['refused', 400, 'misalignment_policy_violation'],
])('%s after %d %s', async (failure, status, code) => {
  provider.next(refused(status, code));
  await expect(answerTo()).rejects.toThrow(errorWith({ failure }));
});

it('names status, code and request for an admin', async () => {
  provider.next(refusal(500, { code: 'server_error' }, { 'x-request-id': 'req_123' }));
  await expect(answerTo()).rejects.toThrow('500 server_error req_123');
});

it('broken after a connection that broke in the stream', async () => {
  provider.next((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify(words('你'))}\n\n`, () => response.destroy());
  });
  await expect(answerTo()).rejects.toThrow(errorWith({ failure: 'broken' }));
});

it('busy after an error whose event has no name beside its data', async () => {
  provider.next((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`data: ${JSON.stringify({ type: 'error', code: 'rate_limit_exceeded' })}\n\n`);
  });
  await expect(answerTo()).rejects.toThrow(errorWith({ failure: 'busy' }));
});

describe('says when to ask again', () => {
  const NOW = Date.parse('2026-11-22T08:00:00Z');
  const atNoon = new ResponsesModel(
    () => Promise.resolve(KEY),
    () => NOW,
    STALL_MS,
  );

  it.each<[string, Record<string, string>, number | undefined]>([
    ['in seconds', { 'retry-after': '20' }, 20_000],
    ['in parts of a second', { 'retry-after': '0.5' }, 500],
    ['in milliseconds, which come first', { 'retry-after-ms': '1500', 'retry-after': '20' }, 1_500],
    ['by a date', { 'retry-after': 'Sun, 22 Nov 2026 08:01:30 GMT' }, 90_000],
    ['by a date that is over', { 'retry-after': 'Sun, 22 Nov 2026 07:00:00 GMT' }, 0],
    ['with words that are none', { 'retry-after': 'soon' }, undefined],
    ['not at all', {}, undefined],
  ])('%s', async (_, headers, retryAfterMs) => {
    provider.next(refusal(429, {}, headers));
    await expect(answerTo(request({ deadline: NOW + 30_000 }), atNoon)).rejects.toThrow(
      errorWith({ failure: 'busy', retryAfterMs }),
    );
  });

  it.each<[ModelFailure, number, string | undefined, number | undefined]>([
    ['unavailable', 503, undefined, 20_000],
    ['no-credit', 429, 'insufficient_quota', undefined],
    ['bad-request', 400, undefined, undefined],
  ])('%s after %d %s: only where that helps', async (failure, status, code, retryAfterMs) => {
    provider.next(refusal(status, { code }, { 'retry-after': '20' }));
    await expect(answerTo(request({ deadline: NOW + 30_000 }), atNoon)).rejects.toThrow(
      errorWith({ failure, retryAfterMs }),
    );
  });
});

describe('asks nobody and fails as', () => {
  const secretsDown = Object.assign(new Error('down'), { code: 'InternalServiceError' });

  it.each<[ModelFailure, string, () => Promise<string>, string]>([
    [
      'credentials',
      'is not filled in',
      () => Promise.reject(new UnfilledCredentialsError('model', ['apiKey'])),
      'apiKey',
    ],
    ['credentials', 'can be none', () => Promise.resolve(`${KEY}，`), 'API key'],
    ['unavailable', 'cannot be read', () => Promise.reject(secretsDown), 'InternalServiceError'],
  ])('%s when the key %s', async (failure, _, read, says) => {
    const before = provider.calls.length;
    const error: unknown = await answerTo(request(), new ResponsesModel(read, Date.now, STALL_MS)).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ failure, message: expect.stringContaining(says) as string });
    expect(inspect(error, { depth: null })).not.toContain(KEY);
    expect(provider.calls).toHaveLength(before);
  });
});
