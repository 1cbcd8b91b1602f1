import type { PauseTexts } from './pause-texts';
import { stackEn } from './stack-en';

export const pauseEn: PauseTexts = {
  help: `npm run pause -- [options] [APP]

Without an app, shows which apps are paused. With one, pauses it: within 10 seconds its members are told that their
messages wait, and no further answer is begun. What they write is answered when the pause ends.

  APP            name of an app in config.ts
  --all          all apps, instead of one
  --end          ends the pause of that app or of --all; without either, every pause that there is
  --by NAME      who it is, for the audit log; the user of this machine if not given
${stackEn.commonHelp('pause', 'docs/pause.md')}`,

  usage: {
    oneApp: 'Name one app, or all of them with --all.',
    appOrAll: 'Name either an app or --all.',
  },

  columns: ['APP', 'STATE', 'SINCE', 'BY'],
  allApps: '(all apps)',
  paused: 'paused',
  atWork: 'not paused',
  hasPaused: (app) => `${app}: paused. Within 10 seconds, whoever writes is told so.`,
  hasEnded: (apps) =>
    `${apps.join(', ')}: the pause is over. What waits is answered by itself: within half a minute, or within a tenth of the time that it has waited if that is longer, 22 minutes at most.`,
  noPause: (app) => `${app}: there was no pause to end.`,
  noPauses: 'Nothing was paused: there was no pause to end.',
  allStillPaused: 'All apps are still paused, this one with them: npm run pause -- --all --end',

  faults: {
    ...stackEn.faults('docs/pause.md'),
    'no-such-app': ({ app, apps }) => ({
      what: `The stack has no app ${app}.`,
      why: `Its apps are: ${apps.join(', ')}.`,
      next: 'Name one of them, or all with --all.',
    }),
  },
};
