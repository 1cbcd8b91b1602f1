import * as z from 'zod';

/**
 * Everything that an operator can set, each with its one default. Fields that nobody knows are faults: a typo must not
 * be a silent default.
 */

const app = z.strictObject({
  /** Answers on `/wxcomapp` as well as on `/wxcomapp/{app}`. Exactly one app has it; an only app need not say so. */
  default: z
    .boolean()
    .default(false)
    .meta({ examples: [true] }),
  /** The model's name as the provider spells it. */
  model: z
    .string()
    .min(1)
    .max(100)
    .meta({ examples: ['gpt-5.4-mini'] }),
  /** The system prompt: who the bot is and how it speaks; up to 16,000 characters. */
  persona: z
    .string()
    .min(1)
    .max(16_000)
    .meta({ examples: ['你是公司内部的智能助手。'] }),
});

const memory = z.strictObject({
  /** Minutes of silence after which the next message opens a new conversation. */
  idleMinutes: z
    .int()
    .min(1)
    .max(10_080)
    .default(120)
    .meta({ examples: [120] }),
  /** The latest turns that the model is shown, at most. */
  maxTurns: z
    .int()
    .min(0)
    .max(100)
    .default(20)
    .meta({ examples: [20] }),
  /** Tokens of earlier turns that the model is shown, at most, as the provider counted them. */
  maxTokens: z
    .int()
    .min(0)
    .max(500_000)
    .default(16_000)
    .meta({ examples: [16_000] }),
  /** Days after which a turn is deleted. */
  keepDays: z
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .meta({ examples: [30] }),
});

export const configSchema = z.strictObject({
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
  /** Send an answer in parts while the model writes it, so that the first words come soon; otherwise when it is whole. */
  streaming: z
    .boolean()
    .default(true)
    .meta({ examples: [true] }),
  /** What a conversation remembers. */
  memory: memory.prefault({}).meta({ examples: [{ idleMinutes: 120 }] }),
});

/** What an operator writes. */
export type ConfigInput = z.input<typeof configSchema>;

/** The same, checked and with every default filled in. */
export type CheckedConfig = z.output<typeof configSchema>;

/**
 * What is wrong with the apps as a whole. Apart from the schema, which would leave off at the first of these and hide
 * the faults inside an app.
 */
export function faultsAmong(apps: unknown): string[] {
  if (typeof apps !== 'object' || apps === null) return [];
  const names = Object.keys(apps);
  const defaults = Object.values(apps as Record<string, { default?: unknown } | undefined>).filter(
    (one) => one?.default === true,
  );
  const badNames = names.filter((name) => !/^(?=.{1,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name));
  return [
    ...badNames.map(
      (name) =>
        `apps.${name}: the name is not small letters and digits with single hyphens between them, at most 32. Example: finance-bot`,
    ),
    ...(names.length === 0
      ? ['apps: there is none, and at least one is needed. Example: see config.example.ts']
      : []),
    ...(names.length > 1 && defaults.length !== 1
      ? [
          `apps: ${defaults.length} of them have default: true, but exactly one answers on /wxcomapp. Example: default: true`,
        ]
      : []),
  ];
}

function markOnlyAppAsDefault<App extends { default: boolean }>(
  apps: Record<string, App>,
): Record<string, App> {
  const [only, ...others] = Object.keys(apps);
  const one = only !== undefined && others.length === 0 ? apps[only] : undefined;
  return only !== undefined && one ? { [only]: { ...one, default: true } } : apps;
}
