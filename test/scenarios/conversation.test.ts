import { callback, textXml } from '../support/callback-request';
import { eventually } from '../support/eventually';
import { Member } from '../support/member';
import { modelRequests } from '../support/model-requests';
import { callbackCredentials, runningStack } from '../support/running-stack';

const CONTENT = '一个很特别的问题';

it('a question gets the answer of the model', async () => {
  const member = new Member();
  await expect(member.asks(`${CONTENT} ${member.userid}`)).resolves.toContain(CONTENT);

  const [request, ...others] = await modelRequests(member.userid);
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    path: '/v1/responses',
    body: {
      model: 'gpt-5.4-mini',
      instructions: expect.stringContaining('企业') as string,
      store: false,
      stream: true,
      input: [{ role: 'user', content: `${CONTENT} ${member.userid}` }],
    },
  });
});

it('the model is shown the turns before, until 新对话', async () => {
  const member = new Member();
  const first = await member.asks(`我叫小明 ${member.userid}`);
  const second = await member.asks('第二个问题');
  await expect(member.asks('我叫什么？')).resolves.toContain('小明');

  const { input = [] } = (await modelRequests(member.userid)).at(-1)?.body ?? {};
  expect(input.map(({ role, content }) => [role, withoutWhiteSpace(content)])).toEqual(
    [
      ['user', `我叫小明 ${member.userid}`],
      ['assistant', first],
      ['user', '第二个问题'],
      ['assistant', second],
      ['user', '我叫什么？'],
    ].map(([role, content = '']) => [role, withoutWhiteSpace(content)]),
  );

  await expect(member.asks('新对话')).resolves.toContain('重新开始');
  await expect(member.asks(`我叫什么？${member.userid}`)).resolves.not.toContain('小明');
  expect((await modelRequests(member.userid)).at(-1)?.body.input).toHaveLength(1);
});

/** Blank lines between two messages are not sent. */
const withoutWhiteSpace = (text: string): string => text.replace(/\s/g, '');

it('each member has a conversation of their own', async () => {
  const [one, other] = [new Member(), new Member()];
  await Promise.all([one.asks('我叫小红'), other.asks('我叫小刚')]);
  const [answerToOne, answerToOther] = await Promise.all([one.asks('我叫什么？'), other.asks('我叫什么？')]);
  expect(answerToOne).toContain('小红');
  expect(answerToOther).toContain('小刚');
});

it('a member is the same however their userid is spelled', async () => {
  const stack = runningStack();
  const credentials = await callbackCredentials(stack);
  const member = new Member();
  await member.asks('我叫小兰');
  const before = (await member.received()).length;
  const xml = textXml(credentials, member.userid.toUpperCase(), '我叫什么？');
  expect((await callback(stack.endpoints.callbackUrl, credentials, xml)).status).toBe(200);
  const answer = await eventually('the answer comes', async () =>
    (await member.received()).slice(before).find((part) => part.includes('小兰')),
  );
  expect(answer).toContain('小兰');
});

it.each(['帮助', '/help', '／ＨＥＬＰ'])('%s is answered without the model', async (command) => {
  const member = new Member();
  await expect(member.asks(command)).resolves.toContain('新对话');
  await expect(modelRequests(member.userid)).resolves.toEqual([]);
});

it.each([
  ['emoji and characters of four bytes', '👨‍👩‍👧‍👦🇨🇳𠮷𝒳👋🏽'],
  ['a CDATA end mark', 'a ]]> b ]]]]>'],
  // Where the model means HTML it is made readable; what XML would make of it is another matter.
  ['markup', '<x>&lt</x> <!DOCTYPE x> &#x41; %E4 + "\'\\'],
  ['line breaks', '一\n二\n\n三'],
])('%s come and go unharmed', async (_, text) => {
  await expect(new Member().asks(`原样返回：${text}`)).resolves.toBe(text);
});
