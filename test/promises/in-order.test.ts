import { Member } from '../support/member';

it('three quick questions of one member are answered in the order in which they were asked, the first a slow one', async () => {
  const member = new Member();
  await member.writes('写一篇约 3 KB 的长文');
  await member.writes('原样返回：第二个');
  await member.writes('原样返回：第三个');
  await member.isDealtWith(3);
  const answers = await member.received();
  expect(answers.slice(0, -2).join('').length).toBeGreaterThan(1_000);
  expect(answers.slice(-2)).toEqual(['第二个', '第三个']);
});

it('one member does not wait for another', async () => {
  const [slow, quick] = [new Member(), new Member()];
  await slow.writes('写一篇约 30 KB 的长文');
  await slow.receives(1);
  await expect(quick.asks('原样返回：我先')).resolves.toBe('我先');
  expect((await slow.received()).length).toBeLessThan(11);
  await slow.isDealtWith(1);
  await expect(slow.received()).resolves.toHaveLength(11);
});
