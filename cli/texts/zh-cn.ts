import { argumentsZhCn } from './arguments-zh-cn';
import { auditZhCn } from './audit-zh-cn';
import { fieldsZhCn } from './fields-zh-cn';
import { doctorZhCn } from './doctor-zh-cn';
import { findingsZhCn } from './findings-zh-cn';
import { insightsZhCn } from './insights-zh-cn';
import { logsZhCn } from './logs-zh-cn';
import { memberZhCn } from './member-zh-cn';
import { setupZhCn } from './setup-zh-cn';
import { pauseZhCn } from './pause-zh-cn';
import { redriveZhCn } from './redrive-zh-cn';
import { secretsZhCn } from './secrets-zh-cn';
import { stackZhCn } from './stack-zh-cn';
import { usageZhCn } from './usage-zh-cn';
import { teardownZhCn } from './teardown-zh-cn';
import type { Texts } from './texts';

export const zhCn: Texts = {
  help: `npm run callback-check -- [选项] URL | --local

像企业微信那样检查一个回调地址：发送签名的 URL 校验和一条不会有人看到的消息，再用错误的签名各发一次，
然后说明哪里不对。不改动任何东西，不调用模型。

  URL            填在 接收消息 → 设置API接收 里的地址
  --local        正在运行的 npm start 的回调，值取自它的密钥，什么也不用输入
  --app 名称     检查 config.ts 里的另一个应用：从 WECOM_TOKEN__名称 等变量读取；
                 与 --local 一起用时指定应用，默认第一个
  --json         输出 JSON
  --lang 语言    zh-CN（默认）或 en
  --help         显示本说明（English: npm run callback-check -- --help --lang en）

从环境变量或 .env 读取 WECOM_CORP_ID、WECOM_TOKEN、WECOM_ENCODING_AES_KEY、WECOM_AGENT_ID；
在终端里运行时，缺少的会当场询问，Token 和 EncodingAESKey 不显示。密钥不能写在命令行上。

退出码：0 正常（可能有提醒），1 有问题，2 用法不对，130 按 Ctrl-C 离开`,

  usage: {
    ...argumentsZhCn,
    unknownLanguage: '--lang 只能是 zh-CN 或 en。',
    oneUrl:
      '请给出一个回调地址，例如：npm run callback-check -- https://bot.example.com/wxcomapp；npm start 的用 --local',
    notAUrl: '回调地址要以 https://（或 http://）开头，请把它完整地复制过来。',
    missing: (variables) =>
      `缺少 ${variables.join('、')}。请写进环境变量或 .env，或者在终端里运行本命令，它会询问。`,
    urlOrLocal: '--local 检查 npm start 的回调，不要再给出地址。',
    left: '已离开，没有做任何检查。',
  },

  report: {
    checking: (target) => `检查 ${target}`,
    steps: {
      'first-check': 'URL 校验（第一次）',
      'second-check': 'URL 校验（第二次）',
      message: '消息',
      'forged-check': '签名错误的 URL 校验（应当被拒绝）',
      'forged-message': '签名错误的消息（应当被拒绝）',
    },
    answered: (step, status, tookMs) => `${step}：HTTP ${status}，${tookMs} 毫秒`,
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
  checkFaults: {
    'no-such-app': ({ app, apps }) => ({
      what: `npm start 里没有名为 ${app} 的应用。`,
      why: `它的应用是：${apps.join('、')}。`,
      next: '请用 --app 给出其中一个。',
    }),
    unfilled: ({ fields }) => ({
      what: '没有做任何检查。',
      why: `npm start 的 callback 密钥里这些值还没填，或者填错了：${fields.join('、')}。`,
      next: '请先运行：npm run secrets -- enter',
    }),
  },
  fields: fieldsZhCn,

  stack: stackZhCn,
  redrive: redriveZhCn,
  doctor: doctorZhCn,
  pause: pauseZhCn,
  member: memberZhCn,
  secrets: secretsZhCn,
  setup: setupZhCn,
  terminal: { yesOrNo: '请回答 y 或 n。' },
  logs: logsZhCn,
  teardown: teardownZhCn,
  insights: insightsZhCn,
  audit: auditZhCn,
  usageOfMembers: usageZhCn,
};
