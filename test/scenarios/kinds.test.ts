import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { Member, settled } from '../support/member';
import { modelRequests } from '../support/model-requests';
import { runningStack } from '../support/running-stack';

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex').toString('base64');

it.each([
  ['image', { msgtype: 'image', image: { file: JPEG } }, zhCn.unsupported.image],
  [
    'location',
    { msgtype: 'location', location: { location_x: 23.1, location_y: 113.3, scale: 20, label: '广州' } },
    zhCn.unsupported.location,
  ],
  [
    'link',
    {
      msgtype: 'link',
      link: {
        title: '标题',
        description: '描述',
        url: 'https://example.com',
        picurl: 'https://example.com/a.png',
      },
    },
    zhCn.unsupported.link,
  ],
])('a message of kind %s gets a sentence that says so', async (_, message, sentence) => {
  const member = new Member();
  await member.sends(message);
  await expect(member.receives(1)).resolves.toEqual([sentence]);
  await expect(modelRequests(member.userid)).resolves.toEqual([]);
});

/** What WeCom got for its attempts to deliver what this member caused. */
async function outcomes(userid: string): Promise<string[]> {
  const answer = await fetch(`${runningStack().endpoints.simulatorUrl}/callbacks`);
  const attempts = (await answer.json()) as { member: string; outcome: string }[];
  return attempts.filter(({ member }) => member === userid).map(({ outcome }) => outcome);
}

it.each([
  { msgtype: 'event', event: 'enter_agent', eventkey: '' },
  { msgtype: 'event', event: 'subscribe' },
  { msgtype: 'event', event: 'click', eventkey: 'clear' },
  { msgtype: 'event', event: 'inactive_alert', effecttime: 1764518400 },
])('the event $event is acknowledged at the first attempt, and costs nothing', async (event) => {
  const member = new Member();
  await member.sends(event);
  await settled();
  const got = await outcomes(member.userid);
  expect(got).toEqual([expect.stringMatching(/^200/)]);
  await expect(member.received()).resolves.toEqual([]);
});
