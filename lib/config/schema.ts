import * as z from 'zod';
import { app } from './app-fields';
import { budget, timeZone, userid } from './control-fields';
import { alarms, audit, domain, governance, keep, memory, network } from './fields';
import { images, price, provider, speech, transcription, unitPrices } from './model-fields';

/**
 * Everything that an operator can set, each with its one default. Fields that nobody knows are faults: a typo must not
 * be a silent default. The comments are what an editor shows and what docs/configuration.md says.
 */
const fields = {
  /** AWS region to deploy to. Without it, the region of the credentials in use (CDK_DEFAULT_REGION). */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is not the name of an AWS region')
    .optional()
    .meta({ examples: ['ap-northeast-1'] }),
  /** The language in which the bot itself speaks to members. */
  language: z
    .enum(['zh-CN', 'en'])
    .default('zh-CN')
    .meta({ examples: ['zh-CN'] }),
  /** The WeCom apps (自建应用) by a name of your own: small letters, digits and hyphens. */
  apps: z
    .record(z.string(), app)
    .transform(markOnlyAppAsDefault)
    .meta({ examples: [{ assistant: { default: true, model: 'gpt-5.4-mini', persona: '…' } }] }),
  /** The model's provider, if it is not OpenAI. */
  provider: provider.prefault({}).meta({ examples: [{ baseUrl: 'https://llm-gateway.example.com/v1' }] }),
  /**
   * How voice is turned into text, or `false`: voice is then not understood. On by default, but off with a
   * `provider.baseUrl` that is not Azure's, where there is no `provider.speechBaseUrl`.
   */
  transcription: unless(transcription).meta({ examples: [{ language: 'zh' }] }),
  /** How text is turned into voice, or `false`: the bot then does not speak. By default as `transcription`. */
  speech: unless(speech).meta({ examples: [{ voice: 'nova' }] }),
  /**
   * How pictures are drawn by 画, or `false`: it then draws none. On by default, but off with a `provider.baseUrl` that is
   * not Azure's, where there is no `provider.imagesBaseUrl`.
   */
  images: unless(images).meta({ examples: [{ size: '1536x1024' }] }),
  /** Send an answer in parts while the model writes it, so that the first words come soon; otherwise when it is whole. */
  streaming: z
    .boolean()
    .default(true)
    .meta({ examples: [true] }),
  /** What a conversation remembers. */
  memory: memory.prefault({}).meta({ examples: [{ idleMinutes: 120 }] }),
  /** Whether all that is remembered of a member is deleted when they leave the company or the app's visible range. */
  eraseOnLeave: z
    .boolean()
    .default(false)
    .meta({ examples: [true] }),
  /** Days after which a member who opens the app is welcomed again; 0 for no welcome. */
  welcomeEveryDays: z
    .int()
    .min(0)
    .max(3_650)
    .default(30)
    .meta({ examples: [30] }),
  /** Userids (账号) of those who may manage the bot in the chat, by 管理; and whom a budget does not stop. */
  admins: z
    .array(userid())
    .max(50)
    .default([])
    .meta({ examples: [['zhangsan']] }),
  /** What all apps together may cost. At 80 % an alarm goes off; at 100 % nobody but admins is answered. */
  budget: budget.prefault({}).meta({ examples: [{ month: 200, day: 20 }] }),
  /** The time zone in which days, months and service hours are meant: an IANA name. */
  timeZone,
  /**
   * What models cost, by name, where it is not what OpenAI lists (docs/cost.md says of when). A model that has no price is
   * counted at the dearest that is known, and synth warns of it.
   */
  prices: z
    .record(z.string(), price)
    .default({})
    .meta({ examples: [{ 'gpt-5.4-mini': { input: 0.75, cachedInput: 0.075, output: 4.5 } }] }),
  /** What is not counted in tokens costs, where it is not what OpenAI lists (docs/cost.md). */
  unitPrices: unitPrices.prefault({}).meta({ examples: [{ transcriptionMinute: 0.003, image: 0.042 }] }),
  /** The audit log. */
  audit: audit.prefault({}).meta({ examples: [{ keepDays: 400 }] }),
  /** Who is told when something is wrong. */
  alarms: alarms.prefault({}).meta({ examples: [{ emails: ['ops@example.com'] }] }),
  /**
   * Members answered at the same time. WeCom is reported to take five calls at once (45033), and a new AWS account may
   * own ten executions in all, of which the callback needs some.
   */
  maxConcurrency: z
    .int()
    .min(2)
    .max(1000)
    .default(5)
    .meta({ examples: [5] }),
  /** How calls to WeCom and the model leave: through a NAT gateway, a small machine, or a VPC that the company has. */
  network: network.prefault({ egress: 'nat-gateway' }).meta({ examples: [{ egress: 'nat-gateway' }] }),
  /** A domain of the company's own. Without it the callback URL ends in amazonaws.com, which WeCom refuses verified companies. */
  domain: domain.optional().meta({
    examples: [{ name: 'gpt.example.com', hostedZone: { id: 'Z0123456789ABCDEFGHIJ', name: 'example.com' } }],
  }),
  /** What the company's own rules ask of everything that is deployed. */
  governance: governance.prefault({}).meta({ examples: [{ tags: { 'cost-center': '4711' } }] }),
  /**
   * What of an earlier deployment goes on. The output `KeepLine` of a deployment is this line for it. A stage does not take
   * it over: what it goes on with stands in its own.
   */
  keep: keep.prefault({}).meta({ examples: ['see the output KeepLine'] }),
};

export const fieldsSchema = z.strictObject(fields);

export const configSchema = z.strictObject({
  ...fields,
  /** What is different in a stage (`-c stage=prod`): a field here takes the place of the same field above, as a whole. */
  stages: z
    .record(
      z
        .string()
        .regex(
          /^(?!test$)[a-z][a-z0-9]{0,15}$/,
          'is no name for a stage: small letters and digits, and not "test"',
        ),
      fieldsSchema.partial(),
    )
    .default({})
    .meta({ examples: [{ prod: { region: 'ap-southeast-1' } }] }),
});

/** What an operator writes. */
export type ConfigInput = z.input<typeof configSchema>;

/** The same for one stage, checked and with every default filled in. */
export type CheckedConfig = z.output<typeof fieldsSchema>;

/** @returns a field that may also be `false`; whether it is on where nobody says so, `botConfigOf` decides */
function unless<Field extends z.ZodObject>(field: Field) {
  return z.union([z.literal(false), field], { error: 'must be false or an object' }).optional();
}

function markOnlyAppAsDefault<App extends { default: boolean }>(
  apps: Record<string, App>,
): Record<string, App> {
  const [only, ...others] = Object.keys(apps);
  const one = only !== undefined && others.length === 0 ? apps[only] : undefined;
  return only !== undefined && one ? { [only]: { ...one, default: true } } : apps;
}
