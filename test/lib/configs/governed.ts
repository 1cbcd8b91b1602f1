import { defineConfig } from '../../../lib/config';

/** Apps that are governed, each in its own way. */
export default defineConfig({
  region: 'ap-northeast-1',
  admins: ['Boss'],
  apps: {
    assistant: {
      default: true,
      model: 'gpt-5.4-mini',
      models: ['gpt-5.4'],
      persona: '你是企业内部的智能助手。',
      audience: { departments: [2], tags: [7], members: ['ZhangSan', 'boss'], deny: ['wangwu'] },
      limits: {
        default: { messages: 3 },
        heavy: { messages: 1000, tags: [7] },
      },
    },
    // An answer of the stand-in costs more than this.
    frugal: { model: 'gpt-5.4', persona: '你是助手。', budget: { day: 0.000_001 } },
    closed: { model: 'gpt-5.4', persona: '你是助手。', hours: { workdays: ['1999-12-31'] } },
    strict: {
      model: 'gpt-5.4',
      persona: '你是助手。',
      moderation: {
        words: {
          secret: { words: ['绝密项目'], action: 'block' },
          rude: { words: ['笨蛋'], action: 'mask' },
        },
        provider: { question: 'block', answer: 'mask' },
      },
    },
  },
});
