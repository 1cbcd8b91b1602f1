import { Member } from '../support/member';

it('three quick questions of one member are answered in the order in which they were asked', async () => {
  const member = new Member();
  for (const number of [1, 2, 3]) await member.writes(`原样返回：第 ${number} 个`);
  await expect(member.receives(3)).resolves.toEqual(['第 1 个', '第 2 个', '第 3 个']);
});
