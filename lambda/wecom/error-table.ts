import type { Language } from '../shared/bot-config';
import type { Concerns, Handling } from './error-codes';

/** Meaning and remedy, as one reads them. */
type Words = readonly [meaning: string, remedy: string];

/** Codes that mean the same to us. */
interface ErrorRow extends Readonly<Record<Language, Words>> {
  readonly codes: readonly number[];
  readonly concerns: Concerns;
  readonly handling: Handling;
  /** It is this member whom WeCom delivers nothing to, whatever is sent. */
  readonly isOfMember?: true;
}

const BY_ITSELF = { en: 'It is tried again by itself.', zh: '系统会自动重试，无需处理。' };
const NEW_TOKEN = { en: 'A new one is fetched by itself.', zh: '系统会自动重新获取，无需处理。' };
const REPORT = {
  en: 'It is a fault of the bot: report it with the log line.',
  zh: '这是程序的问题，请把这条日志报告给开发者。',
};
const RANGE = {
  en: "Check that the member is still in the company and in the app's 可见范围.",
  zh: '请确认该成员仍在企业内，并且在应用的可见范围中。',
};
/** It asks for the company's CorpID and for all that is the app's, also where it is filled in. */
const ENTER = {
  en: 'npm run secrets -- enter APP --all',
  zh: 'npm run secrets -- enter 应用 --all',
};
const SAME_APP = {
  en: `Run ${ENTER.en}, and copy AgentId and Secret from the same app's page again.`,
  zh: `请运行 ${ENTER.zh}，从同一个应用的页面重新复制 AgentId 和 Secret。`,
};
const OTHER_FILE = { en: 'The member can send another file.', zh: '成员可以换一个文件发送。' };

