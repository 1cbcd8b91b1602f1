import { Refusal, refusalOf } from '../../../lambda/callback/refusal';
import { RefusalLog } from '../../../lambda/callback/refusal-log';
import { UnfilledCredentialsError } from '../../../lambda/shared/credentials';
import { XmlError } from '../../../lambda/wecom/xml';

const forged = new Refusal(401, 'SIGNATURE', 'The signature does not match.');

function world() {
  const lines: [string, unknown][] = [];
  const counted: Record<string, number> = {};
  const clock = { now: 1_000_000 };
  const ignore = (): void => undefined;
  const refusals = new RefusalLog({
    log: { info: ignore, warn: (event, fields) => void lines.push([event, fields]), error: ignore },
    metrics: {
      emit: ({ Refused = 0 }, set = {}) => {
        const name = set.class ?? '';
        counted[name] = (counted[name] ?? 0) + Refused;
      },
    },
    clock: () => clock.now,
  });
  return { refusals, lines, counted, clock };
}

it('a refusal is a line that says status, path, class, code and reason, and is counted', () => {
  const { refusals, lines, counted } = world();
  refusals.note(forged, '/wxcomapp/assistant');
  expect(lines).toEqual([
    [
      'callback refused',
      {
        status: 401,
        path: '/wxcomapp/assistant',
        class: 'signature',
        code: 'SIGNATURE',
        message: 'The signature does not match.',
      },
    ],
  ]);
  expect(counted).toEqual({ signature: 1 });
});

it('a flood is 20 lines a minute, and the rest is told and counted with the first of a later minute', () => {
  const { refusals, lines, counted, clock } = world();
  for (let each = 0; each < 500; each++) refusals.note(forged, '/wxcomapp');
  refusals.note(refusalOf(new XmlError('it is none')), '/wxcomapp');
  expect(lines).toHaveLength(20);
  clock.now += 60_000;
  refusals.note(forged, '/wxcomapp');
  expect(lines.slice(20)).toEqual([
    ['more callbacks refused', { class: 'signature', count: 480 }],
    ['more callbacks refused', { class: 'malformed', count: 1 }],
    ['callback refused', expect.objectContaining({ class: 'signature' })],
  ]);
  expect(counted).toEqual({ signature: 501, malformed: 1 });
});

it.each<[string, Refusal, string]>([
  ['a wrong signature', forged, 'signature'],
  ['another company', new Refusal(403, 'OTHER_CORP', ''), 'signature'],
  ['an unknown app', new Refusal(404, 'UNKNOWN_APP', ''), 'malformed'],
  ['a body that is none', refusalOf(new XmlError('x')), 'malformed'],
  [
    'a secret to be filled in',
    refusalOf(new UnfilledCredentialsError('callback', ['corpId'])),
    'not-filled-in',
  ],
  ['a queue that is away', refusalOf(new Error('down')), 'unavailable'],
])('%s is counted by its class', (_, refusal, expected) => {
  expect(refusal.class).toBe(expected);
});
