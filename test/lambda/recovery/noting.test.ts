import fc from 'fast-check';
import type { Noted, StatusItem } from '../../../lambda/aws/app-status';
import { noteChanges, type NotingPorts } from '../../../lambda/recovery/noting';
import type { AuditRecord } from '../../../lambda/shared/audit-record';
import { turnConfig } from '../../support/turn-config';

/** An audit log, and what it is remembered to know. */
class World {
  readonly records: AuditRecord[] = [];
  private readonly noted = new Map<string, Noted>();
  /** How many more writes succeed. */
  writes = Infinity;
  config = turnConfig;

  readonly ports: NotingPorts = {
    config: turnConfig,
    audit: { add: (record) => this.write(() => void this.records.push(record)) },
    statuses: { setNoted: (app, noted) => this.write(() => void this.noted.set(app, noted)) },
    clock: () => 1_000,
  };

  async note(app: string, item: Omit<StatusItem, 'noted'>): Promise<void> {
    await noteChanges({ ...this.ports, config: this.config }, app, {
      ...item,
      noted: this.noted.get(app) ?? {},
    });
  }

  /** Each once, in the order in which they were first written. */
  get events(): string[] {
    const seen = new Map(this.records.map((record) => [record.id, record.event]));
    return [...seen.values()];
  }

  private async write(act: () => void): Promise<void> {
    await Promise.resolve();
    if (this.writes-- <= 0) throw new Error('killed');
    act();
  }
}

const blocked = { observedAt: 5_000, blockedSince: 5_000, block: { errcode: 60020, address: '203.0.113.7' } };
const clear = { observedAt: 9_000 };
const pauseOf = (isPaused: boolean, at: number) => ({ pauseChange: { isPaused, at, by: 'ops' } });

it('a block and its end are a record each, once, however often it is looked', async () => {
  const world = new World();
  for (const item of [blocked, { ...blocked, observedAt: 6_000 }, blocked, clear, clear]) {
    await world.note('assistant', item);
  }
  expect(world.records).toEqual([
    {
      id: 'assistant-blocked-60020-5000',
      time: '1970-01-01T00:00:05.000Z',
      event: 'blocked',
      app: 'assistant',
      error: 'WECOM_60020',
      address: '203.0.113.7',
    },
    {
      id: 'assistant-unblocked-9000',
      time: '1970-01-01T00:00:09.000Z',
      event: 'unblocked',
      app: 'assistant',
    },
  ]);
});

it('an app that was never blocked leaves nothing', async () => {
  const world = new World();
  await world.note('assistant', {});
  await world.note('assistant', clear);
  expect(world.records).toEqual([]);
});

it('another reason for the same block is a record of its own', async () => {
  const world = new World();
  await world.note('assistant', blocked);
  await world.note('assistant', { ...blocked, block: { errcode: 50003 } });
  expect(world.records.map(({ error }) => error)).toEqual(['WECOM_60020', 'WECOM_50003']);
});

it('a pause and its end say who did it', async () => {
  const world = new World();
  for (const item of [pauseOf(true, 1), pauseOf(true, 1), pauseOf(false, 2)]) await world.note('*', item);
  expect(world.records.filter(({ by }) => by === 'ops').map(({ event, app }) => [event, app])).toEqual([
    ['paused', '*'],
    ['resumed', '*'],
  ]);
});

it('the configuration in force is recorded when it changes, for all apps together', async () => {
  const world = new World();
  await world.note('*', {});
  await world.note('*', {});
  await world.note('assistant', {});
  world.config = { ...turnConfig, language: 'en' };
  await world.note('*', {});
  expect(world.records.map(({ event, app, configuration }) => [event, app, configuration])).toEqual([
    ['configuration', '*', turnConfig],
    ['configuration', '*', world.config],
  ]);
});

it('whenever it is killed, nothing is missed, and what is written twice has the same id', async () => {
  const steps = [
    {},
    blocked,
    { ...blocked, ...pauseOf(true, 1) },
    { ...clear, ...pauseOf(true, 1) },
    { ...clear, ...pauseOf(false, 2) },
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { maxLength: 8 }), async (deaths) => {
      const world = new World();
      for (const step of steps) {
        world.writes = deaths.pop() ?? Infinity;
        await world.note('assistant', step).catch(() => undefined);
        world.writes = Infinity;
        await world.note('assistant', step);
      }
      expect(world.events).toEqual(['blocked', 'paused', 'unblocked', 'resumed']);
    }),
  );
});
