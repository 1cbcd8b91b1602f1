import { MemberMemory } from '../../../lambda/aws/member-memory';
import type { Profile } from '../../../lambda/chat/ports';
import { startMemoryTable } from '../../support/memory-table';

let memory: MemberMemory;
let close: () => Promise<void>;
beforeAll(async () => {
  const started = await startMemoryTable(() => 1_000_000);
  close = started.close;
  memory = new MemberMemory(started.table);
});
afterAll(() => close());

it.each<[string, Profile]>([
  ['of a member who only talked', { conversation: 'c1', activeAt: 5 }],
  [
    'with all that can be known',
    { conversation: 'c1', activeAt: 5, name: '张三', namedAt: 4, welcomedAt: 3 },
  ],
])('a profile %s is read as it was written', async (id, profile) => {
  await memory.saveProfile({ app: 'a', id }, profile);
  await expect(memory.profile({ app: 'a', id })).resolves.toEqual(profile);
});

it('of who never wrote nothing is known', async () => {
  await expect(memory.profile({ app: 'a', id: 'nobody' })).resolves.toBeUndefined();
});
