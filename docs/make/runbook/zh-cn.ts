import type { RunbookTexts } from './texts';

const DOCTOR = '先调用 doctor（见上），看它最前面说什么。';
const LOG = (name: string): string => `名称里有 \`${name}\` 的日志组`;

export const zhCn: RunbookTexts = {
  title: '处理手册',
  intro: [
    '先是每个告警一节，然后是管理员能处理的每个错误码一节。由代码生成（`npm run docs`）；告警和错误信息都指向这里。',
    '',
    '[English](runbook.md)',
    '',
    'doctor 从堆栈内部检查密钥、企业微信、回调、模型、队列和额度，用中英文逐项说明问题和下一步。它不改变任何东西：',
    '',
    '```sh',
    'npm run doctor',
    '```',
    '',
    '关于发生过什么，堆栈里保存了查询：[审计](audit.md)。这些告警都还没有在真实账号上见过；触发条件由测试核对，通知经本地堆栈测试。',
  ],
  alarms: '告警',
  when: '何时触发',
  meaning: '含义',
  first: '先做',
  look: '查看',
  mend: '处理',
  over: '恢复',
  theAddresses: '`Step5TrustedIp`（堆栈的输出）里的 IP',
  wecomCodes: '企业微信错误码',
  wecomIntro: '在日志、审计日志和 doctor 的报告里写作 `WECOM_<错误码>`。来源：企业微信文档 90313。',
  handled: {
    waits: '消息在队列里最多等待 14 天，修好后会得到回答。',
    ends: '遇到它的那条消息不会得到回答；如果被放弃了，可以用 `npm run redrive` 放回去。',
    ofMember: '企业微信不给这个成员送达任何内容。消息保留着：修好后用 `npm run redrive` 放回去。',
  },
  modelCodes: '模型服务的失败',
  modelIntro: '成员会收到一句说明。worker 日志里是 `model failed`，审计日志里是 `error`。',
  ownCodes: '其他错误码',
  sections: {
    blocked: {
      when: '企业微信拒绝某个应用的调用已有五分钟。',
      look: [
        DOCTOR,
        `在${LOG('RecoveryLogs')}或 \`WorkerLogs\` 里找 \`app blocked\`：错误码，以及 60020 时企业微信看到的 IP。`,
      ],
      mend: [
        '60020：把 IP 填进该应用的“企业可信IP”；每个应用各有一份名单。',
        '如果企业微信看到的 IP 不是本堆栈的，说明流量走了别的出口：检查私有子网的路由。',
        '其他错误码见下面各节。',
      ],
      over: '每分钟自动尝试一次。恢复后，等待的消息按顺序得到回答，并收到“已恢复”。',
    },
    waiting: {
      when: '有消息在路上超过 30 分钟。',
      look: [
        DOCTOR,
        'worker 日志里的 `message waits`：看 `reason`。`blocked`、`paused` 即是原因；`model` 带有模型的错误码；`unknown-send` 表示连不上企业微信。',
        '已保存的查询 “What was blocked, paused or configured?”。',
      ],
      mend: ['处理 reason 所说的原因。暂停用 `npm run pause -- --end` 结束。', '消息本身不用处理。'],
      over: '原因消除后 22 分钟内，最后一条消息也会再试一次。',
    },
    'dead-letters': {
      when: '死信队列里有消息。',
      look: [
        '`npm run redrive` 列出它们；某一条的原因见 `npm run logs -- worker --since 14d --message 编号`。',
        'worker 日志里的 `answer not deliverable` 或 `message given up`，带有错误码；或已保存的查询 “What failed, and why?”。',
      ],
      mend: ['按错误码处理，然后一条条放回去：[redrive](redrive.md)。'],
      over: '只要还有一条，告警就在，最多 14 天。不需要再回答的，可以在 SQS 控制台删除。',
    },
    'callback-failing': {
      when: '五分钟内 callback 失败，或 API Gateway 返回了 5xx。',
      look: [
        DOCTOR,
        `${LOG('CallbackLogs')}：\`callback refused\`，状态 500 或 503，带有错误码。`,
        'CloudWatch → Lambda → callback：限流、耗时。',
      ],
      mend: [
        '`UNFILLED_CREDENTIALS`、`SECRET_FORMAT`：填好 callback 密钥。',
        '限流：向 AWS 申请提高 Concurrent executions；在此之前调低 `maxConcurrency` 并部署。',
        '其他错误码是 AWS 服务故障：[AWS Health](https://health.aws.amazon.com/health/status)。',
      ],
      over: '企业微信最多在几秒内重试三次，更久的就丢失了：请成员重新发送。',
    },
    'callback-refusing': {
      when: '五分钟内有 20 个回调因签名不符被拒绝。',
      look: [
        '已保存的查询 “Which requests were refused?”。',
        '成员的消息还在来吗？doctor 会说最近一条的时间。',
      ],
      mend: [
        '还在来：是外人。API 每秒最多接受 200 个请求，被拒绝的请求不会调用模型。',
        '不来了：Token 或 EncodingAESKey 被改了。把企业微信后台显示的值填进 callback 密钥；只要密钥还有上一个版本，改动之前的值也仍被接受。',
      ],
      over: '改过的密钥五分钟内生效。',
    },
    'worker-failing': {
      when: '15 分钟内 worker 失败或被限流三次。',
      look: [
        'worker 日志里的 `message not answered yet`，带有错误码；超时的任务也会在那里写明。',
        'CloudWatch → Lambda → worker：限流、耗时、内存。',
      ],
      mend: [
        '限流：同 [callback-failing](#callback-failing)。',
        'DynamoDB 或 SQS 的吞吐量：会自行恢复。',
        '`AccessDenied`：权限边界或服务控制策略禁止了[函数角色](architecture.md)允许的操作。',
      ],
      over: '消息会试四次，然后进入死信队列。',
    },
    'model-failing': {
      when: '15 分钟内模型失败五次。',
      look: [DOCTOR, 'worker 日志里的 `model failed`：错误码见下面各节。'],
      mend: ['按错误码那一节处理。'],
      over: '下一个问题会得到回答；失败过的不会重新提问。',
    },
    'recovery-silent': {
      when: '每分钟运行的函数十分钟没有成功过。',
      look: [
        `${LOG('RecoveryLogs')}：有没有内容，说了什么？`,
        'EventBridge → Rules：名称里有 `EveryMinute` 的规则已启用，并有一个目标。',
        'CloudWatch → Lambda → recovery：限流、错误。',
      ],
      mend: ['启用规则，或重新部署：会重新创建。', '限流：同 [callback-failing](#callback-failing)。'],
      over: '下一次运行就会检查每个应用，并补写落下的审计记录。',
    },
    'audit-behind': {
      when: '有记录在表里超过 15 分钟还没写进日志。',
      look: ['recovery 日志里的 `audit records not shipped yet`，带有错误码。'],
      mend: [
        '`AccessDenied`：权限边界或服务控制策略禁止了 `logs:PutLogEvents`。',
        '`ResourceNotFoundException`：审计日志组被删除了，里面的内容已丢失；去掉 `keep.auditLog` 再部署，就有新的。',
        '`AUDIT_REJECTED`：请把这条日志报告给开发者。',
      ],
      over: '每个应用每分钟最多补写 2000 条，直到全部写完。',
    },
    budget: {
      when: 'config.ts 里的某个预算（按天或按月，某个应用或全部应用）用了 80%。',
      look: [
        '给应用发“管理 用量”，后面可以写账号、日期或月份。',
        'Logs Insights 里保存的查询 “Who used how much?”。',
      ],
      mend: [
        '在 config.ts 里提高预算再部署；或者用“管理 模型”换便宜的模型。',
        '某个成员用得太多：config.ts 里的 limits，或“管理 封禁”。',
        '模型没有已知价格时按最贵的估算：`cdk synth` 会提示，请在 `prices` 里填写。',
      ],
      over: '到第二天或下个月，或提高预算以后。',
    },
  },
  failures: {
    credentials: [
      '密钥不对，或不能使用这个模型',
      '在 model 密钥里填写可以使用这个模型的项目的有效 API Key。',
    ],
    region: [
      '模型服务不支持所在地区',
      '部署到它支持的地区（另一个堆栈；`keep` 不能跨地区），或设置 `provider.baseUrl`。',
    ],
    'not-found': [
      '模型服务没有这个模型',
      '改正 `config.ts` 里应用的 `model` 并部署，或在密钥所属项目里允许这个模型。',
    ],
    'no-credit': ['余额或消费上限已用完', '在模型服务商的账单设置里充值，或提高上限。'],
    busy: [
      '每分钟的请求或 token 太多',
      '会自动重试；一直这样就在服务商处提高限额，或调低 `maxConcurrency`。',
    ],
    'too-slow': ['在 worker 的时间内没有开始或没有说完', '如果经常发生，换一个更快的模型。'],
    'too-long': [
      '问题加上记忆超过模型的长度',
      '会自动去掉记忆再问；如果经常发生，调低 `memory.maxTokens`，或换模型。',
    ],
    'bad-request': [
      '模型服务认为请求有误',
      '如果是其他服务商：确认它支持 Responses API 和流式输出；否则把这条日志报告给开发者。',
    ],
    unavailable: [
      '连不上，或服务商的服务器故障',
      '会自动重试；一直这样就看服务商的状态页，再看 NAT、路由和安全组。',
    ],
    broken: ['回答中断', '会自动让它接着说；一直这样就看服务商的状态页。'],
  },
  own: {
    UNFILLED_CREDENTIALS: [
      '密钥里的值还是占位符、空白，或不是数字',
      '用 `npm run secrets -- enter` 填写信息中列出的字段，五分钟内生效。',
    ],
    SECRET_FORMAT: [
      '密钥内容不是 JSON 对象',
      '用 Plaintext 方式按[指南](guide.zh-CN.md#手工完成)里的格式重新填写，或者用 `npm run secrets`。',
    ],
    WECOM_CREDENTIALS_UNREADABLE: ['读不到 wecom 密钥', '原因在同一行：Secrets Manager 故障，或策略禁止。'],
    WECOM_UNREACHABLE: [
      '企业微信没有给出可用的回应',
      '会自动重试；一直这样就检查 NAT 网关或实例、路由、安全组（TCP 443 出站）、VPC 的 DNS。',
    ],
    MEMBER_UNREACHABLE: [
      '企业微信接受了消息，但没有送达任何人',
      '`invaliduser`：把成员加入应用的可见范围。`unlicenseduser`：给成员分配接口许可。',
    ],
    UNKNOWN_APP: ['消息属于配置里已经没有的应用', '重新加上该应用并部署，再用 `npm run redrive` 放回去。'],
    MISSING_VARIABLE: ['函数缺少环境变量', '有人手工改过函数：重新部署。'],
  },
};
