import type { AppConfig, BotConfig } from '../../lambda/shared/bot-config';
import { durationsFor } from '../../lib/config';

/** The app of the units' tests, with nothing that is not on by default. */
export const turnApp: AppConfig = {
  default: true,
  model: 'gpt-x',
  models: [],
  persona: '你是助手。',
  personas: {},
  auditContent: 'none',
  format: 'text',
  tools: { webSearch: false, codeInterpreter: false, imageGeneration: false, fileSearch: [], mcp: [] },
  audience: { deny: [] },
  limits: [{ name: 'default', people: { members: [], departments: [], tags: [] } }],
  budget: {},
  moderation: { words: [] },
};

/** What units are tested with. */
export const turnConfig: BotConfig = {
  version: '0.0.0',
  language: 'zh-CN',
  apps: { assistant: turnApp },
  prices: { 'gpt-x': { input: 2, cachedInput: 1, output: 10 } },
  unitPrices: {
    transcriptionMinute: 0.006,
    speechMinute: 0.015,
    image: 0.04,
    webSearch: 0.01,
    fileSearch: 0.002,
    codeInterpreter: 0.03,
    imageGeneration: 0.04,
  },
  budget: {},
  admins: [],
  timeZone: 'Asia/Shanghai',
  provider: { api: 'responses', azure: false },
  eraseOnLeave: false,
  memory: { idleMinutes: 10, maxTurns: 2, maxTokens: 1_000, keepDays: 30 },
  streaming: true,
  welcomeEveryDays: 30,
  verificationFiles: {},
  maxConcurrency: 5,
  timing: durationsFor(undefined).timing,
};
