import { urlCheck } from '../support/callback-request';
import { Member } from '../support/member';
import { modelRequests } from '../support/model-requests';
import { callbackCredentials, runningStack } from '../support/running-stack';
import { tableItems } from '../support/table-items';

const stack = runningStack();
const inBoth = (): readonly [Member, Member] => {
  const assistant = new Member();
  return [assistant, new Member(assistant.userid, stack, 'finance-bot')];
};

it('each app answers by its own model and persona, and remembers for itself alone', async () => {
  const [assistant, finance] = inBoth();
  await assistant.asks(`记住：我的工位在三楼 ${assistant.userid}`);
  await finance.asks(`我的工位在几楼？ ${finance.userid}`);
  const requests = await modelRequests(assistant.userid);
  expect(requests).toMatchObject([
    { body: { model: 'gpt-5.4-mini', instructions: expect.stringContaining('企业') as string } },
    { body: { model: 'gpt-5.4', instructions: expect.stringContaining('财务部') as string } },
  ]);
  expect(JSON.stringify(requests[1])).not.toContain('三楼');
});

it('each app has its own usage, records and access token', async () => {
  const [assistant, finance] = inBoth();
  await assistant.asks('你好');
  await finance.asks('你好');
  for (const { app, userid } of [assistant, finance]) {
    const usage = await tableItems(stack, `MEMBER#${app}#${userid}`, 'USAGE#');
    expect(usage).toEqual([expect.objectContaining({ messages: 1 })]);
  }
  const tokens = await Promise.all(
    ['assistant', 'finance-bot'].map(async (app) => {
      const [item] = await tableItems(stack, `TOKEN#${app}`, 'ACCESS_TOKEN');
      return (item?.['record'] as { token: { value: string } }).token.value;
    }),
  );
  expect(tokens[0]).not.toBe(tokens[1]);
});

it("an app's answer comes from that app, and what is signed for one is refused by the other", async () => {
  const [assistant, finance] = inBoth();
  await finance.asks('只问财务');
  expect((await finance.received()).join('')).toContain('只问财务');
  await expect(assistant.received()).resolves.toEqual([]);

  const ofAssistant = await callbackCredentials(stack);
  const answersAt = async (url = ''): Promise<number> =>
    (await urlCheck(url, ofAssistant, '1234567890123456789')).status;
  await expect(answersAt(stack.outputs['Step4CallbackUrlOfAssistant'])).resolves.toBe(200);
  await expect(answersAt(stack.outputs['Step4CallbackUrlOfFinanceBot'])).resolves.toBe(401);
});
