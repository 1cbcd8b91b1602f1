import { ALL_APPS } from '../../lambda/shared/audit-record';
import { aligned, localTime, type Report } from '../stack/report';
import type { PauseTexts } from '../texts/pause-texts';
import type { PauseOptions } from './arguments';
import type { PauseResult, PauseState } from './pauses';

/** What was done, and what is paused. @param timeZone that of texts */
export function pauseReport(
  options: Pick<PauseOptions, 'action' | 'app'>,
  { changed, states }: PauseResult,
  texts: PauseTexts,
  timeZone?: string,
): Report {
  const nameOf = (app: string): string => (app === ALL_APPS ? texts.allApps : app);
  const isAllPaused = states.some((state) => state.app === ALL_APPS && state.isPaused);
  const rows = states.map((state) => [
    nameOf(state.app),
    state.isPaused ? texts.paused : texts.atWork,
    ...(state.isPaused && state.change
      ? [localTime(state.change.at, { timeZone }), state.change.by]
      : ['', '']),
  ]);
  const done = doneLines(options, changed, nameOf, texts);
  const still = options.action === 'end' && isAllPaused ? [`! ${texts.allStillPaused}`] : [];
  const [first, ...others] = aligned([texts.columns, ...rows]);
  const table = [first ?? '', ...others].join('\n');
  return {
    text: [[...done, ...still].join('\n'), table].filter((part) => part !== '').join('\n\n'),
    json: { ok: true, changed, pauses: states.map(entryOf) },
  };
}

function doneLines(
  { action, app }: Pick<PauseOptions, 'action' | 'app'>,
  changed: readonly string[],
  nameOf: (app: string) => string,
  texts: PauseTexts,
): string[] {
  if (action === 'show') return [];
  if (action === 'pause') return [`✓ ${texts.hasPaused(nameOf(app ?? ALL_APPS))}`];
  if (changed.length > 0) return [`✓ ${texts.hasEnded(changed.map(nameOf))}`];
  return [`! ${app === undefined ? texts.noPauses : texts.noPause(nameOf(app))}`];
}

/** Times in UTC. */
function entryOf({ app, isPaused, change }: PauseState): object {
  return {
    app,
    paused: isPaused,
    ...(change && { changedAt: new Date(change.at).toISOString(), by: change.by }),
  };
}
