import { defineConfig } from '../../../lib/config';

/** One company's choices: another provider than OpenAI, by the API that most of them speak. */
export default defineConfig({
  region: 'ap-northeast-1',
  apps: { assistant: { model: 'deepseek-chat', models: ['deepseek-reasoner'], persona: '你是助手。' } },
  provider: {
    api: 'chat-completions',
    baseUrl: 'https://llm.example.com/v1',
    imagesBaseUrl: 'https://images.example.com/v1',
  },
});
