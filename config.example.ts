import { defineConfig } from './lib/config';

// Copy this file to config.ts and edit the copy. Without a copy, this one is used as it is.
// 把本文件复制为 config.ts 再修改；没有 config.ts 时就用本文件。
export default defineConfig({
  // Near to China, and served by OpenAI: Tokyo (ap-northeast-1), Singapore (ap-southeast-1).
  region: 'ap-northeast-1',

  // What the bot itself says to members: 'zh-CN' or 'en'.
  language: 'zh-CN',

  apps: {
    assistant: {
      default: true,
      model: 'gpt-5.4-mini',
      persona: [
        '你是公司内部的智能助手，在企业微信里和同事聊天。',
        '用提问者的语言回答，先说结论，再说理由，简短而准确；不确定的就说不确定。',
        '你的回答显示为纯文本：不要使用 Markdown 表格和标题。',
      ].join('\n'),
      // What members may choose besides (模型, 角色), and what the model may use; see docs/configuration.md.
      // models: ['gpt-5.4'],
      // personas: { 法务: '你是公司的法务助手，只谈合同和合规。' },
      // tools: { webSearch: true },
      // Who may use it, how much, when (on days that are named alone), and what may not be said; see docs/control.md.
      // audience: { departments: [2], members: ['zhangsan'], deny: ['lisi'] },
      // limits: { default: { messages: 100, tokens: 300_000 }, heavy: { messages: 500, tags: [7] } },
      // hours: { monday: ['09:00-12:00', '13:30-18:00'], tuesday: ['09:00-18:00'], holidays: ['2027-01-01'] },
      // moderation: { words: { secret: { words: ['绝密项目'] } }, provider: { question: 'block' } },
    },
  },

  // Userids (账号) of those who manage the bot in the chat, by 管理.
  // admins: ['zhangsan'],

  // What all apps together may cost, in US dollars.
  // budget: { month: 200 },

  // Send an answer in parts while the model writes it.
  streaming: true,

  memory: {
    // After so long a silence the next message opens a new conversation.
    idleMinutes: 120,
    // What the model is shown of the conversation, at most.
    maxTurns: 20,
    maxTokens: 16_000,
    // After so many days a turn is deleted.
    keepDays: 30,
  },
});
