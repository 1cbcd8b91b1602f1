import { Member } from '../support/member';
import { modelRequests } from '../support/model-requests';

it('an answer of 10 KB arrives whole, in parts that WeCom takes', async () => {
  const member = new Member();
  await member.writes(`写一篇约 10 KB 的长文 ${member.userid}`);
  await member.isDealtWith(1);
  const parts = await member.received();

  expect(Math.max(...parts.map((part) => Buffer.byteLength(part)))).toBeLessThanOrEqual(2048);
  const answer = parts.join('');
  expect(Buffer.byteLength(answer)).toBeGreaterThan(10_000);

  // What the model is shown of it next time is what the member was shown.
  await member.asks(`接着说 ${member.userid}`);
  const request = (await modelRequests(member.userid)).at(-1);
  const { role, content = '' } = request?.body.input[1] ?? {};
  expect([role, withoutWhiteSpace(content)]).toEqual(['assistant', withoutWhiteSpace(answer)]);
});

/** Blank lines between two messages are not sent. */
function withoutWhiteSpace(text: string): string {
  return text.replace(/\s/g, '');
}
