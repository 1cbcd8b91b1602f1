import { LeftError } from '../left-error';
import type { RotateOptions, SecretsOptions } from './arguments';
import { enter } from './enter';
import { SecretsError } from './faults';
import { openHandovers } from './handover';
import { enterReport, rotationReport, statusReport, type SecretsReport } from './report';
import { rotateToken, type TokenRotation } from './rotate-token';
import { rotateModelKey, rotateSecret, type ValueRotation } from './rotate-value';
import { isToBeEntered, statusOf } from './status';
import { InterruptedError, knownApp, type SecretsWorld } from './world';

/** Does what was asked. @throws SecretsError, SecretStoreError, LeftError, and what the clients throw */
export async function runSecrets(world: SecretsWorld, options: SecretsOptions): Promise<SecretsReport> {
  const { store, apps, log, texts, clock } = world;
  if (options.action === 'rotate') return rotationReport(await rotate(world, options), texts);
  if (options.action === 'enter') {
    const result = await enter(world, options);
    const { fields } = await statusOf(store, apps);
    return enterReport(result, fields.filter(isToBeEntered), texts);
  }
  const [status, open] = [await statusOf(store, apps), await openHandovers(store, log, clock())];
  return statusReport(status, open, texts);
}

async function rotate(world: SecretsWorld, options: RotateOptions): Promise<TokenRotation | ValueRotation> {
  const { what, force } = options;
  if (what === 'model') return rotateModelKey(world, options);
  const app = appMeant(world, options);
  try {
    return what === 'token' ? await rotateToken(world, app, force) : await rotateSecret(world, app, options);
  } catch (error) {
    throw error instanceof InterruptedError
      ? new LeftError(world.texts.secrets.leftWaiting[what](app))
      : error;
  }
}

/** @throws SecretsError no-such-app, which-app */
function appMeant(world: SecretsWorld, { app, what }: RotateOptions): string {
  if (app !== undefined) return knownApp(world, app);
  const { apps } = world;
  const [only, ...others] = apps;
  if (only === undefined || others.length > 0)
    throw new SecretsError({ code: 'which-app', apps, rotated: what });
  return only;
}
