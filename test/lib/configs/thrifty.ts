import { defineConfig } from '../../../lib/config';

/** One company's choices: a NAT instance, a domain in Route 53, its own key, rules for roles and tags. */
export default defineConfig({
  region: 'ap-southeast-1',
  apps: { assistant: { model: 'gpt-5.4-mini', persona: '你是助手。' } },
  network: { egress: 'nat-instance' },
  domain: {
    name: 'gpt.example.com',
    hostedZone: { id: 'Z0123456789ABC', name: 'example.com' },
    verificationFiles: { 'WW_verify_0a1B2c3D4e5F6g7H.txt': '0a1B2c3D4e5F6g7H' },
  },
  alarms: { emails: ['ops@example.com'], projectUrl: 'https://git.example.com/it/wecom-gpt/blob/main' },
  governance: {
    ownKey: true,
    permissionsBoundary: 'arn:aws:iam::123456789012:policy/developers',
    rolePath: '/bots/',
    qualifier: 'company1',
    tags: { 'cost-center': '4711' },
  },
});
