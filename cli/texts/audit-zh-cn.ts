import type { Period } from '../insights/period';
import { localTime } from '../stack/report';
import type { AuditTexts } from './audit-texts';
import { insightsZhCn } from './insights-zh-cn';
import { stackZhCn } from './stack-zh-cn';

export const auditZhCn: AuditTexts = {
  help: `npm run audit
npm run audit -- [选项] 问题
npm run audit -- records [选项]

向堆栈的审计日志提问。不带问题时，列出随堆栈保存的问题。

  问题           编号或名称，例如 who-used-how-much
  records        记录本身，每行一条 JSON，从最早的开始
${insightsZhCn.periodHelp('默认 7d', '本机时区')}
  --app 应用     只看一个应用；“哪些请求被拒绝了”不分应用
  --member 账号  what-did-one-member-do 要看的成员；用于 records 时只看一个成员
  --event 事件   用于 records：只看一种事件，例如 answered（docs/audit.md）
${stackZhCn.commonHelp('audit', 'docs/usage-and-audit.md')}

回答里的时间是 UTC。加 --json 时，回答的每一行输出成一行 JSON。
不想让 npm 输出它自己的内容：npm run --silent audit -- records > records.jsonl`,

  usage: {
    oneQuestion: '一次只能问一个问题。',
    whichQuestion: '请给出一个问题，或 records。有哪些问题：npm run audit',
    noSuchQuestion: (called) => `没有 ${called} 这个问题。有哪些问题：npm run audit`,
    whichMember: '这个问题针对一个成员：请用 --member 给出账号。',
    noMemberThere: '这个问题针对所有人。只看一个成员：what-did-one-member-do，或 records。',
    noAppThere: '这个问题查的是回调的日志，那里不分应用：请去掉 --app。',
    notAUserid: '这不是成员账号：1 到 64 个字母、数字、_ - @ 和 .，以字母或数字开头。',
    eventOfRecords: '--event 只用于 records。',
    noSuchEvent: (events) => `没有这种事件。有：${events.join('、')}`,
  },

  titles: {
    WhoUsedHowMuch: '谁用了多少？',
    WhatFailedAndWhy: '什么失败了，为什么？',
    WhoWasRefusedByWhichRule: '谁被哪条规则拒绝了？',
    WhatDidAdminsDo: '管理员在聊天里做了什么？',
    WhichAnswersWereSlow: '哪些回答慢？',
    WhichRequestsWereRefused: '哪些请求被拒绝了？',
    WhatDidOneMemberDo: '某个成员做了什么？',
    WhatDidItCostByAppAndDay: '每个应用每天花了多少钱？',
    WhatWasChanged: '哪些应用被企业微信拒绝、被暂停，或改了配置？',
  },
  list: {
    columns: ['', '名称', '问题'],
    next: '用编号或名称提问，例如 npm run audit -- who-used-how-much --since 30d',
  },
  asking: (title, period) => `${title}（${inWords(period)}）`,
  nothing: '没有记录。',
  cutOff: (rows) => `! 只显示了前 ${rows} 行，可能还有更多。请缩短时间范围，或只看一个应用。`,
  printed: (records, period) => `✓ ${records} 条记录，${inWords(period)}`,
  faults: insightsZhCn.faults('docs/usage-and-audit.md'),
};

function inWords({ from, to }: Period): string {
  return `${localTime(from)} 到 ${localTime(to)}`;
}
