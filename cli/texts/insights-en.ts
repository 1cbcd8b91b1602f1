import type { InsightsTexts } from './insights-texts';
import { stackEn } from './stack-en';

export const insightsEn: InsightsTexts = {
  usage: {
    notATime: (text) =>
      `${text} is no time. Say how long ago (7d, 24h, 30m), a day (2026-11-01), or a day and an hour (2026-11-01T08:30).`,
    endsBeforeItBegins: 'The period ends before it begins.',
    notAnApp: 'That is not the name of an app: small letters, digits and hyphens.',
  },

  periodHelp: (
    preset,
    zone,
  ) => `  --since TIME   how long ago (7d, 24h, 30m), a day (2026-11-01) or a day and an hour (2026-11-01T08:30);
                 ${preset} if not given. Days and hours are those of ${zone}
  --until TIME   likewise, a day with all of it; now if not given`,

  stillAsking: (seconds, records) =>
    `  … ${seconds} s, ${records} ${records === 1 ? 'record' : 'records'} looked at`,
  lastMinute: 'What happened in the last minute or two may be missing: CloudWatch takes so long to find it.',

  faults: (page) => ({
    ...stackEn.faults(page),
    'query-failed': ({ status }) => ({
      what: 'CloudWatch did not answer the question.',
      why: `It ended it as: ${status}`,
      next: 'Ask again. If it stays so, name a shorter period with --since and --until.',
    }),
    'query-too-slow': ({ minutes }) => ({
      what: 'CloudWatch did not answer the question.',
      why: `It was still at it after ${minutes} minutes.`,
      next: 'Name a shorter period with --since and --until.',
    }),
    'no-such-app': ({ app, apps }) => ({
      what: `The stack has no app ${app}, and the log nothing of it in that period.`,
      why: `Its apps are: ${apps.join(', ')}.`,
      next: 'Name one of them, or leave out --app.',
    }),
  }),
};
