import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { groupId, messageId, type QueueMessage } from '../../lambda/shared/queue-message';
import { Member, settled } from '../support/member';
import { modelRequests } from '../support/model-requests';
import { asOperator, runningStack } from '../support/running-stack';

/** Its answer names the member. */
const question = ({ userid }: Member): string => `原样返回：一次就好 ${userid}`;

it('the same callback four times gives one answer, and asks the model once', async () => {
  const member = new Member();
  await member.writes(question(member), 3);
  await member.isDealtWith(1);
  await settled();
  await expect(member.received()).resolves.toEqual([`一次就好 ${member.userid}`]);
  await expect(modelRequests(member.userid)).resolves.toHaveLength(1);
});

it('a message that comes again past the queue, as after its five minutes, is not answered again', async () => {
  const { endpoints, outputs } = runningStack();
  const member = new Member();
  const message: QueueMessage = {
    v: 1,
    id: messageId('assistant', member.userid),
    app: 'assistant',
    member: member.userid,
    createTime: 1_348_831_860,
    content: { kind: 'text', text: question(member) },
  };
  const queue = new SQSClient(asOperator(endpoints.sqsUrl));
  for (const time of ['first', 'again', 'next week']) {
    await queue.send(
      new SendMessageCommand({
        QueueUrl: outputs['MessageQueueUrl'],
        MessageBody: JSON.stringify(message),
        MessageGroupId: groupId(message.app, message.member),
        MessageDeduplicationId: `${member.userid}-${time.replace(' ', '-')}`,
      }),
    );
  }
  queue.destroy();
  await member.receives(1);
  await settled();
  await expect(member.received()).resolves.toEqual([`一次就好 ${member.userid}`]);
  await expect(modelRequests(member.userid)).resolves.toHaveLength(1);
});
