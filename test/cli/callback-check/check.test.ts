import { randomBytes } from 'node:crypto';
import { parseEncodingAesKey } from '../../../lambda/wecom/crypto';
import {
  checkCallback,
  WECOM_LIMITS,
  type CheckResult,
  type Limits,
} from '../../../cli/callback-check/check';
import type { Finding } from '../../../cli/callback-check/findings';
import {
  CREDENTIALS,
  passiveReply,
  startFakeCallback,
  type FakeBehaviour,
  type FakeCallback,
  type Responder,
} from './fake-callback';

const credentials = {
  corpId: CREDENTIALS.corpId,
  token: CREDENTIALS.token,
  key: parseEncodingAesKey(CREDENTIALS.encodingAesKey),
  agentId: String(CREDENTIALS.agentId),
};

let running: FakeCallback | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

interface World {
  readonly limits?: Partial<Limits>;
  readonly clock?: () => number;
  /** Put behind the callback's URL. */
  readonly query?: string;
}

/** Checks a callback that behaves so; the clock stands still unless a test moves it. */
async function check(
  behaviour: FakeBehaviour,
  { limits, clock, query = '' }: World = {},
): Promise<CheckResult> {
  running = await startFakeCallback(behaviour);
  const startedAt = Date.now();
  return checkCallback(new URL(running.url + query), credentials, {
    randomBytes,
    clock: clock ?? (() => startedAt),
    limits: { ...WECOM_LIMITS, ...limits },
  });
}

const codes = ({ findings }: CheckResult): Finding['code'][] => findings.map(({ code }) => code);

const answer =
  (status: number, body = '', headers: Record<string, string> = {}): Responder =>
  (response) =>
    response.writeHead(status, headers).end(body);

describe('a callback that is right', () => {
  it('passes, and refuses what is wrongly signed', async () => {
    const result = await check({});
    expect(result.findings).toEqual([]);
    expect(result.steps.map(({ name, status }) => [name, status])).toEqual([
      ['first-check', 200],
      ['second-check', 200],
      ['message', 200],
      ['forged-check', 401],
      ['forged-message', 401],
    ]);
  });

  it('is sent digits that a number could not keep, and an event that nobody answers', async () => {
    await check({});
    const [first, second, message, ...others] = running?.opened ?? [];
    expect(others).toEqual([]);
    for (const echo of [first?.plaintext ?? '', second?.plaintext ?? '']) {
      expect(echo).toMatch(/^\d{18,19}$/);
      expect(String(Number(echo))).not.toBe(echo);
    }
    expect(message?.plaintext).toMatch(
      /<MsgType><!\[CDATA\[event]]><\/MsgType><Event><!\[CDATA\[callback_check]]>/,
    );
    expect(message?.plaintext).toContain(`<AgentID>${CREDENTIALS.agentId}</AgentID>`);
    expect(message?.plaintext).not.toContain('MsgId');
  });

  it('keeps what its URL brings along, and none of that is reported', async () => {
    const result = await check({}, { query: '?key=a%20b+c#part' });
    expect(result.findings).toEqual([]);
    expect(result.target).toBe(running?.url);
    expect(running?.opened[0]?.query).toMatch(/^key=a%20b\+c&msg_signature=/);
  });

  it.each([
    ['success', 'success'],
    ['an encrypted reply', passiveReply(CREDENTIALS)],
  ])('may answer a message with %s', async (_, body) => {
    expect(codes(await check({ message: answer(200, body) }))).toEqual([]);
  });
});

