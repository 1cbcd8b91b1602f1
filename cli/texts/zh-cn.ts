import type { ShapeFault } from '../callback-check/credentials';
import { findingsZhCn } from './findings-zh-cn';
import { memberZhCn } from './member-zh-cn';
import { pauseZhCn } from './pause-zh-cn';
import { redriveZhCn } from './redrive-zh-cn';
import { stackZhCn } from './stack-zh-cn';
import type { Texts } from './texts';

export const zhCn: Texts = {
  help: `npm run callback-check -- [选项] URL

像企业微信那样检查一个回调地址：发送签名的 URL 校验和一条不会有人看到的消息，再用错误的签名各发一次，
然后说明哪里不对。不改动任何东西，不调用模型。

  URL            填在 接收消息 → 设置API接收 里的地址
  --app 名称     检查 config.ts 里的另一个应用：从 WECOM_TOKEN__名称 等变量读取
  --json         输出 JSON
  --lang 语言    zh-CN（默认）或 en
  --help         显示这段说明 (in English: npm run callback-check -- --help --lang en)

从环境变量或 .env 读取 WECOM_CORP_ID、WECOM_TOKEN、WECOM_ENCODING_AES_KEY、WECOM_AGENT_ID；
在终端里运行时，缺少的会当场询问，输入内容不显示。密钥不能写在命令行上。

退出码：0 正常（可能有提醒），1 有问题，2 用法不对`,

  usage: {
    badArguments: (reason) => `参数不对：${reason}\n用法：npm run callback-check -- --help`,
    unknownLanguage: '--lang 只能是 zh-CN 或 en。',
    oneUrl: '请给出一个回调地址，例如：npm run callback-check -- https://bot.example.com/wxcomapp',
    notAUrl: '回调地址要以 https://（或 http://）开头，请把它完整地复制过来。',
    missing: (variables) =>
      `缺少 ${variables.join('、')}。请写进环境变量或 .env，或者在终端里运行本命令，它会询问。`,
    cancelled: '已取消：没有输入。',
  },

  ask: {
    WECOM_CORP_ID: '企业ID（CorpID，输入不显示）：',
    WECOM_TOKEN: 'Token（输入不显示）：',
    WECOM_ENCODING_AES_KEY: 'EncodingAESKey（输入不显示）：',
    WECOM_AGENT_ID: 'AgentId（输入不显示）：',
  },

  shapeFault: (fault) => `${shapeFault(fault)}请从企业微信管理后台重新复制。`,

  report: {
    checking: (target) => `检查 ${target}`,
    steps: {
      'first-check': 'URL 校验（第一次）',
      'second-check': 'URL 校验（第二次）',
      message: '消息',
      'forged-check': '签名错误的 URL 校验（应当被拒绝）',
      'forged-message': '签名错误的消息（应当被拒绝）',
    },
    fault: '✗ 问题',
    warning: '! 提醒',
    what: '现象：',
    why: '原因：',
    next: '处理：',
    allWell: '✓ 一切正常，可以在企业微信里点保存。',
    warningsOnly: '✓ 没有问题，但请看上面的提醒。',
    faults: (count) => `✗ 有 ${count} 个问题，解决之后再检查一次。`,
  },

  findings: findingsZhCn,

  stack: stackZhCn,
  redrive: redriveZhCn,
  pause: pauseZhCn,
  member: memberZhCn,
};

function shapeFault(fault: ShapeFault): string {
  switch (fault.fault) {
    case 'white-space':
      return '里面有空格或换行。';
    case 'equals-sign':
      return '末尾多了“=”：EncodingAESKey 是 43 个字符，不带“=”。';
    case 'agent-id':
      return 'AgentId 是一个数字，例如 1000002。';
    case 'character':
      return `第 ${fault.position} 个字符不该出现在这里（引号、全角字符，或者复制时带上了别的内容）。`;
    case 'key-length':
      return `有 ${fault.length} 个字符，EncodingAESKey 必须正好 43 个。`;
    case 'token-length':
      return `有 ${fault.length} 个字符，Token 最多 32 个；如果是 43 个，可能把 EncodingAESKey 填到了 Token。`;
  }
}
