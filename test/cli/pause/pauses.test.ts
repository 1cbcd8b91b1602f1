import { pause, type PauseState } from '../../../cli/pause/pauses';
import type { StatusItem } from '../../../lambda/aws/app-status';
import { errorWith } from '../../support/errors';

const APPS = ['assistant', 'finance-bot'];

/** Statuses in memory; the time is how often something was changed. */
function world(paused: readonly string[] = []) {
  const changes = new Map<string, NonNullable<StatusItem['pauseChange']>>(
    paused.map((app) => [app, { isPaused: true, at: 0, by: 'before' }]),
  );
  let at = 0;
  return {
    itemOf: (app: string): Promise<StatusItem> => {
      const pauseChange = changes.get(app);
      return Promise.resolve({ noted: {}, ...(pauseChange && { pauseChange }) });
    },
    setPaused: (app: string, isPaused: boolean, by: string): Promise<void> => {
      changes.set(app, { isPaused, at: (at += 1), by });
      return Promise.resolve();
    },
  };
}

const pausedIn = (states: readonly PauseState[]): string[] =>
  states.filter(({ isPaused }) => isPaused).map(({ app, change }) => `${app} by ${change?.by ?? ''}`);

it.each([
  ['show', undefined, ['assistant'], ['assistant by before']],
  ['pause', 'finance-bot', [], ['finance-bot by ops']],
  ['pause', '*', ['assistant'], ['* by ops', 'assistant by before']],
  ['pause', 'assistant', ['assistant'], ['assistant by before']],
  ['end', 'assistant', ['*', 'assistant'], ['* by before']],
  ['end', '*', ['*', 'assistant'], ['assistant by before']],
  ['end-every', undefined, ['*', 'assistant'], []],
] as const)('%s %s, when paused are %j: then paused are %j', async (action, app, paused, then) => {
  const { states } = await pause(world(paused), APPS, { action, app, by: 'ops' });
  expect(pausedIn(states)).toEqual(then);
});

it('what was not paused has no end', async () => {
  const { changed, states } = await pause(world(['assistant']), APPS, {
    action: 'end-every',
    app: undefined,
    by: 'ops',
  });
  expect(changed).toEqual(['assistant']);
  expect(states.filter(({ change }) => change).map(({ app }) => app)).toEqual(['assistant']);
});

it.each([
  ['end', 'finance-bot'],
  ['end', '*'],
  ['pause', 'assistant'],
] as const)('%s %s changes nothing where it is so already', async (action, app) => {
  const { changed } = await pause(world(['assistant']), APPS, { action, app, by: 'ops' });
  expect(changed).toEqual([]);
});

it.each(['pause', 'end'] as const)('%s of an app that the stack does not have is refused', async (action) => {
  await expect(pause(world(), APPS, { action, app: 'asistant', by: 'ops' })).rejects.toThrow(
    errorWith({ fault: { code: 'no-such-app', app: 'asistant', apps: APPS } }),
  );
});
