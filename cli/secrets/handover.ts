import { isDeepStrictEqual } from 'node:util';
import { PREVIOUS_FITS_MS } from '../../lambda/aws/secret-versions';
import type { CallbackSecret } from '../../lambda/shared/credentials';
import type { CallbackLog, CallbackVersion } from './callback-log';
import { SecretsError } from './faults';
import { valueAt } from './places';
import type { SecretStore, StoredSecret } from './secret-store';

/** What an app's callbacks are signed and encrypted with. */
export interface Pair {
  readonly token: string;
  readonly encodingAesKey: string;
}

/** An app has new values here, and WeCom was not yet seen to use them. */
export interface Handover extends CallbackVersion {
  readonly app: string;
  /** The new values. */
  readonly pair: Pair;
  /** Until then the values before are taken too; ms since epoch. */
  readonly until: number;
}

/**
 * The apps of which WeCom may still use the values before. Those stand in the previous version of the secret, which the
 * next change of it throws away, whatever that change is about.
 */
export async function openHandovers(
  store: Pick<SecretStore, 'read' | 'readPrevious'>,
  log: Pick<CallbackLog, 'isCheckedWith'>,
  now: number,
): Promise<Handover[]> {
  const current = await store.read('callback');
  const isPreviousTaken = now < current.changedAt + PREVIOUS_FITS_MS;
  const previous = isPreviousTaken ? await store.readPrevious('callback') : undefined;
  if (!previous) return [];
  const changed = Object.keys(previous.value.apps ?? {}).flatMap((app) => {
    const before = pairOf(previous.value, app);
    const after = handoverOf(app, current);
    const isHandedOver =
      isComplete(before) && isComplete(after.pair) && !isDeepStrictEqual(before, after.pair);
    return isHandedOver ? [after] : [];
  });
  const seen = await Promise.all(changed.map((each) => log.isCheckedWith(each.app, each)));
  return changed.filter((_, index) => !seen[index]);
}

/** What WeCom has to take over of this version. */
export function handoverOf(
  app: string,
  { value, version, changedAt }: StoredSecret<CallbackSecret>,
): Handover {
  return { app, pair: pairOf(value, app), version, changedAt, until: changedAt + PREVIOUS_FITS_MS };
}

/** @param force leaves an open handover to whoever asked for it @throws SecretsError not-taken-over */
export async function refuseIfOpen(
  store: Pick<SecretStore, 'read' | 'readPrevious'>,
  log: Pick<CallbackLog, 'isCheckedWith'>,
  now: number,
  force: boolean,
): Promise<void> {
  const [open] = force ? [] : await openHandovers(store, log, now);
  if (!open) return;
  const { app, changedAt, until } = open;
  throw new SecretsError({ code: 'not-taken-over', app, changedAt, until });
}

function pairOf(secret: object, app: string): Pair {
  return {
    token: valueAt(secret, ['apps', app, 'token']),
    encodingAesKey: valueAt(secret, ['apps', app, 'encodingAesKey']),
  };
}

/** Values that were never entered are nowhere in use, and can't be taken over. */
const isComplete = ({ token, encodingAesKey }: Pair): boolean => token !== '' && encodingAesKey !== '';
