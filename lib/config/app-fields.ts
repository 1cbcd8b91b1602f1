import * as z from 'zod';
import { commandIn } from '../../lambda/chat/commands';
import { audience, budget, hours, limits, moderation } from './control-fields';
import { modelName } from './model-fields';

/** What an operator can set of one WeCom app. Every field has its sentence, its one default and an example. */

const prompt = () => z.string().min(1).max(16_000);

const off = () =>
  z
    .boolean()
    .default(false)
    .meta({ examples: [true] });

/** What the provider's model may use besides its own knowledge; it runs at the provider, and takes its Responses API. */
const tools = z.strictObject({
  /** It may search the web, and names its sources. */
  webSearch: off(),
  /** It may run Python in a sandbox of the provider's: for calculations, tables and charts. */
  codeInterpreter: off(),
  /** It may draw pictures by itself, in the middle of a conversation. */
  imageGeneration: off(),
  /** Ids of the vector stores with the company's documents that it may search; none: off. */
  fileSearch: z
    .array(z.string().regex(/^vs_[\w-]{1,100}$/, 'is not the id of a vector store'))
    .max(20)
    .default([])
    .meta({ examples: [['vs_0123456789abcdef']] }),
  /** Remote MCP servers whose tools it may call. What a server wants as authorization is `mcp.<label>` of the model secret. */
  mcp: z
    .array(
      z.strictObject({
        /** By which the model, the secret and the records call the server. */
        label: z
          .string()
          .regex(/^[A-Za-z0-9_-]{1,64}$/, 'is not a label: 1 to 64 ASCII letters, digits, _ and -')
          .meta({ examples: ['crm'] }),
        /** Its address, which the provider calls: it has to be reached from the internet. */
        url: z
          .url({ protocol: /^https$/, error: 'must be a URL that begins with https://' })
          .meta({ examples: ['https://mcp.example.com/mcp'] }),
        /** The tools that may be called; none: all. */
        allowedTools: z
          .array(z.string().min(1).max(128))
          .max(100)
          .default([])
          .meta({ examples: [['search_customers']] }),
        /**
         * Whether a call may change something. The model is then asked once for an answer and never a second time, so that
         * nothing is changed twice; `false` only for servers that just read.
         */
        writes: z
          .boolean()
          .default(true)
          .meta({ examples: [false] }),
      }),
    )
    .max(20)
    .default([])
    .meta({ examples: [[{ label: 'crm', url: 'https://mcp.example.com/mcp', writes: false }]] }),
});

const button = {
  key: z
    .string()
    .refine(...atMostBytes(128))
    .refine((key) => isCommand(key), { error: ({ input }) => reasonAgainst(String(input)) })
    .optional()
    .meta({ examples: ['/help'] }),
  url: z
    .string()
    .regex(/^https?:\/\/\S+$/, 'must be a URL that begins with https:// or http://')
    .refine(...atMostBytes(1024))
    .optional()
    .meta({ examples: ['https://intranet.example.com/ai-rules'] }),
};

const nameOfAtMost = (bytes: number) =>
  z
    .string()
    .min(1)
    .refine(...atMostBytes(bytes))
    .meta({ examples: ['新对话'] });

/** [D90231] */
const menu = z
  .array(
    z.strictObject({
      /** What stands on it: at most 16 bytes in UTF-8, which is five 汉字. */
      name: nameOfAtMost(16),
      /** The command that pressing it means, as a member would type it. */
      key: button.key,
      /** Or the page that it opens. */
      url: button.url,
      /** Or one to five buttons that it shows. */
      buttons: z
        .array(
          z.strictObject({
            /** What stands on it: at most 40 bytes in UTF-8, which is thirteen 汉字. */
            name: nameOfAtMost(40),
            /** The command that pressing it means, as a member would type it. */
            key: button.key,
            /** Or the page that it opens. */
            url: button.url,
          }),
        )
        .min(1)
        .max(5)
        .optional()
        .meta({ examples: [[{ name: '用量', key: '/usage' }]] }),
    }),
  )
  .min(1)
  .max(3);

