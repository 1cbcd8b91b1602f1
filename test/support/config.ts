import { defineConfig } from '../../lib/config';

/** What the tests' stack is made with: two apps, kept apart, behind a domain of the company's own. */
export default defineConfig({
  region: 'ap-northeast-1',
  admins: ['boss'],
  apps: {
    assistant: { default: true, model: 'gpt-5.4-mini', persona: '你是企业内部的智能助手。' },
    'finance-bot': { model: 'gpt-5.4', persona: '你是财务部的助手。', auditContent: 'full' },
  },
  domain: {
    name: 'gpt.example.com',
    certificateArn:
      'arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b2c3d-0000-1111-2222-333344445555',
    verificationFiles: { 'WW_verify_0a1B2c3D4e5F6g7H.txt': '0a1B2c3D4e5F6g7H' },
  },
});
