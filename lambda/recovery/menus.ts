import { createHash } from 'node:crypto';
import type { Noted, StatusItem } from '../aws/app-status';
import type { BotConfig, Menu } from '../shared/bot-config';
import { errorFields, type Log } from '../shared/log';

/** What applying menus takes. */
export interface MenuPorts {
  readonly config: Pick<BotConfig, 'apps'>;
  readonly statuses: {
    itemOf(app: string): Promise<StatusItem>;
    setNoted(app: string, noted: Noted): Promise<void>;
  };
  /** In WeCom. @throws WecomApiError and others */
  readonly menus: {
    has(app: string, menu: Menu): Promise<boolean>;
    create(app: string, menu: Menu): Promise<void>;
  };
  readonly log: Log;
}

/**
 * Gives an app the menu of its configuration, once: what somebody changes in WeCom afterwards stays, until the
 * configuration has another. What fails is tried again with the next run.
 * @param status as it is now; an app that WeCom is not known to accept has to wait
 */
export async function applyMenu(
  ports: MenuPorts,
  app: string,
  status: StatusItem | undefined,
): Promise<void> {
  const { config, statuses, menus, log } = ports;
  const menu = config.apps[app]?.menu;
  const isAccepted = status?.observedAt !== undefined && !status.block;
  if (!menu || !isAccepted || status.noted.menu === digestOf(menu)) return;
  try {
    if (!(await menus.has(app, menu))) {
      await menus.create(app, menu);
      log.info('menu applied', { app });
    }
    const { noted } = await statuses.itemOf(app);
    await statuses.setNoted(app, { ...noted, menu: digestOf(menu) });
  } catch (error) {
    log.warn('menu not applied', { app, ...errorFields(error) });
  }
}

function digestOf(menu: Menu): string {
  return createHash('sha256').update(JSON.stringify(menu)).digest('hex').slice(0, 16);
}
