import { defineConfig } from '../../../lib/config';

/** For a company that wants the failure of a zone to pass unnoticed. */
export default defineConfig({
  region: 'ap-northeast-1',
  apps: { assistant: { model: 'gpt-5.4-mini', persona: '你是助手。' } },
  network: { egress: 'nat-gateway', zones: 2 },
});
