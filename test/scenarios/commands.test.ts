import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { Member, settled } from '../support/member';

const { commands } = zhCn;

it('角色 answers in another role, in a conversation of its own', async () => {
  const member = new Member();
  await member.asks('我叫小明');
  await expect(member.asks('角色 翻译')).resolves.toBe(commands.personaChosen('翻译'));
  await expect(member.asks('我叫什么？')).resolves.toContain('你还没有告诉我');
  await expect(member.asks('我是谁')).resolves.toContain('角色：翻译');
});

it('导出 sends the conversation as a file', async () => {
  const member = new Member();
  await member.asks('原样返回：好的');
  await member.writes('导出');
  await member.isDealtWith(2);
  const file = (await member.messagesOf('out')).at(-1);
  expect(file?.msgtype).toBe('file');
  expect((await member.fileIn(file)).toString()).toBe('问：原样返回：好的\n\n答：好的');
});

it('用量 counts what was asked', async () => {
  const member = new Member();
  await member.asks('原样返回：好的');
  await expect(member.asks('用量')).resolves.toMatch(/^今天：1 条消息，[1-9]\d* 个 token\n本月：1 条消息，/);
});

it('what is no command gets the nearest', async () => {
  await expect(new Member().asks('/hlep')).resolves.toBe(commands.unknown('/hlep', '/help'));
});

it('模型 says which there are', async () => {
  await expect(new Member().asks('模型')).resolves.toContain('gpt-5.4-mini');
});

it("a button of the app's menu is a command; one that is not ours is nothing", async () => {
  const member = new Member();
  await member.sends({ msgtype: 'event', event: 'click', eventkey: '/help' });
  await member.receives(1);
  await member.sends({ msgtype: 'event', event: 'CLICK', eventkey: 'somebody-elses' });
  await settled();
  const received = await member.received();
  expect(received).toHaveLength(1);
  expect(received[0]).toContain('新对话');
});

it('who leaves ends the conversation, and is welcomed anew', async () => {
  const member = new Member();
  await member.asks('我叫小明');
  await member.sends({ msgtype: 'event', event: 'unsubscribe' });
  await settled();
  await expect(member.asks('我叫什么？')).resolves.toContain('你还没有告诉我');
  await member.sends({ msgtype: 'event', event: 'subscribe', eventkey: '' });
  await settled();
  expect((await member.received()).at(-1)).toBe(zhCn.welcome);
});
