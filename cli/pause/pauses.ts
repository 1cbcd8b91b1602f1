import type { AppStatusItems } from '../../lambda/aws/app-status';
import { ALL_APPS } from '../../lambda/shared/audit-record';
import type { PauseOptions } from './arguments';
import { PauseError } from './faults';

/** Whether an app is paused, or with {@link ALL_APPS} all of them together. */
export interface PauseState {
  readonly app: string;
  readonly isPaused: boolean;
  /** When that was last changed, and by whom; ms since epoch. */
  readonly change?: { readonly at: number; readonly by: string };
}

/** What was changed, and how it is now. */
export interface PauseResult {
  /** Of which app, or with {@link ALL_APPS} of all of them together, the state was another before. */
  readonly changed: readonly string[];
  /** Of all together, then of each. */
  readonly states: readonly PauseState[];
}

/**
 * Does what was asked.
 * @param apps all that the stack has
 * @throws PauseError no-such-app; and what the client throws
 */
export async function pause(
  statuses: Pick<AppStatusItems, 'itemOf' | 'setPaused'>,
  apps: readonly string[],
  { action, app, by }: Pick<PauseOptions, 'action' | 'app' | 'by'>,
): Promise<PauseResult> {
  const all = [ALL_APPS, ...apps];
  if (app !== undefined && !all.includes(app)) throw new PauseError({ code: 'no-such-app', app, apps });
  const before = await Promise.all(all.map((each) => stateOf(statuses, each)));
  const changed = before.filter((each) => concerns(each, action, app)).map((each) => each.app);
  await Promise.all(changed.map((each) => statuses.setPaused(each, action === 'pause', by)));
  const states =
    changed.length === 0 ? before : await Promise.all(all.map((each) => stateOf(statuses, each)));
  return { changed, states };
}

/** What is so already keeps its time, and who did it. */
function concerns(state: PauseState, action: PauseOptions['action'], app: string | undefined): boolean {
  if (action === 'show') return false;
  const isMeant = action === 'end-every' || state.app === app;
  return isMeant && state.isPaused !== (action === 'pause');
}

async function stateOf(statuses: Pick<AppStatusItems, 'itemOf'>, app: string): Promise<PauseState> {
  const { pauseChange } = await statuses.itemOf(app);
  if (!pauseChange) return { app, isPaused: false };
  const { isPaused, at, by } = pauseChange;
  return { app, isPaused, change: { at, by } };
}
