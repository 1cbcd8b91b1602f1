import type { Usage } from './answer-stream';
import { isObject, type RequestBody } from './request-body';

/** How a provider's Chat Completions differ from the others'. */
export interface ChatForm {
  /** Others are refused. */
  readonly roles: readonly string[];
  readonly seesPictures: boolean;
  /** The parameters that it takes; left out: any. */
  readonly takes?: readonly string[];
  /** The field of a delta that holds the thought before the answer; undefined: it does not think. */
  readonly thinksIn: (body: RequestBody) => 'reasoning_content' | 'reasoning' | 'content' | undefined;
  /** Reasons to finish early. */
  readonly finishes: readonly string[];
  /** In a chunk of its own when `stream_options` asks for it, with the last chunk of the answer, or never. */
  readonly usage: 'when asked' | 'with the end' | 'never';
  /** What it tells of the usage beside the three totals. */
  readonly usageDetails: (usage: Usage, reasoningTokens: number) => object;
  /** Whether comments keep the connection alive while it thinks. */
  readonly keepsAlive: boolean;
  /** Whether a content filter reports on the prompt, and on each part of the answer. */
  readonly reportsFilter: boolean;
}

const EVERY_ROLE = ['system', 'developer', 'user', 'assistant'];
const OLD_ROLES = ['system', 'user', 'assistant'];
/** DeepSeek caches in blocks of so many tokens. */
const CACHE_BLOCK = 64;

/** https://developers.openai.com/api/reference/resources/chat/subresources/completions/streaming-events */
export const OPENAI_CHAT: ChatForm = {
  roles: EVERY_ROLE,
  seesPictures: true,
  thinksIn: () => undefined,
  finishes: ['max_output_tokens', 'content_filter'],
  usage: 'when asked',
  usageDetails: () => ({}),
  keepsAlive: false,
  reportsFilter: false,
};

/** https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter-annotations */
export const AZURE_CHAT: ChatForm = { ...OPENAI_CHAT, reportsFilter: true };

/** https://api-docs.deepseek.com/api/create-chat-completion */
export const DEEPSEEK_CHAT: ChatForm = {
  roles: OLD_ROLES,
  seesPictures: false,
  thinksIn: ({ thinking }) =>
    isObject(thinking) && thinking['type'] === 'disabled' ? undefined : 'reasoning_content',
  finishes: ['max_output_tokens', 'content_filter', 'insufficient_system_resource'],
  usage: 'with the end',
  usageDetails: ({ input, repeated }, reasoningTokens) => {
    const hit = Math.floor(repeated / CACHE_BLOCK) * CACHE_BLOCK;
    return {
      prompt_cache_hit_tokens: hit,
      prompt_cache_miss_tokens: input - hit,
      completion_tokens_details: { reasoning_tokens: reasoningTokens },
    };
  },
  keepsAlive: true,
  reportsFilter: false,
};

/** https://www.alibabacloud.com/help/en/model-studio/qwen-api-via-openai-chat-completions */
export const QWEN_CHAT: ChatForm = {
  roles: OLD_ROLES,
  seesPictures: true,
  takes: [
    'model',
    'messages',
    'stream',
    'stream_options',
    'temperature',
    'top_p',
    'top_k',
    'presence_penalty',
    'max_tokens',
    'seed',
    'stop',
    'n',
    'response_format',
    'enable_thinking',
    'thinking_budget',
    'enable_search',
    'search_options',
  ],
  thinksIn: ({ enable_thinking: thinks }) => (thinks === false ? undefined : 'reasoning_content'),
  finishes: ['max_output_tokens'],
  usage: 'when asked',
  usageDetails: ({ repeated }, reasoningTokens) => ({
    prompt_tokens_details: { cached_tokens: repeated },
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  }),
  keepsAlive: false,
  reportsFilter: false,
};

/** https://docs.ollama.com/api/openai-compatibility */
export const OLLAMA_CHAT: ChatForm = {
  roles: OLD_ROLES,
  seesPictures: true,
  thinksIn: ({ model, reasoning_effort: effort }) => {
    if (effort === 'none') return undefined;
    // Which of the two depends on the template that a model came with.
    return typeof model === 'string' && model.includes('reasoning') ? 'reasoning' : 'content';
  },
  finishes: ['max_output_tokens'],
  usage: 'never',
  usageDetails: () => ({}),
  keepsAlive: true,
  reportsFilter: false,
};
