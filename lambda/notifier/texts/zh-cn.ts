import type { NotifierTexts } from './texts';

export const zhCn: NotifierTexts = {
  alarm: '告警',
  recovered: '已恢复',
  meaning: '含义',
  next: '怎么办',
  page: '处理手册',
  console: '在 CloudWatch 中查看',
  runbook: 'docs/runbook.zh-CN.md',
  alarms: {
    blocked: {
      title: '企业微信拒绝了应用的调用',
      meaning: '成员发的消息已保存，但暂时得不到回答；成员会收到说明。',
      next: (ips) =>
        `最常见的原因是出口 IP 不可信：在企业微信管理后台，把 ${ips} 加入该应用的“企业可信IP”。其他错误码见手册。修好后一分钟内自动恢复。`,
    },
    waiting: {
      title: '有消息等待超过 30 分钟',
      meaning: '这些消息没有丢，但成员一直没有得到回答。',
      next: () => '看是否同时有“企业微信拒绝”“模型失败”的告警，或者应用被暂停了：先处理它们。',
    },
    'dead-letters': {
      title: '有消息没能回答，已放弃',
      meaning: '成员收到了致歉（或企业微信不让送达），原消息保留 14 天。',
      next: () => '运行 npm run redrive 查看原因；原因消除后，用它把消息放回去。',
    },
    'callback-failing': {
      title: '回调处理失败',
      meaning: '企业微信发来的消息可能没有被接收，企业微信只会重试几次。',
      next: () =>
        '查看 callback 的日志：常见原因是 callback 密钥没填好，或者 AWS 服务出现故障、并发额度不足。',
    },
    'callback-refusing': {
      title: '很多回调因签名不符被拒绝',
      meaning: '如果是有人改了 Token 或 EncodingAESKey，成员的消息正在丢失；否则是外人在试探，无害。',
      next: () => '核对企业微信后台与 callback 密钥里的 Token、EncodingAESKey、CorpID、AgentId 是否一致。',
    },
    'worker-failing': {
      title: '处理消息时反复出错',
      meaning: '消息会自动重试，四次失败后成员收到致歉。',
      next: () =>
        '查看 worker 的日志里的 message not answered yet：常见原因是 DynamoDB 或 SQS 故障、并发额度不足。',
    },
    'model-failing': {
      title: '模型服务反复失败',
      meaning: '成员得到的是一句说明，而不是回答。',
      next: () => '查看 worker 日志里的 model failed：密钥、余额、模型名称或地区，按错误码查手册。',
    },
    'recovery-silent': {
      title: '每分钟一次的巡检没有运行',
      meaning: '应用被拒绝或恢复时不会被发现，落下的审计记录也不会补写。',
      next: () => '查看 recovery 的日志；并确认 EventBridge 规则已启用、并发额度足够。',
    },
    'audit-behind': {
      title: '审计记录写不进日志',
      meaning: '回答照常进行，记录保存在表里，之后会补写。',
      next: () => '查看 recovery 的日志：CloudWatch Logs 故障、权限边界，或审计日志组被删除。',
    },
    budget: {
      title: '预算快用完了',
      meaning: '已用 80% 以上。用到 100% 时成员只会得到一句说明，管理员照常得到回答。',
      next: () => '给应用发“管理 用量”看用量；在 config.ts 里提高预算再部署，或者就这样。',
    },
  },
};
