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
  readonly language: Language;
  readonly apps: Readonly<Record<string, AppConfig>>;
  readonly memory: MemoryConfig;
  /** Whether an answer is sent in parts while the model writes it. */
  readonly streaming: boolean;
  /** Files by which WeCom proves that a domain is the company's, served at its root: name and content. */
  readonly verificationFiles: Readonly<Record<string, string>>;
  readonly timing: Timing;
}
