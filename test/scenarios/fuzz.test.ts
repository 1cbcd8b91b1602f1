import { fuzz } from '../fuzz/run';
import { INTRUDER } from '../fuzz/requests';
import { settled } from '../support/member';
import { callbackCredentials, runningStack } from '../support/running-stack';

// The long run is `npm run fuzz`.
it('two thousand mutated requests: no 5xx, no word to a stranger, and nothing comes of what is not signed', async () => {
  const stack = runningStack();
  const report = await fuzz({
    callbackUrl: stack.endpoints.callbackUrl,
    credentials: await callbackCredentials(stack),
    seed: 20_261_123,
    requests: 2_000,
  });
  expect(report.faults).toEqual([]);
  expect(report.signed).toBeGreaterThan(500);
  // All ways of being refused were taken, and some requests were not refused.
  expect(Object.keys(report.statuses)).toEqual(expect.arrayContaining(['200', '400', '401', '403', '404']));

  await settled();
  const calls = await (await fetch(`${stack.endpoints.simulatorUrl}/api-calls`)).text();
  expect(calls).not.toContain(`"${INTRUDER}`);
});
