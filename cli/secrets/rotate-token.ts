import { FRESH_MS } from '../../lambda/aws/secret-versions';
import { localTime } from '../stack/report';
import { SecretsError } from './faults';
import { handoverOf, openHandovers, refuseIfOpen, type Handover } from './handover';
import { newEncodingAesKey, newToken } from './new-values';
import { placesOf, valueAt, withValues, type Entry } from './places';
import { POLL_MS, type SecretsWorld } from './world';

/**
 * A sandbox of the callback that does not know the new values by then reads them at the first request that needs them.
 * Sooner it might refuse what WeCom signs with them, and WeCom would not send that again.
 */
const READ_BY_ALL_MS = FRESH_MS + 1_000;
/** How far the clock here may be from AWS's. More than enough costs no more than a wait that was not needed. */
const CLOCK_SLACK_MS = 5 * 60_000;

/** What came of it. */
export interface TokenRotation {
  readonly what: 'token';
  readonly app: string;
  /** Id of the version of the callback secret that WeCom uses now. */
  readonly version: string;
  /** Until when the values before are taken; ms since epoch. */
  readonly until: number;
}

/**
 * Gives an app a new Token and EncodingAESKey, shows them, and waits until WeCom uses them. While it does not, the ones
 * before are taken too. Called again before that, it shows the same ones and goes on waiting.
 * @param force makes others even then, and even if WeCom has not taken over those of another app
 * @throws SecretsError no-terminal, unfilled, not-taken-over; SecretStoreError, InterruptedError, and what the clients throw
 */
export async function rotateToken(world: SecretsWorld, app: string, force: boolean): Promise<TokenRotation> {
  const { store, log, clock, terminal, texts } = world;
  const open = (await openHandovers(store, log, clock())).find((each) => each.app === app);
  if (open && terminal.isThere && !force) {
    terminal.say(texts.secrets.goesOn(app, localTime(open.changedAt)));
    return handOver(world, open, open.changedAt + CLOCK_SLACK_MS);
  }
  await refuseIfOpen(store, log, clock(), force);
  if (!terminal.isThere) throw new SecretsError({ code: 'no-terminal', action: 'token' });
  const made = await change(world, app);
  return handOver(world, made, clock());
}

async function change({ store, apps, randomBytes }: SecretsWorld, app: string): Promise<Handover> {
  const { value: before } = await store.read('callback');
  const needed: readonly Entry[] = [{ field: 'corpId' }, { field: 'agentId', app }];
  const fields = needed.filter((entry) =>
    placesOf(entry).some(({ secret, path }) => secret === 'callback' && valueAt(before, path) === ''),
  );
  if (fields.length > 0) throw new SecretsError({ code: 'unfilled', fields });
  const pair = [
    { field: 'token' as const, app, value: newToken(randomBytes) },
    { field: 'encodingAesKey' as const, app, value: newEncodingAesKey(randomBytes) },
  ];
  return handoverOf(
    app,
    await store.change('callback', (value) => withValues('callback', value, pair, apps)),
  );
}

/** @param inForceSince or earlier, by the clock here; ms since epoch */
async function handOver(
  world: SecretsWorld,
  handover: Handover,
  inForceSince: number,
): Promise<TokenRotation> {
  const { log, terminal, texts, callbackUrlOf, clock, pause } = world;
  const { app, pair, version, until } = handover;
  const readyMs = Math.min(READ_BY_ALL_MS, inForceSince + READ_BY_ALL_MS - clock());
  if (readyMs > 0) {
    terminal.say(texts.secrets.waitsForCallback);
    await pause(readyMs);
  }
  terminal.say(texts.secrets.pasteThese({ app, url: callbackUrlOf(app), ...pair, until: localTime(until) }));
  const startedAt = clock();
  const told = new Set<string>();
  while (!(await log.isCheckedWith(app, handover))) {
    for (const { id, code } of await log.refusalsOf(app, startedAt)) {
      if (!told.has(id)) terminal.say(texts.secrets.refusedCheck(code));
      told.add(id);
    }
    await pause(POLL_MS);
  }
  return { what: 'token', app, version, until };
}
