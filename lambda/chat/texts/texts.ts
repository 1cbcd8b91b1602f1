import type { MediaFailure, ModelFailure, Used } from '../ports';

/** Everything that the bot itself says to a member, and for them to the model, in one language. */
export interface Texts {
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
  /** Told by the callback while an operator has paused the app. `isKept`: a message of the member's waits. */
  readonly paused: (isKept: boolean) => string;
  /** Told by the callback while WeCom refuses the app. */
  readonly blocked: BlockedTexts;
  readonly modelFailed: Readonly<Record<ModelFailure, string>>;
  readonly commands: CommandTexts;
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
  readonly usage: (day: Used, month: Used) => string;
  readonly whoAmI: (me: Me) => string;
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

/** Why a member gets no answer yet. `isKept`: a message of theirs waits; else they have only opened the app. */
export interface BlockedTexts {
  /** An admin has to add this address to 企业可信IP. */
  readonly untrustedAddress: (address: string, isKept: boolean) => string;
  /** Any other of WeCom's codes. */
  readonly other: (errcode: number, isKept: boolean) => string;
}
