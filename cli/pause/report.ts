import { ALL_APPS } from '../../lambda/shared/audit-record';
import { aligned, localTime, type Report } from '../stack/report';
import type { PauseTexts } from '../texts/pause-texts';
import type { PauseOptions } from './arguments';
import type { PauseState } from './pauses';

/** What was done, and what is paused. @param timeZone that of texts */
export function pauseReport(
  { action, app }: Pick<PauseOptions, 'action' | 'app'>,
  states: readonly PauseState[],
  texts: PauseTexts,
  timeZone?: string,
): Report {
  const nameOf = (name: string): string => (name === ALL_APPS ? texts.allApps : name);
  const isAllPaused = states.some((state) => state.app === ALL_APPS && state.isPaused);
  const rows = states.map((state) => [
    nameOf(state.app),
    state.isPaused ? texts.paused : texts.atWork,
    ...(state.isPaused && state.change ? [localTime(state.change.at, timeZone), state.change.by] : ['', '']),
  ]);
  const done =
    action === 'show'
      ? []
      : [`✓ ${(action === 'pause' ? texts.hasPaused : texts.hasEnded)(nameOf(app ?? ALL_APPS))}`];
  const still = action === 'end' && isAllPaused ? [`! ${texts.allStillPaused}`] : [];
  const [first, ...others] = aligned([texts.columns, ...rows]);
  const table = [first ?? '', ...others].join('\n');
  return {
    text: [[...done, ...still].join('\n'), table].filter((part) => part !== '').join('\n\n'),
    json: { ok: true, pauses: states.map(entryOf) },
  };
}

/** Times in UTC. */
function entryOf({ app, isPaused, change }: PauseState): object {
  return {
    app,
    paused: isPaused,
    ...(change && { changedAt: new Date(change.at).toISOString(), by: change.by }),
  };
}
