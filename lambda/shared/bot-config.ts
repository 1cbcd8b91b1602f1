import type { Timing } from './timing';

/** Languages in which the bot speaks to members. */
export type Language = 'zh-CN' | 'en';

/** One WeCom app (自建应用) as the functions know it. */
export interface AppConfig {
  /** Answers on `/wxcomapp` as well as on `/wxcomapp/{app}`. */
  readonly default: boolean;
  /** System prompt: who the bot is and how it speaks. */
  readonly persona: string;
  /** Further system prompts, by the names under which members choose them. */
  readonly personas: Readonly<Record<string, string>>;
  /** Model name as the provider spells it. */
  readonly model: string;
  /** Further models that members may choose. */
  readonly models: readonly string[];
  /** Whether what is said goes into the audit log, or only that something was. */
  readonly auditContent: 'none' | 'full';
  /** As what an answer is sent: plain text, or WeCom's markdown, which personal WeChat does not show. */
  readonly format: 'text' | 'markdown';
  /** What the provider's model may use. */
  readonly tools: ToolsConfig;
  /** The app's menu in WeCom; absent: left as it is. */
  readonly menu?: Menu;
  readonly audience: Audience;
  /** What a member may use on a day: the first group counts that a member is in. The last, `default`, is of everyone. */
  readonly limits: readonly LimitGroup[];
  /** What the app may cost. */
  readonly budget: Budget;
  /** When the model may be asked; absent: always. */
  readonly hours?: Hours;
  readonly moderation: ModerationConfig;
}

/** Some of a company's members. */
export interface People {
  /** UserIDs in lower case. */
  readonly members: readonly string[];
  /** WeCom's ids of departments; with all that are below them. */
  readonly departments: readonly number[];
  /** WeCom's ids of tags (标签). */
  readonly tags: readonly number[];
}

/** Who may use an app. */
export interface Audience {
  /** Absent: everyone to whom WeCom shows it. */
  readonly allow?: People;
  /** UserIDs in lower case that may not, whoever else allows it. */
  readonly deny: readonly string[];
}

/** What each of a group's members may use on a day. */
export interface LimitGroup {
  readonly name: string;
  /** Messages that the model is asked about; absent: any number. */
  readonly messages?: number;
  /** Tokens that it reads and writes; absent: any number. */
  readonly tokens?: number;
  readonly people: People;
}

/** US dollars, at the prices of the configuration; absent: any amount. */
export interface Budget {
  readonly day?: number;
  readonly month?: number;
}

/** When the model may be asked, by the company's clock. */
export interface Hours {
  /** By the day of the week, from Monday to Sunday: spans of minutes since midnight. */
  readonly week: readonly (readonly TimeSpan[])[];
  /** Dates, `2026-10-01`, on which there is no service. */
  readonly holidays: readonly string[];
  /** Dates on which there is service as on a Monday, though it is a weekend (调休). */
  readonly workdays: readonly string[];
}

/** Minutes since midnight; `to` is no longer in it, and at most 1440. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** What to do with what may not be said: not say it, hide it, or only record it. */
export type ModerationAction = 'block' | 'mask' | 'note';

/** What may not be said, in questions and in answers. */
export interface ModerationConfig {
  readonly words: readonly WordList[];
  /** What the provider's moderation does where it flags a text; absent: it is not asked. */
  readonly provider?: {
    readonly model: string;
    readonly question?: ModerationAction;
    readonly answer?: ModerationAction;
  };
}

/** Words that may not be said. */
export interface WordList {
  /** By which records call it. */
  readonly name: string;
  readonly words: readonly string[];
  readonly action: ModerationAction;
}

/** The provider's own tools; everything is off by default. */
export interface ToolsConfig {
  readonly webSearch: boolean;
  readonly codeInterpreter: boolean;
  readonly imageGeneration: boolean;
  /** Ids of the vector stores that are searched; none: off. */
  readonly fileSearch: readonly string[];
  /** Remote MCP servers, which the provider calls. */
  readonly mcp: readonly McpServerConfig[];
}

/** A remote MCP server. Its credentials, if it takes any, are in the model secret: `mcp.<label>`. */
export interface McpServerConfig {
  /** By which the model and the records call it. */
  readonly label: string;
  readonly url: string;
  /** The tools that may be called; none: all. */
  readonly allowedTools: readonly string[];
  /** Whether a call may change something: an answer is then asked for once, never a second time. */
  readonly writes: boolean;
}

/** An app's menu: one to three buttons, named by at most 16 bytes. */
export type Menu = readonly (MenuButton | SubMenu)[];

/** `key` is a command as a member would type it; `url` a page that opens. */
export type MenuButton =
  { readonly name: string; readonly key: string } | { readonly name: string; readonly url: string };

/** One to five buttons, named by at most 40 bytes. */
export interface SubMenu {
  readonly name: string;
  readonly buttons: readonly MenuButton[];
}

/** How the provider is spoken to. */
export interface ProviderConfig {
  /** OpenAI's Responses API, or the older Chat Completions, which most other providers speak. */
  readonly api: 'responses' | 'chat-completions';
  /** The base URL is of an Azure OpenAI resource; the model's name is that of the deployment. */
  readonly azure: boolean;
}

/** How voice is turned into text. */
export interface TranscriptionConfig {
  readonly model: string;
  /** Of the speech, ISO 639-1; absent: the model finds out. */
  readonly language?: string;
  /** Words that are likely to come, such as names of the company's products. */
  readonly prompt?: string;
}

/** How text is turned into voice. */
export interface SpeechConfig {
  readonly model: string;
  /** The provider's name for it. */
  readonly voice: string;
}

/** How pictures are drawn. */
export interface ImagesConfig {
  readonly model: string;
  /** Width and height in pixels, e.g. `1024x1024`. */
  readonly size: string;
}

/** US dollars for a million tokens. */
export interface ModelPrice {
  readonly input: number;
  /** Of input that the provider had cached. */
  readonly cachedInput: number;
  /** Said and thought. */
  readonly output: number;
  /** The price is not known: the dearest that is was taken. */
  readonly isAssumed?: true;
}

/** US dollars for what is not counted in tokens. */
export interface UnitPrices {
  /** For a minute of voice that is understood, and of one that is spoken. */
  readonly transcriptionMinute: number;
  readonly speechMinute: number;
  /** For a picture that is drawn by 画. */
  readonly image: number;
  /** For one use of a tool of the provider's. */
  readonly webSearch: number;
  readonly fileSearch: number;
  readonly codeInterpreter: number;
  readonly imageGeneration: number;
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
  /** What models cost, by name: of each that a member may meet. */
  readonly prices: Readonly<Record<string, ModelPrice>>;
  readonly unitPrices: UnitPrices;
  /** What all apps together may cost. */
  readonly budget: Budget;
  /** Who may manage the bot in the chat: userids in lower case. */
  readonly admins: readonly string[];
  /** In which days begin and service hours are meant: an IANA name. */
  readonly timeZone: string;
  readonly provider: ProviderConfig;
  /** Absent: voice is not understood. */
  readonly transcription?: TranscriptionConfig;
  /** Absent: the bot does not speak. */
  readonly speech?: SpeechConfig;
  /** Absent: the bot does not draw by command. */
  readonly images?: ImagesConfig;
  /** Whether all that was said by a member is deleted when they leave. */
  readonly eraseOnLeave: boolean;
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
