import { callback, textXml } from '../support/callback-request';
import { Member, settled } from '../support/member';
import { modelRequests } from '../support/model-requests';
import { callbackCredentials, runningStack } from '../support/running-stack';

it('the same callback four times gives one answer, and asks the model once', async () => {
  const member = new Member();
  await member.writes(`一次就好 ${member.userid}`, 3);
  await member.receives(1);
  await settled();
  await expect(member.received()).resolves.toHaveLength(1);
  await expect(modelRequests(member.userid)).resolves.toHaveLength(1);
});

it('a message that the queue lets through again is not answered again', async () => {
  const stack = runningStack();
  const credentials = await callbackCredentials(stack);
  const member = new Member();
  // Another spelling of the userid is another group to a careless queue, and deduplication is by group.
  const xml = textXml(credentials, member.userid, `只答一次 ${member.userid}`);
  await callback(stack.endpoints.callbackUrl, credentials, xml);
  await member.receives(1);
  const again = xml.replace(member.userid, `${member.userid}`.toUpperCase());
  const answer = await callback(stack.endpoints.callbackUrl, credentials, again);
  expect(answer.status).toBe(200);
  await settled();
  await expect(member.received()).resolves.toHaveLength(1);
});
