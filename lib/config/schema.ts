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
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'is not small letters, digits and hyphens, at most 32'),
      app,
    )
    .transform(markOnlyAppAsDefault)
    .refine((apps) => Object.keys(apps).length > 0, 'has no app: at least one is needed')
    .refine(
      (apps) => Object.values(apps).filter((one) => one.default).length <= 1,
      'has several apps with default: true: exactly one answers on /wxcomapp',
    )
    .refine(
      (apps) => Object.keys(apps).length === 0 || Object.values(apps).some((one) => one.default),
      'has no app with default: true: exactly one answers on /wxcomapp',
    )
    .meta({ examples: [{ assistant: { default: true, model: 'gpt-5.4-mini', persona: '…' } }] }),
  /** What a conversation remembers. */
  memory: memory.prefault({}).meta({ examples: [{ idleMinutes: 120 }] }),
});

/** What an operator writes. */
export type ConfigInput = z.input<typeof configSchema>;

/** The same, checked and with every default filled in. */
export type CheckedConfig = z.output<typeof configSchema>;

function markOnlyAppAsDefault<App extends { default: boolean }>(
  apps: Record<string, App>,
): Record<string, App> {
  const [only, ...others] = Object.keys(apps);
  const one = only !== undefined && others.length === 0 ? apps[only] : undefined;
  return only !== undefined && one ? { [only]: { ...one, default: true } } : apps;
}
