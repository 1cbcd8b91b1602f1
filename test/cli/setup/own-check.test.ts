import { randomBytes } from 'node:crypto';
import { ownCheck } from '../../../cli/setup/steps/own-check';
import { CREDENTIALS, startFakeCallback, type FakeCallback } from '../callback-check/fake-callback';
import { startSecrets, type RunningSecrets } from '../secrets/world';
import { worldIn } from './world';

let secrets: RunningSecrets;
let callback: FakeCallback | undefined;
beforeEach(async () => (secrets = await startSecrets()));
afterEach(async () => {
  await callback?.close();
  await secrets.close();
});

/** Looks at a callback that takes so long to answer one request after another, by our clock; ms. */
async function looksAt(...delaysMs: number[]) {
  let now = Date.now();
  const pass = (): void => void (now += delaysMs.shift() ?? 0);
  callback = await startFakeCallback({
    check: (response, echo) => {
      pass();
      response.end(echo);
    },
  });
  const { corpId, token, encodingAesKey, agentId } = CREDENTIALS;
  secrets.put('callback', { corpId, apps: { assistant: { token, encodingAesKey, agentId } } });
  const { world } = worldIn([], {
    randomBytes,
    clock: () => now,
    limits: { checkMs: 1000, messageMs: 5000, patienceMs: 30_000 },
  });
  const allOutputs = { Step4CallbackUrlOfAssistant: `${callback.url}/assistant` };
  for (const [name, value] of Object.entries({ secrets: secrets.store, stack: { allOutputs } })) {
    Object.defineProperty(world, name, { value });
  }
  return ownCheck('assistant').look(world);
}

it('is done where there is no more than a warning: a first answer that is slow, or a host of AWS', async () => {
  await expect(looksAt(1001, 20)).resolves.toMatchObject({ is: 'done' });
});

it('is open where WeCom would refuse it', async () => {
  await expect(looksAt(20, 1001)).resolves.toEqual({ is: 'open' });
});