describe('the URL check finds', () => {
  it.each<[string, Responder, Finding['code'][]]>([
    ['a byte order mark', (response, echo) => response.end(`\uFEFF${echo}`), ['byte-order-mark']],
    ['a line end', (response, echo) => response.end(`${echo}\n`), ['white-space']],
    ['quotes', (response, echo) => response.end(JSON.stringify(echo)), ['quotes']],
    ['single quotes', (response, echo) => response.end(`'${echo}'`), ['quotes']],
    [
      'all three of them',
      (response, echo) => response.end(`\uFEFF"${echo}"\r\n`),
      ['byte-order-mark', 'white-space', 'quotes'],
    ],
    ['JSON', (response, echo) => response.end(JSON.stringify({ msg: echo })), ['json']],
    ['digits lost in a number', (response, echo) => response.end(String(Number(echo))), ['number']],
    ['nothing', answer(200), ['empty-echo']],
    ['a web page', answer(200, '<!DOCTYPE html><title>Welcome</title>'), ['web-page']],
    ['something else', answer(200, 'hello'), ['other-echo']],
    ['another number', answer(200, '42'), ['other-echo']],
  ])('%s in a 200', async (_, respond, expected) => {
    expect(codes(await check({ check: respond }))).toEqual(expected);
  });

  it.each<[number, string, Record<string, string>, Finding['code']]>([
    [301, '', { location: 'https://www.example.com/wxcomapp' }, 'redirect'],
    [400, 'The message can not be decrypted.', {}, 'wrong-key'],
    [401, 'The signature does not match.', {}, 'wrong-token'],
    [403, 'The message is for another company.', {}, 'wrong-corp-id'],
    [403, '{"message":"Forbidden"}', { 'content-type': 'application/json' }, 'domain-not-mapped'],
    [404, '{"message":"Not Found"}', { 'content-type': 'application/json' }, 'wrong-path'],
    [429, '', {}, 'unexpected-status'],
    [500, '{"message":"Internal Server Error"}', {}, 'server-error'],
    [503, 'corpId is not filled in yet.', { 'content-type': 'text/plain; charset=utf-8' }, 'not-ready'],
    [503, '{"message":"Service Unavailable"}', { 'content-type': 'application/json' }, 'server-error'],
  ])('HTTP %i %s, and sends nothing else', async (status, body, headers, expected) => {
    const result = await check({ check: answer(status, body, headers) });
    expect(codes(result)).toEqual([expected]);
    expect(running?.opened.map(({ method }) => method)).toEqual(['GET']);
  });

  it('a fault that only the second one meets', async () => {
    let count = 0;
    const result = await check({
      check: (response, echo) => (++count === 1 ? response.end(echo) : response.writeHead(500).end()),
    });
    expect(codes(result)).toEqual(['server-error']);
    expect(running?.opened).toHaveLength(2);
  });

  it('where a redirect leads, and does not go there', async () => {
    const { findings } = await check({ check: answer(302, '', { location: '/elsewhere' }) });
    expect(findings).toEqual([{ code: 'redirect', status: 302, location: '/elsewhere' }]);
  });

  it('the words of the server, without what would steer a terminal, and not all of them', async () => {
    const { findings } = await check({
      check: answer(404, `\u001b[2Jgone\u202e \n\n away ${'x'.repeat(500)}`),
    });
    expect(findings).toEqual([
      { code: 'wrong-path', words: expect.stringMatching(/^\[2Jgone away x{1,200}…$/) as string },
    ]);
  });
});

describe('the message finds', () => {
  it.each<[string, Responder, Finding['code']]>([
    ['another AgentId', answer(403, 'The message is for another app.'), 'wrong-agent-id'],
    ['a clock that is off', answer(401, 'The request is too old.'), 'stale'],
    [
      'a server that fails',
      answer(503, 'Please repeat it.', { 'content-type': 'text/plain' }),
      'server-error',
    ],
    ['a method that is not served', answer(405), 'unexpected-status'],
    ['an answer in words', answer(200, 'ok'), 'message-answer'],
    ['an answer that is not encrypted', answer(200, '<xml><Content>hi</Content></xml>'), 'message-answer'],
    [
      'a reply signed with another token',
      answer(200, passiveReply({ ...CREDENTIALS, token: 'another' })),
      'broken-reply',
    ],
    [
      'a reply for another company',
      answer(200, passiveReply({ ...CREDENTIALS, corpId: 'ww0' })),
      'broken-reply',
    ],
    [
      'a reply encrypted with another key',
      answer(200, passiveReply({ ...CREDENTIALS, encodingAesKey: 'a'.repeat(43) })),
      'broken-reply',
    ],
  ])('%s', async (_, respond, expected) => {
    expect(codes(await check({ message: respond }))).toEqual([expected]);
  });
});

describe('a wrong signature', () => {
  it.each([
    ['check', 'GET'],
    ['message', 'POST'],
  ] as const)('is a fault if the %s accepts it', async (request, method) => {
    const { findings } = await check({ trusts: method });
    expect(findings).toEqual([{ code: 'accepts-forgery', request }]);
  });

  it('is a fault if it gets a 200 in all cases, though only a message can be lost by that', async () => {
    const { findings } = await check({ refuse: answer(200, 'wrong signature') });
    expect(findings).toEqual([{ code: 'accepts-forgery', request: 'message' }]);
  });
});

describe('time', () => {
  /** A clock that the server moves on, request by request. */
  function slowness(...delaysMs: number[]) {
    let now = Date.now();
    const delays = [...delaysMs];
    const pass = (): void => {
      now += delays.shift() ?? 0;
    };
    return {
      behaviour: {
        check: (response, echo) => {
          pass();
          response.end(echo);
        },
        message: (response) => {
          pass();
          response.end();
        },
      } satisfies FakeBehaviour,
      clock: () => now,
    };
  }

  it.each<[string, number[], Finding[]]>([
    ['nothing at the limits', [1000, 1000, 5000], []],
    [
      'a first URL check of over a second, as a warning',
      [1001, 20, 20],
      [{ code: 'slow-first-check', firstMs: 1001, secondMs: 20, limitMs: 1000 }],
    ],
    [
      'a second one of over a second',
      [20, 1001, 20],
      [{ code: 'slow-check', firstMs: 20, secondMs: 1001, limitMs: 1000 }],
    ],
    [
      'a message of over five seconds',
      [20, 20, 5001],
      [{ code: 'slow-message', tookMs: 5001, limitMs: 5000 }],
    ],
  ])('is measured: %s', async (_, delaysMs, expected) => {
    const { behaviour, clock } = slowness(...delaysMs);
    expect((await check(behaviour, { clock })).findings).toEqual(expected);
  });

  it.each<[string, FakeBehaviour, 'check' | 'message']>([
    ['no answer to the URL check', { check: () => undefined }, 'check'],
    ['an answer that does not end', { check: (response) => response.write('1') }, 'check'],
    ['no answer to the message', { message: () => undefined }, 'message'],
  ])('ends: %s', async (_, behaviour, request) => {
    const { findings } = await check(behaviour, { limits: { patienceMs: 300 } });
    expect(findings).toEqual([{ code: 'no-answer', request, waitedMs: 300 }]);
  });
});

it('a body without end is not read to its end', async () => {
  const respond: Responder = (response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      response.once('drain', pour);
    };
    pour();
  };
  expect(codes(await check({ check: respond }))).toEqual(['other-echo']);
});

it('a connection that breaks is reported with its reason', async () => {
  const { findings } = await check({ check: (response) => response.destroy() });
  expect(findings).toEqual([
    { code: 'connection', host: new URL(running?.url ?? '').host, reason: 'ECONNRESET' },
  ]);
});
