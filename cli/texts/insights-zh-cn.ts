import type { InsightsTexts } from './insights-texts';
import { stackZhCn } from './stack-zh-cn';

export const insightsZhCn: InsightsTexts = {
  usage: {
    notATime: (text) =>
      `${text} 不是时间。请写多久以前（7d、24h、30m）、某一天（2026-11-01），或某天某时（2026-11-01T08:30）。`,
    endsBeforeItBegins: '结束时间早于开始时间。',
    notAnApp: '这不是应用的名称：只能有小写字母、数字和连字符。',
  },

  periodHelp: (
    preset,
    zone,
  ) => `  --since 时间   多久以前（7d、24h、30m）、某一天（2026-11-01），或某天某时（2026-11-01T08:30）；
                 ${preset}。日期和钟点按${zone}
  --until 时间   同上，只写日期表示包括这一整天；默认到现在`,

  stillAsking: (seconds, records) => `  … ${seconds} 秒，已查看 ${records} 条记录`,
  lastMinute: '最近一两分钟的记录可能还查不到：CloudWatch 建立索引需要时间。',

  faults: (page) => ({
    ...stackZhCn.faults(page),
    'query-failed': ({ status }) => ({
      what: 'CloudWatch 没有回答这个问题。',
      why: `查询的结局是：${status}`,
      next: '请再问一次；如果仍然如此，用 --since 和 --until 缩短时间范围。',
    }),
    'query-too-slow': ({ minutes }) => ({
      what: 'CloudWatch 没有回答这个问题。',
      why: `${minutes} 分钟后仍未查完。`,
      next: '用 --since 和 --until 缩短时间范围。',
    }),
    'no-such-app': ({ app, apps }) => ({
      what: `堆栈里没有名为 ${app} 的应用，日志里这段时间也没有它的记录。`,
      why: `它的应用是：${apps.join('、')}。`,
      next: '请给出其中一个，或去掉 --app。',
    }),
  }),
};
