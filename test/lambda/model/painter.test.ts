import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import type { ModelFailure } from '../../../lambda/chat/ports';
import { ProviderPainter } from '../../../lambda/model/painter';
import { errorWith } from '../../support/errors';
import { jpegOf, pngOf } from '../../support/pictures';
import { KEY, QUESTION, refusal, startFakeProvider } from './fake-provider';

const provider = startFakeProvider();
const JPEG = jpegOf(8, 8);
const PNG = pngOf(8, 8);

const painter = (model = 'gpt-image-2', apiKey = (): Promise<string> => Promise.resolve(KEY)) =>
  new ProviderPainter(apiKey, Date.now, { model, size: '1024x1024' });
const soon = (): number => Date.now() + 30_000;
const paint = (prompt = QUESTION, by = painter()) => by.paint(prompt, soon());
const json = (body: object) => (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const painted = (picture: Buffer) =>
  json({ created: 1_790_000_000, data: [{ b64_json: picture.toString('base64') }] });

it('paints a JPEG', async () => {
  provider.next(painted(JPEG));
  await expect(paint()).resolves.toEqual(JPEG);
  expect(provider.calls.at(-1)).toMatchObject({
    path: '/v1/images/generations',
    headers: { authorization: `Bearer ${KEY}` },
  });
  expect(provider.calls.at(-1)?.body).toEqual({
    model: 'gpt-image-2',
    prompt: QUESTION,
    size: '1024x1024',
    n: 1,
    quality: 'medium',
    output_format: 'jpeg',
    output_compression: 75,
  });
});

it('paints a PNG with DALL·E, which is asked for its bytes', async () => {
  provider.next(painted(PNG));
  await expect(paint(QUESTION, painter('dall-e-3'))).resolves.toEqual(PNG);
  expect(provider.calls.at(-1)?.body).toEqual({
    model: 'dall-e-3',
    prompt: QUESTION,
    size: '1024x1024',
    n: 1,
    response_format: 'b64_json',
  });
});

it('cuts a prompt that is longer than models take, between characters', async () => {
  provider.next(painted(JPEG));
  await paint('😀'.repeat(5000));
  expect(provider.calls.at(-1)?.body).toMatchObject({ prompt: '😀'.repeat(4000) });
});

it('uses a key that was entered meanwhile', async () => {
  const keys = [KEY, 'sk-entered-just-now'];
  provider.next(refusal(401), painted(JPEG));
  await paint(
    QUESTION,
    painter('gpt-image-2', () => Promise.resolve(keys.shift() ?? '')),
  );
  expect(provider.calls.at(-1)?.headers.authorization).toBe('Bearer sk-entered-just-now');
});

const SECRETS = `Your request was rejected: ${QUESTION}, ${KEY}`;

it.each<[ModelFailure, string, (response: ServerResponse) => void]>([
  [
    'refused',
    'a prompt that is blocked',
    refusal(400, { message: SECRETS, code: 'moderation_blocked', type: 'image_generation_user_error' }),
  ],
  [
    'refused',
    'a prompt against the policy',
    refusal(400, { message: SECRETS, code: 'content_policy_violation' }),
  ],
  ['credentials', 'a key that may not', refusal(403, { message: SECRETS })],
  ['no-credit', 'a hard limit', refusal(400, { message: SECRETS, code: 'billing_hard_limit_reached' })],
  ['busy', 'too many requests', refusal(429, { message: SECRETS })],
  ['unavailable', 'a fault', refusal(500, { message: SECRETS })],
  ['bad-request', 'no picture', json({ created: 1, data: [] })],
  ['bad-request', 'no data', json({ created: 1 })],
  ['bad-request', 'an address', json({ created: 1, data: [{ url: 'https://a.example/a.png' }] })],
  ['bad-request', 'another format', painted(Buffer.from('RIFF\x04\0\0\0WEBP'))],
  [
    'bad-request',
    'a picture that WeCom would not take',
    painted(Buffer.concat([JPEG, Buffer.alloc(10 * 1024 * 1024)])),
  ],
])('%s after %s, asked once, and without key or prompt', async (failure, _, answer) => {
  const before = provider.calls.length;
  provider.next(answer);
  const error: unknown = await paint().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ failure });
  expect(inspect(error, { depth: null })).not.toMatch(new RegExp(`${KEY}|${QUESTION}`));
  expect(provider.calls).toHaveLength(before + 1);
});

it('is too slow at its deadline', async () => {
  provider.next(() => undefined);
  await expect(painter().paint(QUESTION, Date.now() + 100)).rejects.toThrow(
    errorWith({ failure: 'too-slow' }),
  );
});
