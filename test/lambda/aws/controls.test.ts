import type { BotTable } from '../../../lambda/aws/bot-table';
import { PendingConfirmations } from '../../../lambda/aws/confirmations';
import { MemberControls } from '../../../lambda/aws/member-controls';
import { startMemoryTable } from '../../support/memory-table';

const MINUTE = 60_000;
const START = Date.parse('2026-11-26T08:00:00Z');
const block = { name: 'block', target: 'lisi' } as const;

let now: number;
let table: BotTable;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ table, close } = await startMemoryTable(() => now));
});
beforeEach(() => (now = START));
afterAll(() => close());

let members = 0;
const newMember = () => ({ app: 'a', id: `member-${++members}` });

describe('what an admin has set', () => {
  it('stays until it is taken back, with who did it first', async () => {
    const controls = new MemberControls(table);
    const member = newMember();
    await expect(controls.controlOf(member)).resolves.toEqual({});
    await controls.block(member, 'boss', 1);
    await controls.block(member, 'other', 2);
    await expect(controls.controlOf(member)).resolves.toEqual({ blocked: { by: 'boss', at: 1 } });
    await controls.unblock(member);
    await controls.unblock(member);
    await expect(controls.controlOf(member)).resolves.toEqual({});
  });

  it('is added up for a day, once for each message, and never set back to a day before', async () => {
    const controls = new MemberControls(table);
    const member = newMember();
    const raise = (date: string, id: string) =>
      controls.raise(member, date, { messages: 5, tokens: 100 }, id);
    await raise('2026-11-26', 'm1');
    await raise('2026-11-26', 'm1');
    await raise('2026-11-26', 'm2');
    await expect(controls.controlOf(member)).resolves.toEqual({
      raised: { date: '2026-11-26', messages: 10, tokens: 200 },
    });
    await raise('2026-11-27', 'm3');
    await raise('2026-11-26', 'm4');
    await expect(controls.controlOf(member)).resolves.toEqual({
      raised: { date: '2026-11-27', messages: 5, tokens: 100 },
    });
  });
});

describe('what an admin has to confirm', () => {
  const confirmations = () => new PendingConfirmations(table, () => now);

  it('is taken by one message, again when that one is retried, and not by another', async () => {
    const admin = newMember();
    await confirmations().propose(admin, block, now + 5 * MINUTE);
    await expect(confirmations().take(admin, 'm1')).resolves.toEqual(block);
    await expect(confirmations().take(admin, 'm2')).resolves.toBeUndefined();
    now += 6 * MINUTE;
    await expect(confirmations().take(admin, 'm1')).resolves.toEqual(block);
    // Put back later, it is not done once more.
    now += 15 * MINUTE;
    await expect(confirmations().take(admin, 'm1')).resolves.toBeUndefined();
  });

  it('is over after its time, and replaced by what comes next', async () => {
    const admin = newMember();
    await confirmations().propose(admin, block, now + 5 * MINUTE);
    now += 5 * MINUTE;
    await expect(confirmations().take(admin, 'm1')).resolves.toBeUndefined();
    await confirmations().propose(admin, { name: 'pause' }, now + 5 * MINUTE);
    await expect(confirmations().take(admin, 'm2')).resolves.toEqual({ name: 'pause' });
    await expect(confirmations().take({ ...admin, app: 'b' }, 'm3')).resolves.toBeUndefined();
  });

  it('is taken once, where fifty messages ask for it at once', async () => {
    const admin = newMember();
    await confirmations().propose(admin, block, now + 5 * MINUTE);
    const taken = await Promise.all(
      Array.from({ length: 50 }, (_, index) => confirmations().take(admin, `m${index}`)),
    );
    expect(taken.filter((each) => each !== undefined)).toHaveLength(1);
  });
});
