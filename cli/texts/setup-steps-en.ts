import type { SetupTexts } from './setup-texts';

export const setupStepsEn: Pick<SetupTexts, 'steps' | 'todo'> = {
  steps: {
    machine: 'This machine',
    configuration: 'Configuration',
    account: 'AWS account',
    room: 'Quotas',
    bootstrap: 'CDK bootstrap',
    deploy: 'Stack',
    keep: 'What is kept',
    model: "The model's key",
    robot: 'Alarms',
    wecom: 'The app in WeCom',
    callback: 'Token and EncodingAESKey',
    dns: 'DNS record',
    'own-check': 'Check of our own callback',
    saved: '接收消息 (receive messages)',
    'trusted-ip': '企业可信IP (trusted IP)',
    menu: 'Menu',
    'first-message': 'First answer',
  },

  todo: {
    configuration:
      'npm run setup asks for region, domain and a few things more, and writes config.ts. Or copy config.example.ts to config.ts yourself.',
    bootstrap:
      'cdk bootstrap has to be run once in this account and region: npm run setup says what it makes, and asks first.',
    deploy: 'Deploy: npm run setup says what it makes and what that costs a month, and asks first.',
    keep: 'The line of output KeepLine belongs into config.ts: npm run setup writes it there, if you like.',
    model: 'npm run setup asks for the API key of the model.',
    robot:
      "In the admins' group: 群机器人 → 添加. npm run setup asks for its webhook address; without it, alarms go to alarms.emails of config.ts alone.",
    wecom: "npm run setup asks for CorpID, AgentId and Secret, and says where in WeCom's console they stand.",
    callback:
      'npm run setup makes a Token and an EncodingAESKey, or asks for those that stand on the page in WeCom.',
    dns: 'Add a CNAME record at your DNS provider: npm run setup shows it, and waits until it is known.',
    'own-check': 'Our own callback does not answer as WeCom wants it: npm run setup says what is wrong.',
    saved:
      'Paste URL, Token and EncodingAESKey at 接收消息 → 设置API接收 of the app, and press 保存: npm run setup shows them, and waits for WeCom to check.',
    'trusted-ip':
      "Enter the stack's address in 企业可信IP of the app: npm run setup shows it, and waits until WeCom takes it.",
    menu: 'The stack makes it by itself within a minute or two. If it does not come, npm run doctor says why.',
    'first-message':
      'Open the app in WeCom and write 你好: npm run setup sends you the welcome, and waits for the first answer.',
  },
};