/** One WeCom app (自建应用). */
export const app = z.strictObject({
  /** Answers on `/wxcomapp` as well as on `/wxcomapp/{app}`. Exactly one app has it; an only app need not say so. */
  default: z
    .boolean()
    .default(false)
    .meta({ examples: [true] }),
  /** The model's name as the provider spells it. */
  model: modelName().meta({ examples: ['gpt-5.4-mini'] }),
  /** Further models that members may choose by 模型. */
  models: z
    .array(modelName())
    .max(20)
    .default([])
    .meta({ examples: [['gpt-5.4']] }),
  /** The system prompt: who the bot is and how it speaks; up to 16,000 characters. */
  persona: prompt().meta({ examples: ['你是公司内部的智能助手。'] }),
  /** Further system prompts that members may choose by 角色, by their names: up to 20 characters without spaces. */
  personas: z
    .record(
      z.string().regex(/^\S{1,20}$/u, 'is no name for a persona: 1 to 20 characters without spaces'),
      prompt(),
    )
    .default({})
    .meta({ examples: [{ 法务: '你是公司的法务助手，只谈合同和合规。' }] }),
  /** Whether members may also choose from the personas that come with the bot, such as 翻译 and 会议纪要. */
  builtInPersonas: z
    .boolean()
    .default(true)
    .meta({ examples: [false] }),
  /**
   * What of a conversation goes into the audit log: `none`, or `full`, question and answer. With `full`, welcome and 帮助
   * tell members so. What was not recorded can't be had later.
   */
  auditContent: z
    .enum(['none', 'full'])
    .default('none')
    .meta({ examples: ['full'] }),
  /** As what an answer is sent: `text`, or WeCom's `markdown`, which personal WeChat (微信插件) does not show. */
  format: z
    .enum(['text', 'markdown'])
    .default('text')
    .meta({ examples: ['markdown'] }),
  /** What the model may use besides its own knowledge: web search, code, pictures, documents, MCP servers. */
  tools: tools.prefault({}).meta({ examples: [{ webSearch: true }] }),
  /**
   * The app's menu in WeCom: `default`, a list of one to three buttons, or `none`, which leaves the menu as it is. A menu
   * takes the place of the one that was there.
   */
  menu: z
    .union([z.literal(['default', 'none']), menu], {
      error: "must be 'default', 'none' or a list of buttons",
    })
    .default('default')
    .meta({
      examples: [
        [
          { name: '新对话', key: '/new' },
          { name: '更多', buttons: [{ name: '帮助', key: '/help' }] },
        ],
      ],
    }),
  /** Who may use the app, of those to whom WeCom shows it. With no members, departments and tags: all of them. */
  audience: audience.prefault({}).meta({ examples: [{ departments: [2], deny: ['lisi'] }] }),
  /** What each member may use on a day, by groups: the first that a member is in counts, and `default` is of all others. */
  limits,
  /** What the app may cost, beside what all apps together may. */
  budget: budget.prefault({}).meta({ examples: [{ month: 50 }] }),
  /** When the model may be asked; without it, always. */
  hours: hours.optional().meta({ examples: [{ monday: ['09:00-18:00'], holidays: ['2026-10-01'] }] }),
  /** What may not be said. */
  moderation: moderation
    .prefault({})
    .meta({ examples: [{ words: { secret: { words: ['绝密项目'], action: 'block' } } }] }),
});

/** A check of a text's bytes in UTF-8, and what it says, for zod's `refine`. */
function atMostBytes(limit: number) {
  const bytesOf = (text: unknown): number => Buffer.byteLength(String(text));
  return [
    (text: string) => bytesOf(text) <= limit,
    {
      error: ({ input }: { readonly input?: unknown }) =>
        `has ${bytesOf(input)} bytes in UTF-8, and WeCom takes at most ${limit}`,
    },
  ] as const;
}

function isCommand(key: string): boolean {
  const command = commandIn(key);
  return command !== undefined && command.name !== 'unknown';
}

function reasonAgainst(key: string): string {
  const command = commandIn(key);
  const nearest = command?.name === 'unknown' ? `; the nearest is ${command.nearest}` : '';
  return `is not a command of the bot${nearest}`;
}
