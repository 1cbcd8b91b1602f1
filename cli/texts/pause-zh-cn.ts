import type { PauseTexts } from './pause-texts';
import { stackZhCn } from './stack-zh-cn';

export const pauseZhCn: PauseTexts = {
  help: `npm run pause -- [选项] [应用]

不带应用：显示哪些应用被暂停了。
带应用：暂停它。10 秒内，写消息的成员会得知消息已保存，不再开始新的回答。暂停结束后逐条回答。

  应用           config.ts 里的应用名称
  --all          所有应用，代替某一个
  --end          结束该应用的（或 --all 的）暂停；两者都不给，就结束所有的暂停
  --by 名字      谁做的，写进审计日志；默认是本机的用户名
${stackZhCn.commonHelp('pause', 'docs/pause.md')}`,

  usage: {
    oneApp: '请只给出一个应用，或用 --all 表示所有应用。',
    appOrAll: '应用和 --all 只能用一个。',
  },

  columns: ['应用', '状态', '开始于', '操作人'],
  allApps: '（所有应用）',
  paused: '已暂停',
  atWork: '未暂停',
  hasPaused: (app) => `${app}：已暂停。10 秒内，写消息的成员会得知。`,
  hasEnded: (apps) =>
    `${apps.join('、')}：暂停已结束。等待的消息会自动得到回答：半分钟以内；等得久的，再过已等待时间的十分之一以内，最多 22 分钟。`,
  noPause: (app) => `${app}：本来就没有暂停，无需结束。`,
  noPauses: '本来就没有任何暂停，无需结束。',
  allStillPaused: '所有应用仍被暂停，包括这一个：npm run pause -- --all --end',

  faults: {
    ...stackZhCn.faults('docs/pause.md'),
    'no-such-app': ({ app, apps }) => ({
      what: `堆栈里没有名为 ${app} 的应用。`,
      why: `它的应用是：${apps.join('、')}。`,
      next: '请给出其中一个，或用 --all 表示所有应用。',
    }),
  },
};