/** Every code of the error table that an app can meet [D90313]. */
export const ERROR_TABLE: readonly ErrorRow[] = [
  {
    codes: [-1],
    concerns: 'nobody',
    handling: 'retry',
    en: ['WeCom is busy', BY_ITSELF.en],
    'zh-CN': ['企业微信系统繁忙', BY_ITSELF.zh],
  },
  {
    codes: [6000],
    concerns: 'nobody',
    handling: 'retry',
    en: ['another call changed the same data at the same time', BY_ITSELF.en],
    'zh-CN': ['数据版本冲突', BY_ITSELF.zh],
  },
  {
    codes: [40001],
    concerns: 'admin',
    handling: 'refresh-token',
    en: [
      'the Secret is wrong or of another company, or the app is disabled',
      `Enable the app if it is disabled, then run ${ENTER.en}, and copy CorpID and the app's Secret from the WeCom console again, even if they are the same: only what was entered anew is tried.`,
    ],
    'zh-CN': [
      'Secret 不对、不属于这个企业，或应用已停用',
      `请先确认应用已启用，再运行 ${ENTER.zh}，从管理后台重新复制 CorpID 和应用的 Secret（即使内容相同）：只有重新填写的才会再试。`,
    ],
  },
  {
    codes: [40003, 46004, 60111],
    concerns: 'admin',
    handling: 'give-up',
    isOfMember: true,
    en: ['the company has no such member', RANGE.en],
    'zh-CN': ['企业里没有这个成员', RANGE.zh],
  },
  {
    codes: [40004, 40005, 40009, 40011, 40123],
    concerns: 'member',
    handling: 'give-up',
    en: ['WeCom does not take the type or size of this file', OTHER_FILE.en],
    'zh-CN': ['企业微信不支持这个文件的类型或大小', OTHER_FILE.zh],
  },
  {
    codes: [40006, 44001],
    concerns: 'engineer',
    handling: 'give-up',
    en: ['the file is empty or too small', REPORT.en],
    'zh-CN': ['文件为空或太小', REPORT.zh],
  },
  {
    codes: [40007],
    concerns: 'member',
    handling: 'give-up',
    en: ['the file has expired after three days, or is of another type', 'The member can send it again.'],
    'zh-CN': ['文件已过期（三天）或类型不符', '成员可以重新发送。'],
  },
  {
    codes: [40008, 40035, 40058, 40063, 41011, 42014],
    concerns: 'engineer',
    handling: 'give-up',
    en: ['a parameter is wrong or missing', REPORT.en],
    'zh-CN': ['参数错误或缺失', REPORT.zh],
  },
  {
    codes: [40013],
    concerns: 'admin',
    handling: 'wait',
    en: ['the CorpID is wrong', `Run ${ENTER.en}, and copy CorpID from 我的企业 → 企业信息 again.`],
    'zh-CN': ['CorpID 不对', `请运行 ${ENTER.zh}，从“我的企业 → 企业信息”重新复制企业 ID。`],
  },
  {
    codes: [40014],
    concerns: 'nobody',
    handling: 'refresh-token',
    en: ['the access token is not valid', NEW_TOKEN.en],
    'zh-CN': ['access_token 无效', NEW_TOKEN.zh],
  },
  {
    codes: [42001],
    concerns: 'nobody',
    handling: 'refresh-token',
    en: ['the access token has expired', NEW_TOKEN.en],
    'zh-CN': ['access_token 已过期', NEW_TOKEN.zh],
  },
  {
    codes: [40031, 40032, 81012, 82001, 82002, 82003],
    concerns: 'engineer',
    handling: 'give-up',
    en: ['the list of receivers is empty, wrong or too long', REPORT.en],
    'zh-CN': ['接收人列表为空、有误或过长', REPORT.zh],
  },
  {
    codes: [40033],
    concerns: 'engineer',
    handling: 'give-up',
    en: ['the request holds characters that WeCom does not take', REPORT.en],
    'zh-CN': ['请求里有不合法的字符', REPORT.zh],
  },
  {
    codes: [40056],
    concerns: 'admin',
    handling: 'wait',
    en: ['the AgentId is wrong', SAME_APP.en],
    'zh-CN': ['AgentId 不对', SAME_APP.zh],
  },
  {
    codes: [40057],
    concerns: 'admin',
    handling: 'give-up',
    en: [
      'the callback URL did not pass the check',
      `Compare the URL; then run ${ENTER.en}, and copy Token and EncodingAESKey from the WeCom console again.`,
    ],
    'zh-CN': [
      '回调地址没有通过校验',
      `请核对 URL，再运行 ${ENTER.zh}，从管理后台重新复制 Token 和 EncodingAESKey。`,
    ],
  },
  {
    codes: [40068],
    concerns: 'admin',
    handling: 'give-up',
    en: [
      'the company has no such tag',
      'Compare the ids of tags in the configuration with the WeCom console.',
    ],
    'zh-CN': ['企业里没有这个标签', '请核对配置里的标签 ID 与管理后台“通讯录 → 标签”是否一致。'],
  },
  {
    codes: [40091],
    concerns: 'admin',
    handling: 'wait',
    en: [
      'the Secret is of another company',
      `Run ${ENTER.en}, and copy CorpID and Secret of the same company again.`,
    ],
    'zh-CN': ['Secret 属于另一个企业', `请运行 ${ENTER.zh}，重新复制同一个企业的 CorpID 和 Secret。`],
  },
  {
    codes: [40201],
    concerns: 'member',
    handling: 'give-up',
    en: ['WeCom took the message for spam', 'The member can ask in other words.'],
    'zh-CN': ['消息被企业微信判定为违规或垃圾内容', '成员可以换个说法再问。'],
  },
  {
    codes: [41001, 41004, 41006],
    concerns: 'engineer',
    handling: 'give-up',
    en: ['token, Secret or media_id is missing', REPORT.en],
    'zh-CN': ['缺少 access_token、Secret 或 media_id', REPORT.zh],
  },
  {
    codes: [43004],
    concerns: 'member',
    handling: 'give-up',
    isOfMember: true,
    en: ['the member has bound no WeChat', 'The member can follow the company in 微信插件, or use WeCom.'],
    'zh-CN': ['成员没有绑定微信', '成员可以关注企业的微信插件，或直接使用企业微信。'],
  },
  {
    codes: [43012],
    concerns: 'admin',
    handling: 'give-up',
    en: ['the app has no callback URL', 'Save the callback URL under 接收消息 → 设置API接收.'],
    'zh-CN': ['应用没有配置回调地址', '请在“接收消息 → 设置API接收”里保存回调地址。'],
  },
  {
    codes: [44004],
    concerns: 'engineer',
    handling: 'give-up',
    en: ['the message was empty', REPORT.en],
    'zh-CN': ['消息内容为空', REPORT.zh],
  },
  {
    codes: [45001, 45002, 45007, 45008],
    concerns: 'engineer',
    handling: 'give-up',
    en: ['the message or file is too long', REPORT.en],
    'zh-CN': ['消息或文件超过长度限制', REPORT.zh],
  },
  {
    codes: [45009],
    concerns: 'nobody',
    handling: 'wait',
    en: ['too many calls', 'It is tried again after a pause; if it lasts, check the Secret.'],
    'zh-CN': ['调用过于频繁', '系统稍后会自动重试；如果一直这样，请检查 Secret。'],
  },
  {
    codes: [45033],
    concerns: 'nobody',
    handling: 'wait',
    en: ['too many calls at once', 'It is tried again; if it lasts, lower maxConcurrency.'],
    'zh-CN': ['同时调用过多', '系统会自动重试；如果一直这样，请调低 maxConcurrency。'],
  },
  {
    codes: [46003],
    concerns: 'nobody',
    handling: 'give-up',
    en: ['the app has no menu', 'Nothing is to be done.'],
    'zh-CN': ['应用没有菜单', '无需处理。'],
  },
  {
    codes: [48002],
    concerns: 'admin',
    handling: 'wait',
    en: ['the app may not call this', 'Give the app the right to in the WeCom console.'],
    'zh-CN': ['应用没有这个接口的权限', '请在管理后台为应用开通权限。'],
  },
  {
    codes: [48006],
    concerns: 'admin',
    handling: 'wait',
    en: ['the app lost its rights since nobody used it', 'Enable the app again in the WeCom console.'],
    'zh-CN': ['应用长期未使用，接口权限已被收回', '请在管理后台重新启用该应用。'],
  },
  {
    codes: [50001, 85005],
    concerns: 'admin',
    handling: 'give-up',
    en: ['the domain is not trusted', "Add it to the app's 可信域名 in the WeCom console."],
    'zh-CN': ['域名不可信', '请在管理后台把它加入应用的可信域名。'],
  },
  {
    codes: [50002, 60011, 92000],
    concerns: 'admin',
    handling: 'give-up',
    isOfMember: true,
    en: ["the member is outside the app's visible range", RANGE.en],
    'zh-CN': ['成员不在应用的可见范围内', RANGE.zh],
  },
  {
    codes: [50003],
    concerns: 'admin',
    handling: 'wait',
    en: ['the app is disabled', 'Enable the app in the WeCom console.'],
    'zh-CN': ['应用已停用', '请在管理后台启用该应用。'],
  },
  {
    codes: [60020],
    concerns: 'admin',
    handling: 'wait',
    en: [
      'WeCom does not trust the address that the call came from',
      "Add that address to the app's 企业可信IP in the WeCom console; it works about a minute later.",
    ],
    'zh-CN': [
      '企业微信不信任这次调用的来源 IP',
      '请在管理后台把这个 IP 加入应用的“企业可信IP”，约一分钟后生效。',
    ],
  },
  {
    codes: [60140],
    concerns: 'nobody',
    handling: 'give-up',
    en: ['the card was changed before, or is too old', 'Nothing is to be done: a new message says it.'],
    'zh-CN': ['卡片已更新过或已过期', '无需处理，可以另发一条新消息。'],
  },
  {
    codes: [81013],
    concerns: 'admin',
    handling: 'give-up',
    isOfMember: true,
    en: ["the member is outside the app's visible range or not in the company", RANGE.en],
    'zh-CN': ['接收人不在应用的可见范围内，或不在企业内', RANGE.zh],
  },
  {
    codes: [82004],
    concerns: 'engineer',
    handling: 'give-up',
    en: ['the text could make WeCom crash on the phone', REPORT.en],
    'zh-CN': ['内容可能导致客户端崩溃', REPORT.zh],
  },
  {
    // 微信客服 [D94670]: no app of ours calls it.
    codes: [
      95000, 95001, 95002, 95003, 95004, 95005, 95006, 95007, 95008, 95009, 95010, 95011, 95012, 95013, 95014,
      95015, 95016, 95017, 95018,
    ],
    concerns: 'engineer',
    handling: 'give-up',
    en: ['微信客服 refused the call', REPORT.en],
    'zh-CN': ['微信客服接口拒绝了这次调用', REPORT.zh],
  },
  {
    codes: [301002],
    concerns: 'admin',
    handling: 'wait',
    en: ['the Secret and the AgentId are not of the same app', SAME_APP.en],
    'zh-CN': ['Secret 和 AgentId 不属于同一个应用', SAME_APP.zh],
  },
  {
    codes: [301007],
    concerns: 'admin',
    handling: 'wait',
    en: ['WeCom has dissolved or banned the company', 'Ask the support of WeCom.'],
    'zh-CN': ['企业已解散或被封禁', '请联系企业微信客服。'],
  },
  {
    codes: [301016, 301017],
    concerns: 'engineer',
    handling: 'give-up',
    en: ['the voice is not AMR as WeCom takes it', REPORT.en],
    'zh-CN': ['语音不符合要求（须为 AMR）', REPORT.zh],
  },
  {
    codes: [830002],
    concerns: 'member',
    handling: 'give-up',
    en: ['the file is too large to be fetched at once', 'The member can send a smaller one.'],
    'zh-CN': ['文件太大，无法一次下载', '成员可以发送较小的文件。'],
  },
];
