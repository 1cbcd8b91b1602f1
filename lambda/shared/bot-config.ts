import type { Timing } from './timing';

/** Languages in which the bot speaks to members. */
export type Language = 'zh-CN' | 'en';

/** One WeCom app (自建应用) as the functions know it. */
export interface AppConfig {
  /** Answers on `/wxcomapp` as well as on `/wxcomapp/{app}`. */
  readonly default: boolean;
  /** System prompt: who the bot is and how it speaks. */
  readonly persona: string;
  /** Model name as the provider spells it. */
  readonly model: string;
  /** What the model costs; absent if that is not known. */
  readonly price?: ModelPrice;
  /** Whether what is said goes into the audit log, or only that something was. */
  readonly auditContent: 'none' | 'full';
}

/** US dollars for a million tokens. */
export interface ModelPrice {
  readonly input: number;
  /** Of input that the provider had cached. */
  readonly cachedInput: number;
  /** Said and thought. */
  readonly output: number;
}

/** What a conversation remembers. */
export interface MemoryConfig {
  /** After so many minutes of silence the next message opens a new conversation. */
  readonly idleMinutes: number;
  /** The latest turns that the model is shown, at most. */
  readonly maxTurns: number;
  /** Tokens of earlier turns that the model is shown, at most; as the provider counted them. */
  readonly maxTokens: number;
  /** Days after which a turn is deleted from the table. */
  readonly keepDays: number;
}

/** The checked configuration, compiled into every bundle: it outgrows the 4 KB of a function's environment. */
export interface BotConfig {
  /** Of the release that it was deployed with. */
  readonly version: string;
  readonly language: Language;
  readonly apps: Readonly<Record<string, AppConfig>>;
  readonly memory: MemoryConfig;
  /** Whether an answer is sent in parts while the model writes it. */
  readonly streaming: boolean;
  /** Where the project's folder can be read on the web, if it can. */
  readonly projectUrl?: string;
  /** After so many days a member who opens the app is welcomed again; 0: never welcomed. */
  readonly welcomeEveryDays: number;
  /** Files by which WeCom proves that a domain is the company's, served at its root: name and content. */
  readonly verificationFiles: Readonly<Record<string, string>>;
  /** Messages answered at the same time, at most. */
  readonly maxConcurrency: number;
  readonly timing: Timing;
}
