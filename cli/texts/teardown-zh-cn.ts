import { stackZhCn } from './stack-zh-cn';
import type { TeardownTexts } from './teardown-texts';

export const teardownZhCn: TeardownTexts = {
  help: `npm run teardown -- [选项]

拆除堆栈。先列出哪些会删除、哪些会保留以及每月的费用，再询问。
删了就找不回来的东西默认保留，除非明确指定：

  --release-address   释放弹性 IP：不可能再得到同一个
  --delete-secrets    删除 Secrets Manager 里的密钥；7 天内可以恢复
  --delete-table      删除表，连同成员的对话和用量
  --delete-audit-log  删除审计日志
  --everything        以上四项

  --dry-run      只列出计划，不做任何事
  --yes 名称     不询问；名称是堆栈的名称，或 local
  --keep-file 文件
                 堆栈已经不在时：保存了它的 KeepLine 的文件，用来删除它留下的东西
${stackZhCn.commonHelp('teardown', 'docs/teardown.md', '，130 按 Ctrl-C 离开')}

--local 结束正在运行的 npm start。自己的 KMS 密钥（governance.ownKey）不会在这里删除。
没能删除的会列出原因；再运行一次就会继续。`,

  usage: {
    nobodyToAsk: (name) => `没有可以询问的终端。如果要不经询问直接拆除，请加 --yes ${name}。`,
    yesNamesAnother: (name) => `--yes 后面要写被拆除者的名称：${name}。`,
    notOfLocal: '--local 不会留下任何可删除的东西：请去掉其他选项。',
  },

  stackIs: (name, region, status) => `堆栈 ${name}，在 ${region}（${status}）`,
  stackIsGone: (name, region) => `${region} 里已经没有堆栈 ${name}。`,
  goes: '随堆栈一起删除：',
  groups: {
    functions: '函数',
    queues: '队列',
    network: '网络：VPC、子网、出口',
    endpoint: '回调入口',
    alarms: '告警和仪表盘',
    logs: '各函数的日志',
    others: '角色、权限、定时任务、保存的查询',
  },
  messages: ({ waiting, deadLetters }) =>
    waiting + deadLetters === 0
      ? '队列是空的。'
      : `队列里有 ${waiting} 条消息在等待回答，${deadLetters} 条已放弃：它们都不会再得到回答。`,
  outlives: '堆栈删除之后仍然存在：',
  nothingOutlives: '没有任何东西会留下。',
  columns: ['内容', '美元/月', '', '名称'],
  kinds: { address: '弹性 IP', secret: '密钥', table: '表', auditLog: '审计日志', key: 'KMS 密钥' },
  bySize: '按大小',
  fates: { stays: '保留', goes: '删除' },
  sum: (usd, asOf) => `保留的部分每月 ${usd} 美元，表和审计日志另按大小计费（${asOf} 的目录价）。`,
  adoptedMeans: '* 在这个堆栈之前就有，由它接着使用（config.ts 里的 keep）',
  keyStays: 'KMS 密钥：最后在 KMS →“计划密钥删除”里删除。没有它，用它加密的内容都无法再读。',
  keepLine: '把这一行写进 config.ts，以后的部署就会接着使用保留的部分：',
  leaveOut: (fields) => `请从中去掉已删除的：${fields}。`,
  besides: '不属于堆栈，需要手工处理：',
  alwaysBesides: [
    '企业微信里的应用和它的回调 URL：关闭接收消息，或删除应用',
    'npx cdk bootstrap 建立的内容（堆栈 CDKToolkit）：别的堆栈可能在用',
  ],
  cname: '域名服务商那里的 CNAME 记录：回调域名的，以及证书的',
  untrust: (addresses) => `企业微信里各应用的企业可信IP：请去掉 ${addresses}，AWS 会把它分给别人`,
  onlyShown: '以上只是计划，什么都没有做。',

  confirm: (name) => `输入 ${name} 以确认拆除：`,
  left: '已离开，没有删除任何东西。要继续，请再运行一次同样的命令。',
  confirmRemoval: {
    address: (ids) => `释放 ${ids}？AWS 会把它分给别人，不可能再得到同一个。`,
    secret: (ids) => `删除这些密钥？7 天内可以恢复。${ids}`,
    table: (ids) => `删除表 ${ids}？里面的对话、用量和设置都会丢失。`,
    auditLog: (ids) => `删除审计日志 ${ids}？里面的记录无法再得到。`,
  },
  askSave: '把给 config.ts 的那一行保存到文件？',
  saved: (file) => `给 config.ts 的那一行保存在 ${file}`,
  destroying: (name) => `正在删除 ${name}。需要几分钟；函数的网络接口可能要 40 分钟。`,

  stackDeleted: (name) => `堆栈 ${name} 已删除。`,
  removed: {
    address: (id) => `弹性 IP ${id} 已释放。`,
    secret: (id) => `密钥 ${id} 将在 7 天后删除。`,
    table: (id) => `表 ${id} 已删除。`,
    auditLog: (id) => `审计日志 ${id} 已删除。`,
  },
  absent: (kind, id) => `${kind} ${id} 不存在（或早已删除）。`,
  absentMeans: '如果它应该还在，说明凭证属于另一个 AWS 账号：请设置 AWS_PROFILE。',
  again: (keepFile) => `要再试这几项：用同样的选项加上 --keep-file ${keepFile} 再运行一次`,

  local: {
    goes: '正在运行的 npm start 会结束，里面的一切都会消失。',
    nothingStays: '什么都不会留下：它们都在内存里。',
    ended: 'npm start 已结束。',
    'was-gone': 'npm start 早已不在运行，已删除它留下的文件。',
  },

  faults: {
    ...stackZhCn.faults('docs/teardown.md'),
    'no-such-stack': ({ stack, region }) => ({
      what: `${region} 里没有名为 ${stack} 的堆栈。`,
      why: '名称、区域或 AWS 账号不对，或者堆栈已经删除了。',
      next: '设置 AWS_REGION 和 AWS_PROFILE，或指定名称。要删除已不在的堆栈留下的东西，请用 --keep-file 给出当时保存的文件（keep-名称.txt）。',
    }),
    'not-confirmed': ({ name }) => ({
      what: '没有删除任何东西。',
      why: `输入的不是 ${name}。`,
      next: '再运行一次，照显示的样子输入名称。',
    }),
    'foreign-stack': ({ stack }) => ({
      what: `这里不能拆除 ${stack}。`,
      why: '本项目的堆栈名称是 WecomGpt，或 WecomGpt- 加 stage。',
      next: '请给出这样的名称，或在 CloudFormation 控制台里删除它。',
    }),
    'bad-configuration': ({ reason }) => ({
      what: '没有删除任何东西：配置有错，而 CDK 要读它才能删除堆栈。',
      why: reason,
      next: '改好 config.ts，再运行一次。',
    }),
    'other-region': ({ stackRegion, configRegion }) => ({
      what: '没有删除任何东西。',
      why: `看到的堆栈在 ${stackRegion}，而 config.ts 里是 ${configRegion}：CDK 会去那里删除。`,
      next: `设置 AWS_REGION=${configRegion}，或把 config.ts 里的区域改成 ${stackRegion}。`,
    }),
    protected: ({ stack }) => ({
      what: '没有删除任何东西。',
      why: '有人打开了堆栈的终止保护。',
      next: `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stack}`,
    }),
    'under-way': ({ stack, status }) => ({
      what: `CloudFormation 正在处理 ${stack}：${status}。`,
      why: '部署或删除还在进行；即使结束了本命令也会继续。',
      next: '等它完成（CloudFormation 控制台 → 事件），再运行一次。',
    }),
    'cdk-failed': ({ words }) => ({
      what: 'npx cdk destroy 没有删除堆栈。',
      why: `它说：${words}`,
      next: '按它说的改好，再运行一次。',
    }),
    'not-deleted': ({ stack, failed }) => ({
      what: `删除 ${stack} 失败。已删除的不会恢复，其余的还在。`,
      why: `有 ${failed.length} 项没能删除：${failed.map(({ resource, type, reason }) => `\n        - ${resource}（${type}）：${reason}`).join('')}`,
      next: '按上面的原因处理，再运行一次，会从停下的地方继续。函数的网络接口可能要 40 分钟才消失：等一等即可。',
    }),
    'bad-keep-file': ({ file, reason }) => ({
      what: `${file} 不能用。`,
      why: `读不了，或者里面没有 KeepLine 那一行（${reason}）。`,
      next: '请给出当时保存的文件（keep-名称.txt），或把输出 KeepLine 的那一行 keep: { … } 写进一个文件。',
    }),
    'keep-file-of-another': ({ file, stackOfFile, regionOfFile, stack, region }) => ({
      what: '没有删除任何东西。',
      why: `${file} 属于 ${regionOfFile}${stackOfFile === undefined ? '' : ` 的堆栈 ${stackOfFile}`}，而这次指定的是 ${region} 的 ${stack}。`,
      next: `要删除文件里列出的东西，请设置 AWS_REGION=${regionOfFile}${stackOfFile === undefined ? '' : `，并加上 --stack ${stackOfFile}`}；否则请给出 ${stack} 的文件。`,
    }),
    'not-saved': ({ file, reason }) => ({
      what: `没有删除任何东西：无法写入 ${file}。`,
      why: `系统说：${reason}`,
      next: '在可以写的目录里再运行一次，或在询问是否保存时回答否。',
    }),
    'not-ended': ({ pid }) => ({
      what: 'npm start 没有结束。',
      why: `已通知进程 ${pid} 结束，30 秒后它还在。`,
      next: `请手工结束它，例如 kill -9 ${pid}，再运行一次以清理。`,
    }),
  },
};
