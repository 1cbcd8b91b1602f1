import { newEcho } from '../../../cli/callback-check/signed-requests';

it('no number keeps an echo, whatever the chance', () => {
  const kept = BigInt(String(Number(2n ** 58n + 64n)));
  expect(String(Number(kept))).toBe(String(kept));

  const echo = newEcho(() => Buffer.from(kept.toString(16).slice(1), 'hex'));
  expect(String(Number(echo))).not.toBe(echo);
});
