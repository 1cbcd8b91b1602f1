import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../../lib/config';
import type { Step } from '../step';
import type { SetupWorld } from '../world';
import { account } from './account';
import { bootstrap } from './bootstrap';
import { callback } from './callback';
import { configuration } from './configuration';
import { deploy } from './deploy';
import { dns } from './dns';
import { firstMessage } from './first-message';
import { keep } from './keep';
import { machine } from './machine';
import { menu } from './menu';
import { model } from './model';
import { ownCheck } from './own-check';
import { robot } from './robot';
import { room } from './room';
import { saved } from './saved';
import { trustedIp } from './trusted-ip';
import { wecom } from './wecom';

const EXAMPLE = 'config.example.ts';

/** Up to the stack: what has to be there before anything is known of its apps. */
export const STEPS_TO_THE_STACK: readonly Step[] = [
  machine,
  configuration,
  account,
  room,
  bootstrap,
  deploy,
  keep,
];

/** From the stack to the first answer, in the order in which WeCom's console asks. */
export function stepsFromTheStack(world: SetupWorld): Step[] {
  const apps = appsOf(world);
  return [
    model,
    ...apps.flatMap((app, index) => [
      wecom(app),
      callback(app),
      ...(index === 0 ? [dns] : []),
      ownCheck(app),
      saved(app),
      trustedIp(app),
      menu(app),
      firstMessage(app),
    ]),
    robot,
  ];
}

/** Those that are meant, the default app first. */
function appsOf(world: SetupWorld): string[] {
  const { options, isConfigured, ports } = world;
  if (options.app !== undefined) return [options.app];
  const isThere = (file: string): boolean => existsSync(join(ports.directory, file));
  // Only a configuration knows its apps; the first is made of the example.
  if (!isConfigured && (isThere('config.ts') || !isThere(EXAMPLE))) return [];
  const { apps } = isConfigured ? world.config : loadConfig(ports.directory, {}, EXAMPLE);
  const isDefault = (name: string): number => (apps[name]?.default ? 0 : 1);
  return Object.keys(apps).sort((one, other) => isDefault(one) - isDefault(other));
}
