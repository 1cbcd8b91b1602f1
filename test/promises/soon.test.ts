import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { eventually } from '../support/eventually';
import { Member } from '../support/member';
import { modelRequests } from '../support/model-requests';
import { runningStack } from '../support/running-stack';

const FIRST = '这是回答的第一句话，它已经足够长了。';
const REST = '模型还没有写完，后面还有一些话要说，等大门打开以后再接着往下讲。';

async function openGate(contains: string): Promise<void> {
  const url = new URL('/gates', runningStack().endpoints.openaiUrl);
  url.searchParams.set('contains', contains);
  await fetch(url, { method: 'DELETE' });
}

it('the first sentence is on the phone before the model has written a word more', async () => {
  const member = new Member();
  await member.writes(`等一等：原样返回：${FIRST}${REST}${member.userid}`);
  // The model says no more until the gate opens.
  await expect(member.receives(1)).resolves.toEqual([FIRST]);
  // Nor did it break off in between.
  await expect(modelRequests(member.userid)).resolves.toHaveLength(1);
  await openGate(member.userid);
  await member.isDealtWith(1);
  await expect(member.received()).resolves.toEqual([FIRST, `${REST}${member.userid}`]);
});

it('where no word comes for seconds, one sign of life does, before the answer', async () => {
  const member = new Member();
  // Its only full stop is at the end, so that no part is ready before.
  await member.writes(`等一等：原样返回：短。${member.userid}`);
  await eventually('something is shown', async () => (await member.shown())[0]);
  await expect(member.shown()).resolves.toEqual([zhCn.signOfLife]);
  await openGate(member.userid);
  await member.isDealtWith(1);
  await expect(member.shown()).resolves.toEqual([zhCn.signOfLife, `短。${member.userid}`]);
});

describe('an answer whose stream breaks off', () => {
  const words = `${FIRST}\n\n${REST}`;

  it('is continued where it stopped, and what the model says again is left out', async () => {
    const member = new Member();
    const answer = await member.asks(`重叠 8：断开 12 次 1：原样返回：${words}${member.userid}`);
    expect(answer).toBe(`${FIRST}${REST}${member.userid}`);
    const requests = await modelRequests(member.userid);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.body.input.map(({ role }) => role)).toEqual(['user', 'assistant', 'developer']);
  });

  it('twice ends with a sentence that says so; 继续 finds what was said', async () => {
    const member = new Member();
    await expect(member.asks(`断开 12：原样返回：${words}${member.userid}`)).resolves.toContain(zhCn.cutOff);
    await member.asks(`继续 ${member.userid}`);
    const input = (await modelRequests(member.userid)).at(-1)?.body.input ?? [];
    expect(input[1]?.content).toContain(FIRST);
  });
});
