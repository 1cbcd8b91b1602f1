import { enter } from '../../../cli/secrets/enter';
import { openHandovers } from '../../../cli/secrets/handover';
import { rotateToken } from '../../../cli/secrets/rotate-token';
import { runSecrets } from '../../../cli/secrets/run';
import { InterruptedError } from '../../../cli/secrets/world';
import type { CallbackSecret } from '../../../lambda/shared/credentials';
import { errorWith } from '../../support/errors';
import { fillIn, startSecrets, VALUES, worldOf, type RunningSecrets } from './world';

const HOUR_MS = 3_600_000;
let secrets: RunningSecrets;
/** With which version WeCom was seen, by app. */
let seen: Map<string, string>;
beforeEach(async () => {
  secrets = await startSecrets();
  fillIn(secrets);
  seen = new Map();
});
afterEach(() => secrets.close());

const inForce = (app = 'assistant') =>
  (JSON.parse(secrets.textOf('callback')) as CallbackSecret).apps?.[app] ?? {};
/** 保存 in WeCom, while it is waited for. */
const saves = (app = 'assistant') =>
  function save() {
    seen.set(app, secrets.versionOf('callback'));
    return Promise.resolve();
  };
const ENTER_ALL = {
  action: 'enter',
  app: undefined,
  all: true,
  fromEnv: false,
  from: 'local',
  json: false,
  language: 'en',
} as const;
const leaves = () => Promise.reject(new InterruptedError('Ctrl-C'));

it('a new pair is shown, and waited for until WeCom uses it; the old one stays the version before', async () => {
  const { world, screen } = worldOf(secrets, { typed: [], seen, pause: saves() });
  const until = secrets.now() + 24 * HOUR_MS;
  const rotated = await rotateToken(world, 'assistant', false);
  const version = secrets.versionOf('callback');
  expect(rotated).toEqual({ what: 'token', app: 'assistant', version, until });
  const { token = '', encodingAesKey = '', agentId } = inForce();
  expect(token).not.toBe(VALUES.token);
  expect(agentId).toBe(VALUES.agentId);
  await expect(secrets.store.readPrevious('callback')).resolves.toMatchObject({
    value: { apps: { assistant: { token: VALUES.token, encodingAesKey: VALUES.encodingAesKey } } },
  });
  expect(screen()).toMatch(
    new RegExp(
      // Every sandbox of the callback knows it by then.
      `\\(after 11000 ms\\)[^]*│ {2}URL\n.*https://bot.example.com/wxcomapp/assistant\n.*\n.*Token\n.* ${token}\n.*\n.*EncodingAESKey\n.* ${encodingAesKey}\n`,
    ),
  );
});

const MINUTE_MS = 60_000;
it.each([
  ['before', MINUTE_MS],
  ['behind', -MINUTE_MS],
])(
  'every sandbox knows a new pair before it is shown, also where the clock here is %s',
  async (_, aheadMs) => {
    const first = worldOf(secrets, { typed: [], seen, pause: leaves, aheadMs });
    await expect(rotateToken(first.world, 'assistant', false)).rejects.toThrow(InterruptedError);
    expect(first.screen()).toMatch(/\(after 11000 ms\)[^]*│ {2}URL\n/);

    const again = worldOf(secrets, { typed: [], seen, pause: saves(), aheadMs });
    await rotateToken(again.world, 'assistant', false);
    expect(again.screen()).toMatch(/No new one is made[^]*\(after 11000 ms\)[^]*│ {2}URL\n/);
  },
);

it('Ctrl-C is no fault: it is said what is done, and how to go on', async () => {
  const { world } = worldOf(secrets, { typed: [], seen, pause: leaves });
  const rotate = { ...ENTER_ALL, action: 'rotate', what: 'token', force: false } as const;
  await expect(runSecrets(world, rotate)).rejects.toThrow(
    errorWith({
      code: 'LEFT',
      message: expect.stringMatching(
        /^Left\. The new Token is written.*npm run secrets -- rotate assistant token$/,
      ) as string,
    }),
  );
});

it('while WeCom was not seen to use it, the same pair is shown again, and no other made', async () => {
  const first = worldOf(secrets, { typed: [], seen, pause: leaves });
  await expect(rotateToken(first.world, 'assistant', false)).rejects.toThrow(InterruptedError);
  const [pair, version] = [inForce(), secrets.versionOf('callback')];

  secrets.passes(23 * HOUR_MS);
  const again = worldOf(secrets, { typed: [], seen, pause: saves() });
  await expect(rotateToken(again.world, 'assistant', false)).resolves.toMatchObject({ version });
  expect(secrets.versionOf('callback')).toBe(version);
  expect(again.screen()).toContain('No new one is made');
  expect(again.screen()).not.toContain('(after');
  expect(again.screen()).toContain(pair.token);

  // From now on a further one does no harm.
  await expect(openHandovers(secrets.store, again.world.log, secrets.now())).resolves.toEqual([]);
  const third = worldOf(secrets, { typed: [], seen, pause: saves() });
  await rotateToken(third.world, 'assistant', false);
  expect(inForce()).not.toEqual(pair);
});

