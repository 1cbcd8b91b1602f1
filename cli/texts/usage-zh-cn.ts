import { fileFaultsZhCn } from './files-zh-cn';
import { insightsZhCn } from './insights-zh-cn';
import { stackZhCn } from './stack-zh-cn';
import type { UsageTexts } from './usage-texts';

export const usageZhCn: UsageTexts = {
  help: `npm run usage -- [选项]

谁用了多少：消息数、token 数和美元，来自审计日志。每条消息只算一次，算作已由模型回答、
命令（由机器人自己回应，例如“帮助”）或未回答。
美元按配置里的价格计算，不是账单上的金额。

  --by 维度      member（默认）、app、model 或 day，也可以是几个：app,day
${insightsZhCn.periodHelp('默认从本月 1 日起', '堆栈配置的时区')}
  --app 应用     只看一个应用
  --csv 文件     另存为 CSV；- 表示直接输出 CSV，代替表格
  --svg 文件     另存为图：每天一根柱子，按 --by 里的应用、模型或成员分颜色
  --force        覆盖已有的文件
${stackZhCn.commonHelp('usage', 'docs/usage-and-audit.md')}

不想让 npm 输出它自己的内容：npm run --silent usage -- --csv - > usage.csv`,

  usage: {
    notBy: '--by 是 member、app、model 或 day，也可以是几个，不重复：app,day',
    svgIsAFile: '--svg 需要文件名。',
    csvOrJson: '--csv - 和 --json 只能输出一个。',
    twoFiles: '--csv 和 --svg 需要两个不同的文件。',
    forceWithoutFile: '--force 需要 --csv 文件 或 --svg 文件。',
  },

  asking: (period) => `用量，${period}`,
  dimensions: { member: '成员', app: '应用', model: '模型', day: '日期' },
  figures: ['消息', '已回答', '命令', '未回答', '输入 token', '输出 token', '美元'],
  together: '合计',
  others: '其他',
  nothing: '这段时间没有人使用。',
  estimated: '~ 其中一部分是估算的：回答中断时，模型服务商没有给出用量。',
  daysOf: (timeZone) => `日期按 ${timeZone}（堆栈的配置）。`,
  daysOfUtc: '日期按 UTC：堆栈没有给出这里认识的时区。旧版本部署的堆栈没有时区，请重新部署一次。',
  plotTitles: { usd: '每天的费用（美元）', messages: '每天的消息数' },
  written: (file) => `✓ 已写入 ${file}`,
  faults: { ...insightsZhCn.faults('docs/usage-and-audit.md'), ...fileFaultsZhCn },
};
