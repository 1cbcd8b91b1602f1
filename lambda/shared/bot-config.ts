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
  /** What models cost, by name; what is not there is not known. */
  readonly prices: Readonly<Record<string, ModelPrice>>;
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
