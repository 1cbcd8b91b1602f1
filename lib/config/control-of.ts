import type {
  AppConfig,
  Audience,
  Hours,
  LimitGroup,
  ModerationConfig,
  People,
  TimeSpan,
} from '../../lambda/shared/bot-config';
import { memberId } from '../../lambda/shared/member-id';
import type { CheckedConfig } from './schema';

type WrittenApp = CheckedConfig['apps'][string];

/** Who may use an app, how much, when and for what, as the functions know it. */
export function controlOf({
  audience,
  limits,
  budget,
  hours,
  moderation,
}: WrittenApp): Pick<AppConfig, 'audience' | 'limits' | 'budget' | 'hours' | 'moderation'> {
  return {
    audience: audienceOf(audience),
    limits: limitsOf(limits),
    budget: amountsOf(budget),
    ...(hours && { hours: hoursOf(hours) }),
    moderation: moderationOf(moderation),
  };
}

/** Without what is not set. */
export function amountsOf({ day, month }: WrittenApp['budget']): AppConfig['budget'] {
  return { ...(day !== undefined && { day }), ...(month !== undefined && { month }) };
}

function audienceOf({ deny, ...people }: WrittenApp['audience']): Audience {
  const isOfEveryone = Object.values(people).every((list) => list.length === 0);
  return { ...(!isOfEveryone && { allow: peopleOf(people) }), deny: deny.map(memberId) };
}

function peopleOf({ members, departments, tags }: People): People {
  return { members: members.map(memberId), departments, tags };
}

/** The group of all others is the last. */
function limitsOf({ default: others, ...groups }: WrittenApp['limits']): LimitGroup[] {
  const nobody: People = { members: [], departments: [], tags: [] };
  return [...Object.entries(groups), ['default', others ?? nobody] as const].map(([name, group]) => {
    const { messages, tokens, ...people } = { messages: undefined, tokens: undefined, ...group };
    return {
      name,
      ...(messages !== undefined && { messages }),
      ...(tokens !== undefined && { tokens }),
      people: peopleOf(people),
    };
  });
}

function hoursOf(hours: NonNullable<WrittenApp['hours']>): Hours {
  const { monday, tuesday, wednesday, thursday, friday, saturday, sunday, holidays, workdays } = hours;
  const week = [monday, tuesday, wednesday, thursday, friday, saturday, sunday];
  return { week: week.map((spans) => spans.map(spanOf)), holidays, workdays };
}

function spanOf(span: string): TimeSpan {
  const [from = 0, to = 0] = span.split('-').map((time) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return hours * 60 + minutes;
  });
  return { from, to };
}

function moderationOf({ words, provider }: WrittenApp['moderation']): ModerationConfig {
  const { model, question, answer } = provider ?? {};
  return {
    words: Object.entries(words).map(([name, list]) => ({ name, ...list })),
    ...(model !== undefined && {
      provider: {
        model,
        ...(question !== undefined && { question }),
        ...(answer !== undefined && { answer }),
      },
    }),
  };
}
