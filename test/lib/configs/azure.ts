import { defineConfig } from '../../../lib/config';

/** One company's choices: Azure OpenAI, with the tools of the model, and voice of another provider; answers in WeCom's markdown. */
export default defineConfig({
  region: 'ap-northeast-1',
  apps: {
    assistant: {
      model: 'gpt-deployment',
      persona: '你是助手。',
      format: 'markdown',
      tools: {
        webSearch: true,
        codeInterpreter: true,
        imageGeneration: true,
        fileSearch: ['vs_0123456789'],
        mcp: [{ label: 'crm', url: 'https://crm.example.com/mcp', allowedTools: ['find'] }],
      },
    },
  },
  provider: {
    baseUrl: 'https://company.openai.azure.com/openai/v1',
    azure: true,
    speechBaseUrl: 'https://speech.example.com/v1',
  },
  // The model draws by its own tool.
  images: false,
});
