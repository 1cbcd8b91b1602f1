import type { Confirmations, ManagingAction, Member } from '../chat/ports';
import { pendingKey } from '../shared/table-keys';
import type { BotTable } from './bot-table';

/** So long after its time a confirmation that was taken may come again. */
const RETRIED_MS = 15 * 60_000;

/** What admins have yet to confirm, in the bot table: one thing each. */
export class PendingConfirmations implements Confirmations {
  constructor(
    private readonly table: BotTable,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  async propose({ app, id }: Member, action: ManagingAction, until: number): Promise<void> {
    await this.table.put(pendingKey(app, id), {
      action,
      until,
      expiresAt: Math.ceil((until + RETRIED_MS) / 1000),
      v: 1,
    });
  }

  async take({ app, id: admin }: Member, id: string): Promise<ManagingAction | undefined> {
    const taken = await this.table.updateIf(pendingKey(app, admin), {
      // Again only as after a crash: put back days later, it is not done once more.
      condition: '(attribute_not_exists(#takenBy) AND #until > :now) OR (#takenBy = :id AND #until > :late)',
      update: 'SET #takenBy = :id',
      names: { '#takenBy': 'takenBy', '#until': 'until' },
      values: { ':id': id, ':now': this.clock(), ':late': this.clock() - RETRIED_MS },
    });
    return taken?.['action'] as ManagingAction | undefined;
  }
}
