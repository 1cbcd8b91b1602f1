import type { ManagingName } from '../managing-commands';
import type { Limits, MediaFailure, ModelFailure, Used } from '../ports';
import type { WaitingTexts } from './waiting-texts';

/** Everything that the bot itself says to a member, and for them to the model, in one language. */
export interface Texts extends WaitingTexts {
  /** What the bot can do, and every command. */
  readonly help: (abilities: Abilities) => string;
  /** When a member opens the app, once in so many days. */
  readonly welcome: string;
  /** Stands under help and welcome where what is said goes into the audit log. */
  readonly contentIsRecorded: string;
  readonly newConversation: string;
  /** Of a kind that nobody knows. */
  readonly unsupported: string;
  /** A file of the member's can't be used. */
  readonly mediaFailed: Readonly<Record<MediaFailure, string>>;
  /** What this app was not given. */
  readonly notPossible: Readonly<Record<'hearing' | 'drawing' | 'pdf' | 'pictures', string>>;
  /** Stands before the answer to a voice message: what was understood. */
  readonly understood: (text: string) => string;
  /** No words were understood. */
  readonly notUnderstood: string;
  /** Stands before the answer to a video. */
  readonly onlyCover: string;
  readonly tooLong: string;
  /** Stands under an answer that the provider ended before it was whole. */
  readonly cutOff: string;
  /** Stands under an answer that the provider's filter ended. */
  readonly filteredOff: string;
  /** Stands above the pages that an answer cites. */
  readonly sources: string;
  /** When there was no word for some seconds. */
  readonly signOfLife: string;
  /** After too many attempts. */
  readonly givenUp: string;
  /** WeCom refuses the words of the answer. */
  readonly notTaken: string;
  readonly modelFailed: Readonly<Record<ModelFailure, string>>;
  readonly refusals: RefusalTexts;
  readonly commands: CommandTexts;
  readonly managing: ManagingTexts;
  readonly forModel: ModelTexts;
}

/** What an app can do. */
export interface Abilities {
  readonly hears: boolean;
  readonly speaks: boolean;
  readonly draws: boolean;
  /** Whether members have a choice. */
  readonly models: boolean;
  readonly personas: boolean;
}

/** Answers to commands. */
export interface CommandTexts {
  /** The persona of the configuration, where the member chose none. */
  readonly usualPersona: string;
  readonly models: (all: readonly string[], current: string) => string;
  readonly modelChosen: (name: string) => string;
  readonly noSuchModel: (name: string, all: readonly string[]) => string;
  readonly personas: (all: readonly string[], current: string) => string;
  readonly personaChosen: (name: string) => string;
  readonly noSuchPersona: (name: string, all: readonly string[]) => string;
  /** `undefined`: spoken where the member spoke. */
  readonly voice: (isOn: boolean | undefined) => string;
  readonly voiceChosen: (isOn: boolean) => string;
  /** The app can't speak. */
  readonly noVoice: string;
  /** `left`: of the day, where there are limits. */
  readonly usage: (day: Used, month: Used, left: Limits) => string;
  readonly whoAmI: (me: Me) => string;
  readonly myData: (kept: KeptOfMember) => string;
  readonly erased: string;
  /** Nothing was said yet. */
  readonly nothingToExport: string;
  readonly question: string;
  readonly answer: string;
  /** Without its extension; in ASCII, as WeCom is told names. `date`: `2026-11-26`. */
  readonly exportName: (date: string) => string;
  /** Without a description. */
  readonly drawWhat: string;
  readonly unknown: (typed: string, nearest: string) => string;
}

/** Why the company's rules let the bot not answer. */
export interface RefusalTexts {
  /** Once a day, with what an admin needs to let them in. */
  readonly outside: (userid: string) => string;
  /** `spans`: when there is service today, as `09:00-18:00`; none: not today. */
  readonly closed: (spans: readonly string[]) => string;
  readonly overBudget: string;
  /** By which limit, and how much it is. */
  readonly limited: Readonly<Record<keyof Limits, (limit: number) => string>>;
  /** Once a day, behind an answer. */
  readonly left: (left: Limits) => string;
  /** To an admin, who is not kept waiting. */
  readonly paused: string;
  /** A question is not asked; an answer is not given, or ends here; a part of one is left out. */
  readonly question: string;
  readonly answer: string;
  readonly part: string;
}

/** Answers to what admins tell the bot. */
export interface ManagingTexts {
  readonly help: string;
  readonly notAdmin: string;
  readonly misspelt: (command: ManagingName) => string;
  readonly usageOfMember: (member: string, period: string, used: Used) => string;
  /** `budget` in US dollars, where there is one. */
  readonly usageOfApp: (period: string, used: Used, budget: number | undefined) => string;
  readonly usageOfAll: (period: string, used: Used, budget: number | undefined) => string;
  readonly raised: (member: string, messages: number, tokens: number) => string;
  readonly blocked: (member: string) => string;
  readonly unblocked: (member: string) => string;
  readonly paused: string;
  readonly resumed: string;
  /** An operator has paused all apps together. */
  readonly allPaused: string;
  readonly models: (all: readonly string[], current: string) => string;
  readonly modelUsed: (name: string) => string;
  readonly noSuchModel: (name: string, all: readonly string[]) => string;
  readonly notified: string;
  /** WeCom did not take it. */
  readonly notNotified: (code: string) => string;
  /** A notice that is no one message. */
  readonly tooLong: string;
  /** Asks the admin to confirm. */
  readonly isSure: {
    readonly block: (member: string) => string;
    readonly pause: string;
    readonly model: (name: string) => string;
    readonly notify: (text: string) => string;
  };
  /** An admin can't be blocked in the chat. */
  readonly isAdminToo: (member: string) => string;
  readonly nothingToConfirm: string;
  readonly status: (status: StatusOfApp) => string;
}

/** How an app is. */
export interface StatusOfApp {
  readonly version: string;
  readonly model: string;
  readonly isPaused: boolean;
  /** What of its budgets is used; 1 is all; absent: there is none. */
  readonly budget?: number;
  /** Of all apps: messages that wait or are being answered, and that were given up. */
  readonly waiting: number;
  readonly deadLetters: number;
  readonly others: readonly { readonly app: string; readonly errcode?: number; readonly isPaused: boolean }[];
}

/** What is kept about a member. */
export interface KeptOfMember {
  readonly turns: number;
  readonly pictures: number;
  /** Days for which turns are kept. */
  readonly keepDays: number;
  readonly contentIsRecorded: boolean;
}

/** What the bot knows of a member. */
export interface Me {
  readonly name: string | undefined;
  readonly userid: string;
  readonly app: string;
  readonly model: string;
  readonly persona: string;
}

/** What stands for the model, and in memory, in the place of what is no text. */
export interface ModelTexts {
  readonly picture: string;
  /** What to do with a picture that came alone. */
  readonly pictureAlone: string;
  readonly video: string;
  readonly videoAlone: string;
  readonly location: (label: string, latitude: number, longitude: number) => string;
  readonly link: (title: string, description: string, url: string) => string;
  /** Stands under a link that the model can open, and under one that it can't. */
  readonly linkIsToRead: string;
  readonly linkIsUnread: string;
  readonly file: (name: string) => string;
  readonly fileAlone: string;
  readonly drawn: string;
  readonly continue: string;
}
