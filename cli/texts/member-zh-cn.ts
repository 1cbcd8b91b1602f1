import { fileFaultsZhCn } from './files-zh-cn';
import type { MemberTexts } from './member-texts';
import { stackZhCn } from './stack-zh-cn';

const ELSEWHERE = [
  '队列里等待的消息，以及放弃了的消息（npm run redrive）：都保留 14 天',
  "CloudWatch 里的审计日志（输出 AuditLogName）：保留多久由 audit.keepDays 决定；只有应用设了 auditContent: 'full' 才有内容",
  'CloudWatch 里各函数的日志：有账号，没有内容；按日志的保留期限',
  '企业微信自己保存的聊天记录',
  '模型服务商：请求都带 store: false；除此之外保留什么，见它自己的条款',
];

export const memberZhCn: MemberTexts = {
  help: `npm run member -- export [选项] 账号
npm run member -- erase [选项] 账号

堆栈的表里有某个成员的哪些数据：用 JSON 导出，或者删除。数据都在哪里，见 docs/member.md

  账号           成员的账号（userid），不区分大小写
  --app 应用     只看一个应用；默认是有该成员数据的所有应用

导出（export）
  --out 文件     写进一个只有你能读的文件，不写到标准输出
  --force        覆盖已有的文件
  --no-pictures  不带图片和其他文件的内容

删除（erase）
  --all          连用量、费用和管理员的设置（例如禁用）也删除；默认保留
  --yes          不询问

${stackZhCn.commonHelp('member', 'docs/member.md', '，130 按 Ctrl-C 离开')}
这里的 1 也表示：有内容要稍后再删除。`,

  usage: {
    exportOrErase: '请说明要做什么：npm run member -- export 账号，或 npm run member -- erase 账号。',
    oneMember: '请给出一个成员的账号（userid）。',
    notAUserid: '这不是账号：账号是 1 到 64 个字母、数字和 _ - @ .，以字母或数字开头。',
    ofErase: '--all 和 --yes 只用于 erase。',
    ofExport: '--out、--force 和 --no-pictures 只用于 export。',
    forceWithoutOut: '--force 要和 --out 一起用。',
    nobodyToAsk: '没有可以询问的终端。如果要不经询问直接删除，请加 --yes。',
  },

  columns: ['应用', '内容', '数量', ''],
  kinds: {
    turns: '提问和回答',
    pictures: '发来的图片',
    profile: '个人资料',
    pending: '作为管理员待确认的操作',
    pace: '最近的发送时间',
    other: '其他版本的内容',
    attachments: '回答里的文件',
    uploads: '上传到企业微信的文件',
    marks: '审计记录的标记',
    deliveries: '消息的处理记录',
    auditRecords: '还没有进日志的审计记录',
    usage: '每日用量',
    spent: '应用每天、每月的合计',
    control: '管理员的设置',
  },
  fates: { exported: '', erased: '已删除', kept: '保留', underWay: '处理中' },
  nothing: (member) => `表里没有 ${member} 的数据。`,
  exported: (member) => `表里 ${member} 的全部数据：`,
  written: (file) => `已写入 ${file}`,
  toErase: (member) => `表里 ${member} 的数据，删除后无法恢复：`,
  toBeErased: '将删除',
  confirm: (member) => `输入 ${member} 以确认删除：`,
  left: '已离开，没有删除任何东西。要继续，请再运行一次同样的命令。',
  erased: (member) => `已删除表里 ${member} 的数据：`,
  kept: '保留的是公司的账目和管理员的设置，里面没有聊天内容。加 --all 一并删除。',
  underWay: '这些消息可能还会得到回答，所以没有删除。处理完之后请再删除一次：',
  elsewhere: '不在表里，所以不包括：',
  notExported: ELSEWHERE,
  notErased: [...ELSEWHERE, '表的备份：时间点恢复可回到 35 天以内的任何时刻；公司自己的备份按其保留期限'],

  faults: {
    ...stackZhCn.faults('docs/member.md'),
    ...fileFaultsZhCn,
    'no-such-app': ({ app, apps }) => ({
      what: `堆栈里没有名为 ${app} 的应用，表里也没有该成员在其中的数据。`,
      why: `它的应用是：${apps.join('、')}。`,
      next: '请给出其中一个，或去掉 --app。',
    }),
    'not-confirmed': ({ member }) => ({
      what: '没有删除任何东西。',
      why: `输入的不是 ${member}。`,
      next: '再运行一次，照显示的样子输入账号。',
    }),
  },
};
