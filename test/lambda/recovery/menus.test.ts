import type { Noted, StatusItem } from '../../../lambda/aws/app-status';
import { applyMenu } from '../../../lambda/recovery/menus';
import { noteChanges } from '../../../lambda/recovery/noting';
import type { Menu } from '../../../lambda/shared/bot-config';
import type { LogFields } from '../../../lambda/shared/log';
import { WecomApiError } from '../../../lambda/wecom/errors';
import { turnConfig } from '../../support/turn-config';

const ours: Menu = [{ name: '新对话', key: '/new' }];
const others: Menu = [{ name: '考勤', url: 'https://hr.example.com' }];
const [app] = Object.values(turnConfig.apps);
if (!app) throw new Error('There is no app.');

/** An app in WeCom, and a recovery that runs every minute. */
class World {
  /** Of the configuration. */
  menu: Menu | undefined = ours;
  /** In WeCom. */
  shown: Menu | undefined;
  noted: Noted = { block: 'none' };
  status: Omit<StatusItem, 'noted'> = { observedAt: 1 };
  refusal: Error | undefined;
  calls: string[] = [];
  readonly warnings: (LogFields | undefined)[] = [];

  /** @returns the calls that it took */
  async run(): Promise<string[]> {
    this.calls = [];
    const item = { ...this.status, noted: this.noted };
    const { menu } = this;
    const ports = {
      config: { ...turnConfig, apps: { assistant: { ...app, ...(menu && { menu }) } } } as typeof turnConfig,
      statuses: {
        itemOf: () => Promise.resolve({ ...this.status, noted: this.noted }),
        setNoted: (_: string, noted: Noted) => Promise.resolve(void (this.noted = noted)),
      },
      menus: {
        has: () => this.call('get', () => JSON.stringify(this.shown) === JSON.stringify(menu)),
        create: (_: string, created: Menu) => this.call('create', () => void (this.shown = created)),
      },
      audit: { add: () => Promise.resolve() },
      clock: () => 1,
      log: {
        info: () => undefined,
        warn: (_: string, fields?: LogFields) => void this.warnings.push(fields),
        error: () => undefined,
      },
    };
    await noteChanges(ports, 'assistant', item);
    await applyMenu(ports, 'assistant', item);
    return this.calls;
  }

  private async call<Answer>(name: string, answer: () => Answer): Promise<Answer> {
    await Promise.resolve();
    this.calls.push(name);
    if (this.refusal) throw this.refusal;
    return answer();
  }
}

it('an app gets the menu of its configuration, and from then on no call is made', async () => {
  const world = new World();
  expect(await world.run()).toEqual(['get', 'create']);
  expect(world.shown).toEqual(ours);
  expect(await world.run()).toEqual([]);
  expect(world.noted).toMatchObject({ block: 'none' });
});

it('a menu that is there already is not made again', async () => {
  const world = new World();
  world.shown = ours;
  expect(await world.run()).toEqual(['get']);
  expect(await world.run()).toEqual([]);
});

it('another menu in the configuration takes the place of the first', async () => {
  const world = new World();
  await world.run();
  world.menu = others;
  expect(await world.run()).toEqual(['get', 'create']);
  expect(world.shown).toEqual(others);
});

it('what an admin changes in WeCom stays', async () => {
  const world = new World();
  await world.run();
  world.shown = others;
  expect(await world.run()).toEqual([]);
});

it('without a menu in the configuration, that of WeCom stays, and ours is applied when it comes back', async () => {
  const world = new World();
  await world.run();
  world.menu = undefined;
  world.shown = others;
  expect(await world.run()).toEqual([]);
  expect(world.shown).toEqual(others);
  world.menu = ours;
  expect(await world.run()).toEqual(['get', 'create']);
});

it.each<[string, Omit<StatusItem, 'noted'>]>([
  ['of which nothing is known', {}],
  ['that WeCom refuses', { observedAt: 1, blockedSince: 1, block: { errcode: 60020 } }],
])('WeCom is not called for an app %s', async (_, status) => {
  const world = new World();
  world.status = status;
  expect(await world.run()).toEqual([]);
});

it('a refusal is logged with its code and what to do, and tried again with the next run', async () => {
  const world = new World();
  world.refusal = new WecomApiError('menu/create', 40058, 'button.name exceed max length 16, hint: [1]');
  expect(await world.run()).toEqual(['get']);
  expect(world.warnings).toEqual([
    {
      app: 'assistant',
      code: 'WECOM_40058',
      message: expect.stringContaining('button.name exceed max length 16') as string,
    },
  ]);
  world.refusal = undefined;
  expect(await world.run()).toEqual(['get', 'create']);
});

it('a block that is noted does not make it forget the menu', async () => {
  const world = new World();
  await world.run();
  world.status = { observedAt: 2, blockedSince: 2, block: { errcode: 60020 } };
  await world.run();
  world.status = { observedAt: 3 };
  expect(await world.run()).toEqual([]);
});
