import type { ShapeFault } from '../secrets/fields';
import type { FieldTexts } from './fields-texts';

const names: FieldTexts['names'] = {
  corpId: '企业ID（CorpID）',
  agentId: 'AgentId',
  secret: 'Secret',
  token: 'Token',
  encodingAesKey: 'EncodingAESKey',
  apiKey: '模型的 API key',
  speechApiKey: '语音的 API key',
  imagesApiKey: '图片的 API key',
  webhook: '群机器人的 Webhook 地址',
};

export const fieldsZhCn: FieldTexts = {
  names,

  where: {
    corpId: '我的企业 → 企业信息，页面最下方',
    agentId: '应用管理 → 该应用',
    secret: '应用管理 → 该应用 → Secret → 查看（会发送到你的企业微信）',
    token: '应用管理 → 该应用 → 接收消息 → 设置API接收',
    encodingAesKey: '应用管理 → 该应用 → 接收消息 → 设置API接收',
    apiKey: '模型服务商的控制台；OpenAI 在 https://platform.openai.com/api-keys',
    speechApiKey: 'provider.speechBaseUrl 所指服务商的控制台',
    imagesApiKey: 'provider.imagesBaseUrl 所指服务商的控制台',
    webhook: '企业微信里的管理员群 → 群机器人 → 该机器人',
  },

  ask: (name, isHidden) => `${name}${isHidden ? '（输入不显示）' : ''}：`,

  insist: '如果没错，请再输入一次。',

  shapeFault,
};

function shapeFault(fault: ShapeFault): string {
  switch (fault.code) {
    case 'empty':
      return '没有输入。';
    case 'placeholder':
      return '这里还是占位的 REPLACE-ME，要换成真正的值。';
    case 'dots':
      return '这是页面上代替密钥显示的圆点，请先让页面显示出来，或者点复制。';
    case 'label':
      return `复制时带上了前面的“${fault.label}”，请只输入它后面的值。`;
    case 'quotes':
      return '前后带了引号或括号，请去掉。';
    case 'white-space':
      return '里面有空格或换行，请重新复制。';
    case 'looks-like':
      return `这看起来是${names[fault.other]}，可能填错了位置。`;
    case 'equals-sign':
      return '末尾多了“=”：EncodingAESKey 是 43 个字符，不带“=”。请从企业微信管理后台重新复制。';
    case 'character':
      return `第 ${fault.position} 个字符不该出现在这里（引号、全角字符，或者复制时带上了别的内容），请重新复制。`;
    case 'agent-id':
      return 'AgentId 是一个数字，例如 1000002。请从企业微信管理后台重新复制。';
    case 'key-length':
      return `有 ${fault.length} 个字符，EncodingAESKey 必须正好 43 个。请从企业微信管理后台重新复制。`;
    case 'token-length':
      return `有 ${fault.length} 个字符，Token 最多 32 个。请从企业微信管理后台重新复制。`;
    case 'webhook':
      return '这不是群机器人的地址，应为 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…，请完整复制。';
    case 'corp-id':
      return '企业ID一般是 ww 或 wx 加 16 个字符。';
    case 'secret-length':
      return `有 ${fault.length} 个字符，Secret 一般是 43 个。`;
    case 'openai-key':
      return 'OpenAI 的 API key 一般以 sk- 开头。';
  }
}
