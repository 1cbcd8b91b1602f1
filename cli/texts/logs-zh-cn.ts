import type { LogsTexts } from './logs-texts';
import { stackZhCn } from './stack-zh-cn';

export const logsZhCn: LogsTexts = {
  help: `npm run logs -- [选项] [函数 …]

各函数写的日志行，按时间合在一起，从旧到新。

  函数           callback、worker、recovery、doctor 或 notifier；默认全部
  --since 时间   从什么时候起：45s、30m、1h（默认）、2d，或本机时间 2026-11-26、2026-11-26T10:00
  --follow       持续显示新的行，按 Ctrl-C 结束
  --level 级别   info、warn 或 error：只看不低于该级别的行
  --member 账号  只看与某个成员（userid）有关的行
  --message ID   只看与某条消息有关的行，可以只给 id 的开头
  --app 应用     只看 config.ts 里某个应用的行
  --event 文字   只看事件名里有这段文字的行
  --grep 文字    只看含有这段文字的行
  --all          连 Lambda 自己的行（START、REPORT 等）和只含指标的行也显示
${stackZhCn.commonHelp('logs', 'docs/logs.md')}

用 --json 时，每行是一个 JSON 对象：函数写的内容，加上时间（UTC）和函数名。
日志里有账号、id 和代码，没有聊天内容。`,

  usage: {
    notATime:
      '--since 要给出多久以前（45s、30m、1h、2d），或一个已经过去的时间（2026-11-26、2026-11-26T10:00）。',
    notALevel: '--level 只能是 info、warn 或 error。',
  },

  none: (since) => `${since} 以来没有日志。函数被调用时才会写日志；最新的行可能要过几秒才看得到。`,
  noneFit: (since) => `${since} 以来没有符合条件的日志。可能有别的行：请减少条件，或把 --since 提前。`,

  faults: {
    ...stackZhCn.faults('docs/logs.md'),
    'no-such-function': ({ name, functions }) => ({
      what: `堆栈里没有名为 ${name} 的函数。`,
      why: `它的函数是：${functions.join('、')}。`,
      next: '请给出其中的几个；不给就是全部。',
    }),
  },
};
