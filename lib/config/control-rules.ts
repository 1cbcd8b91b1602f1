import { appsIn, asList, asRaw, type RawConfig, type Rule } from './raw-config';

/** What is right of audience, limits, hours and moderation only together with something else. */
export const CONTROL_RULES: readonly Rule[] = [
  { field: 'apps', faults: deniedAdmins },
  { field: 'apps', faults: peopleOfGroups },
  { field: 'apps', faults: orderOfSpans },
  { field: 'apps', faults: datesOfHours },
  { field: 'apps', faults: moderationOfProvider },
];

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** An app that its admin can't reach can't be managed. */
function deniedAdmins({ apps, admins }: RawConfig): string[] {
  const managing = asList(admins).map(folded);
  return appsIn(apps).flatMap(([app, { audience }]) =>
    asList(asRaw(audience)['deny'])
      .map(folded)
      .filter((userid) => userid !== '' && managing.includes(userid))
      .map(
        (userid) =>
          `apps.${app}.audience.deny: has ${userid}, who is in admins. Example: take the userid from one of the two`,
      ),
  );
}

/** `default` is of everyone, and any other group of somebody. */
function peopleOfGroups({ apps }: RawConfig): string[] {
  return appsIn(apps).flatMap(([app, { limits }]) =>
    Object.entries(asRaw(limits)).flatMap(([group, limit]) => {
      const hasPeople = ['members', 'departments', 'tags'].some(
        (list) => asList(asRaw(limit)[list]).length > 0,
      );
      const path = `apps.${app}.limits.${group}`;
      if (group === 'default' && hasPeople) {
        return [
          `${path}: names people, but is of all who are in no other group. Example: default: { messages: 100 }`,
        ];
      }
      if (group === 'default' || hasPeople) return [];
      return [`${path}: is of nobody. Example: ${group}: { messages: 500, members: ['zhangsan'] }`];
    }),
  );
}

function orderOfSpans({ apps }: RawConfig): string[] {
  return appsIn(apps).flatMap(([app, { hours }]) =>
    DAYS.flatMap((day) =>
      asList(asRaw(hours)[day]).flatMap((span, index) => {
        const [, from = '', to = ''] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(String(span)) ?? [];
        const isOne = from < to && isTime(from) && isTime(to) && from !== '24:00';
        if (from === '' || isOne) return [];
        return [
          `apps.${app}.hours.${day}.${index}: does not go from an earlier time of the day to a later one. Example: '22:00-24:00'`,
        ];
      }),
    ),
  );
}

function datesOfHours({ apps }: RawConfig): string[] {
  return appsIn(apps).flatMap(([app, { hours }]) => {
    const { holidays, workdays } = asRaw(hours);
    return asList(holidays)
      .filter((date) => asList(workdays).includes(date))
      .map(
        (date) =>
          `apps.${app}.hours: ${String(date)} is in holidays and in workdays. Example: take it from one of the two`,
      );
  });
}

/** Only OpenAI itself is known to have it; a gateway before it may. */
function moderationOfProvider({ apps, provider }: RawConfig): string[] {
  const { azure } = asRaw(provider);
  return appsIn(apps).flatMap(([app, { moderation }]) => {
    const asked = asRaw(moderation)['provider'];
    if (asked === undefined) return [];
    const path = `apps.${app}.moderation.provider`;
    if (azure === true) {
      return [
        `${path}: Azure has no such moderation; it filters by itself. Example: leave it out, and name words instead`,
      ];
    }
    const { question, answer } = asRaw(asked);
    if (question !== undefined || answer !== undefined) return [];
    return [
      `${path}: says neither what to do with a question nor with an answer. Example: { question: 'block' }`,
    ];
  });
}

function isTime(time: string): boolean {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours < 24 && minutes < 60) || time === '24:00';
}

function folded(userid: unknown): string {
  return typeof userid === 'string' ? userid.toLowerCase() : '';
}
