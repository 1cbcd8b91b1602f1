import type { SetupTexts } from './setup-texts';

export const setupStepsZhCn: Pick<SetupTexts, 'steps' | 'todo'> = {
  steps: {
    machine: '本机',
    configuration: '配置',
    account: 'AWS 账号',
    room: '配额',
    bootstrap: 'CDK bootstrap',
    deploy: '堆栈',
    keep: '保留',
    model: '模型的密钥',
    robot: '告警',
    wecom: '企业微信应用',
    callback: 'Token 和 EncodingAESKey',
    dns: '域名解析',
    'own-check': '回调自检',
    saved: '接收消息',
    'trusted-ip': '企业可信IP',
    menu: '菜单',
    'first-message': '第一次回答',
  },

  todo: {
    configuration:
      '运行 npm run setup，回答区域、域名等几个问题，由它写好 config.ts；也可以自己把 config.example.ts 复制成 config.ts 再改。',
    bootstrap: '这个账号在这个区域要先运行一次 cdk bootstrap：npm run setup 会说明它创建什么，问过再运行。',
    deploy: '部署：npm run setup 会说明要创建什么、每月大约多少钱，问过再部署。',
    keep: '堆栈输出 KeepLine 那一行要写进 config.ts：npm run setup 问过就替你写。',
    model: '运行 npm run setup，填写模型的 API key。',
    robot:
      '在管理员的群里：群机器人 → 添加，再运行 npm run setup 填写它的 Webhook 地址；不填的话，告警只发到 config.ts 里 alarms.emails 的邮箱。',
    wecom: '运行 npm run setup，逐项填写 CorpID、AgentId 和 Secret，它会说明在管理后台的哪里。',
    callback: '运行 npm run setup，由它生成 Token 和 EncodingAESKey，或者填写企业微信页面上已有的。',
    dns: '在 DNS 服务商添加一条 CNAME 记录：npm run setup 会显示要填什么，并等它生效。',
    'own-check': '访问自己的回调没有通过：npm run setup 会说明哪里不对。',
    saved:
      '在应用的“接收消息 → 设置API接收”里填好 URL、Token 和 EncodingAESKey，点“保存”：npm run setup 会显示这三个值，并等企业微信来验证。',
    'trusted-ip': '把出口 IP 填进应用的“企业可信IP”：npm run setup 会显示它，并等企业微信接受。',
    menu: '由堆栈自己创建，一般一两分钟；一直没有的话，运行 npm run doctor 看原因。',
    'first-message': '在企业微信里打开应用，发一句“你好”：npm run setup 会先给你发欢迎语，再等第一次回答。',
  },
};
