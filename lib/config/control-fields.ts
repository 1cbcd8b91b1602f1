import * as z from 'zod';
import { isMatchable } from '../../lambda/chat/moderation';

/**
 * What an operator can set of who may use an app, how much, when and for what. Every field has its sentence, its one
 * default and an example.
 */

/** [D90196]: letters, digits and four marks, so that no look-alike of another script can be one. */
export const userid = () =>
  z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/,
      'is not a userid (账号): ASCII letters, digits and the marks . _ - @, at most 64',
    )
    .meta({ examples: ['zhangsan'] });

const userids = () =>
  z
    .array(userid())
    .max(2_000)
    .default([])
    .meta({ examples: [['zhangsan', 'lisi']] });

const ids = (what: string) =>
  z
    .array(z.int({ error: `is not the id of a ${what}: a whole number` }).min(1))
    .max(100)
    .default([]);

const people = {
  /** Userids (账号) of members. */
  members: userids(),
  /** Ids of departments (部门), each with all departments below it. The app's visible range in WeCom must hold them. */
  departments: ids('department').meta({ examples: [[2]] }),
  /** Ids of tags (标签), which the app must be allowed to see. */
  tags: ids('tag').meta({ examples: [[7]] }),
};

/** Who may use an app, of those to whom WeCom shows it. */
export const audience = z.strictObject({
  ...people,
  /** Userids that may not, whatever else says that they may. */
  deny: userids(),
});

const limit = {
  /** Messages on a day that the model is asked about. */
  messages: z
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .meta({ examples: [100] }),
  /** Tokens on a day that the model reads and writes; the answer that reaches the limit is still given. */
  tokens: z
    .int()
    .min(0)
    .max(100_000_000)
    .optional()
    .meta({ examples: [300_000] }),
};

/** What each member may use on a day, by groups: the first that a member is in counts, and `default` is of all others. */
export const limits = z
  .record(
    z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'is no name for a group: small letters, digits and hyphens'),
    z.strictObject({ ...limit, ...people }),
  )
  .default({})
  .meta({
    examples: [
      { default: { messages: 100, tokens: 300_000 }, heavy: { messages: 500, members: ['zhangsan'] } },
    ],
  });

const dollars = () => z.number().positive().max(10_000_000).optional();

/** What may be spent, in US dollars at the prices of this configuration; what is not set is not limited. */
export const budget = z.strictObject({
  /** On a day. */
  day: dollars().meta({ examples: [20] }),
  /** In a month. */
  month: dollars().meta({ examples: [200] }),
});

const spans = () =>
  z
    .array(z.string().regex(/^\d\d:\d\d-\d\d:\d\d$/, "is not a span of time, like '09:00-18:00'"))
    .max(10)
    .default([])
    .meta({ examples: [['09:00-12:00', '13:30-18:00']] });

const dates = () =>
  z
    .array(
      z
        .string()
        .regex(/^\d{4}-\d\d-\d\d$/, "is not a date, like '2026-10-01'")
        .refine(isDate, 'is not a day of the calendar'),
    )
    .max(400)
    .default([])
    .meta({ examples: [['2026-10-01', '2026-10-02']] });

/** When the model may be asked, by the clock of `timeZone`; commands work at any time. A day without a span has no service. */
export const hours = z.strictObject({
  /** Spans of the day, `'09:00-18:00'`; `'00:00-24:00'` is the whole day. */
  monday: spans(),
  /** As Monday's. */
  tuesday: spans(),
  /** As Monday's. */
  wednesday: spans(),
  /** As Monday's. */
  thursday: spans(),
  /** As Monday's. */
  friday: spans(),
  /** As Monday's. */
  saturday: spans(),
  /** As Monday's. */
  sunday: spans(),
  /** Dates without service. */
  holidays: dates(),
  /** Dates with service as on a Monday, whatever day they are (调休). */
  workdays: dates(),
});

const action = () => z.enum(['block', 'mask', 'note']);

/** What may not be said, in questions and in answers. */
export const moderation = z.strictObject({
  /** Lists of words by a name of your own, found whatever the width, case, spaces and marks that they are written with. */
  words: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'is no name for a list: small letters, digits and hyphens'),
      z.strictObject({
        /** The words. */
        words: z
          .array(
            z.string().min(1).max(50).refine(isMatchable, 'has neither a letter nor a digit to be found by'),
          )
          .min(1)
          .max(5_000)
          .meta({ examples: [['绝密项目', 'project x']] }),
        /** `block`: the question is not asked, the answer ends there; `mask`: ＊ in their place; `note`: recorded alone. */
        action: action()
          .default('block')
          .meta({ examples: ['mask'] }),
      }),
    )
    .default({})
    .meta({ examples: [{ secret: { words: ['绝密项目'], action: 'block' } }] }),
  /** What is done where the provider's own moderation flags a text; without it, it is not asked. */
  provider: z
    .strictObject({
      /** The model's name as the provider spells it. */
      model: z
        .string()
        .min(1)
        .max(100)
        .default('omni-moderation-latest')
        .meta({ examples: ['omni-moderation-latest'] }),
      /** With a question; `mask` leaves nothing of it, and is as `block`. */
      question: action()
        .optional()
        .meta({ examples: ['block'] }),
      /** With a part of an answer; `mask` puts a sentence in the part's place. */
      answer: action()
        .optional()
        .meta({ examples: ['mask'] }),
    })
    .optional()
    .meta({ examples: [{ question: 'block', answer: 'mask' }] }),
});

/** The company's own time zone. */
export const timeZone = z
  .string()
  .refine(isTimeZone, 'is not the name of a time zone')
  .default('Asia/Shanghai')
  .meta({ examples: ['Asia/Shanghai'] });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