it.each([
  ['with --force', true, 0],
  ['after a day, when the one before opens nothing any more', false, 24 * HOUR_MS],
])('%s another one is made', async (_, force, passed) => {
  const { world } = worldOf(secrets, { typed: [], pause: leaves });
  await expect(rotateToken(world, 'assistant', false)).rejects.toThrow(InterruptedError);
  const pair = inForce();
  secrets.passes(passed);
  await rotateToken(worldOf(secrets, { typed: [], seen, pause: saves() }).world, 'assistant', force);
  expect(inForce()).not.toEqual(pair);
});

describe('of two apps', () => {
  const apps = ['assistant', 'bot'];
  let changedAt: number;
  beforeEach(async () => {
    const { corpId, ...values } = VALUES;
    const { token, encodingAesKey, agentId } = values;
    const app = { token, encodingAesKey, agentId };
    secrets.put('callback', { corpId, apps: { assistant: app, bot: app } });
    changedAt = secrets.now();
    const { world } = worldOf(secrets, { typed: [], apps, pause: leaves });
    await rotateToken(world, 'bot', false).catch((error: unknown) => {
      if (!(error instanceof InterruptedError)) throw error;
    });
  });
  const openFault = () =>
    errorWith({
      fault: { code: 'not-taken-over', app: 'bot', changedAt, until: changedAt + 24 * HOUR_MS },
    });

  it('no other is changed, in whatever way, while WeCom may use the old pair of one', async () => {
    const before = secrets.textOf('callback');
    const { world } = worldOf(secrets, { typed: ['ww0000000000000000', ...Array<string>(8).fill('')], apps });
    await expect(rotateToken(world, 'assistant', false)).rejects.toThrow(openFault());
    await expect(enter(world, { ...ENTER_ALL, force: false })).rejects.toThrow(openFault());
    expect(secrets.textOf('callback')).toBe(before);
  });

  it('what is in other secrets is changed nevertheless', async () => {
    const { world } = worldOf(secrets, { typed: [...Array<string>(9).fill(''), 'sk-new', '', '', ''], apps });
    await enter(world, { ...ENTER_ALL, force: false });
    expect(JSON.parse(secrets.textOf('model'))).toEqual({ apiKey: 'sk-new' });
  });

  it('the other is changed when WeCom uses the new pair, which a further version keeps', async () => {
    await saves('bot')();
    const { world } = worldOf(secrets, { typed: [], apps, seen, pause: saves() });
    await rotateToken(world, 'assistant', false);
    await expect(openHandovers(secrets.store, world.log, secrets.now())).resolves.toEqual([]);
  });
});

it('a pair that was never complete is nowhere in use', async () => {
  const ofApp = { agentId: VALUES.agentId, token: VALUES.token };
  secrets.put('callback', { corpId: VALUES.corpId, apps: { assistant: ofApp } });
  const { world, screen } = worldOf(secrets, { typed: [], seen, pause: leaves });
  await expect(rotateToken(world, 'assistant', false)).rejects.toThrow(InterruptedError);
  expect(screen()).toContain(inForce().token);
  await expect(openHandovers(secrets.store, world.log, secrets.now())).resolves.toEqual([]);
});

it('what the callback refuses meanwhile is said, once', async () => {
  let pauses = 0;
  const pause = () => (++pauses < 3 ? Promise.resolve() : saves()());
  const refused = [{ id: '1', code: 'SIGNATURE' }];
  const { world, screen } = worldOf(secrets, { typed: [], seen, pause, refused });
  await rotateToken(world, 'assistant', false);
  expect(screen().match(/refused a request \(SIGNATURE\)/g)).toHaveLength(1);
});

it('nothing is made without somebody to show it to, nor before WeCom could check it', async () => {
  const before = secrets.textOf('callback');
  await expect(rotateToken(worldOf(secrets).world, 'assistant', false)).rejects.toThrow(
    errorWith({ fault: { code: 'no-terminal', action: 'token' } }),
  );
  const { world } = worldOf(secrets, { typed: [] });
  await expect(rotateToken(world, 'new', false)).rejects.toThrow(
    errorWith({ fault: { code: 'unfilled', fields: [{ field: 'agentId', app: 'new' }] } }),
  );
  expect(secrets.textOf('callback')).toBe(before);
});
