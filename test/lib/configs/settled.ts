import { defineConfig } from '../../../lib/config';

/** Another's: a VPC and a certificate that are there, and what an earlier deployment has left. */
export default defineConfig({
  region: 'eu-central-1',
  apps: { assistant: { model: 'gpt-5.4-mini', persona: '你是助手。' } },
  network: {
    egress: 'existing-vpc',
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    addresses: ['203.0.113.7', '203.0.113.8'],
  },
  domain: {
    name: 'gpt.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0000-1111-2222-333344445555',
  },
  alarms: { emails: ['ops@example.com'], robot: false },
  keep: {
    table: 'WecomGpt-BotTable0123ABCD-0123456789AB',
    auditLog: 'WecomGpt-AuditTrailLog0123ABCD-0123456789AB',
    secrets: {
      callback: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:CredentialsCallback-abcdef',
      wecom: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:CredentialsWecom-abcdef',
      model: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:CredentialsModel-abcdef',
    },
  },
});
