import type { ShapeFault } from '../secrets/fields';
import type { FieldTexts } from './fields-texts';

const names: FieldTexts['names'] = {
  corpId: 'CorpID (企业ID)',
  agentId: 'AgentId',
  secret: 'Secret',
  token: 'Token',
  encodingAesKey: 'EncodingAESKey',
  apiKey: 'API key of the model',
  speechApiKey: 'API key for voice',
  imagesApiKey: 'API key for pictures',
  webhook: "webhook of the group's robot",
};

export const fieldsEn: FieldTexts = {
  names,

  where: {
    corpId: '我的企业 → 企业信息, at the end of the page',
    agentId: '应用管理 → the app',
    secret: '应用管理 → the app → Secret → 查看 (it is sent to your WeCom)',
    token: '应用管理 → the app → 接收消息 → 设置API接收',
    encodingAesKey: '应用管理 → the app → 接收消息 → 设置API接收',
    apiKey: "the provider's console; OpenAI: https://platform.openai.com/api-keys",
    speechApiKey: 'the console of the provider of provider.speechBaseUrl',
    imagesApiKey: 'the console of the provider of provider.imagesBaseUrl',
    webhook: "the admins' group in WeCom → 群机器人 → the robot",
  },

  ask: (name, isHidden) => `${name}${isHidden ? ' (not shown)' : ''}: `,

  insist: ' If it is right, enter it once more.',

  shapeFault,
};

function shapeFault(fault: ShapeFault): string {
  switch (fault.code) {
    case 'empty':
      return 'Nothing was entered.';
    case 'placeholder':
      return 'REPLACE-ME stands where the value has to be.';
    case 'dots':
      return 'These are the dots that a page shows in place of the value. Show or copy the value itself.';
    case 'label':
      return `Its label, ${fault.label}, was copied along. Enter what stands behind it alone.`;
    case 'quotes':
      return 'It has quotes or brackets around it. Enter it without them.';
    case 'white-space':
      return 'It has a space or a line break in it. Copy it again from where it stands.';
    case 'looks-like':
      return `This looks like the ${names[fault.other]}: perhaps two fields were mixed up.`;
    case 'equals-sign':
      return 'It ends in "=": an EncodingAESKey is 43 characters, without "=". Copy it again from the WeCom admin console.';
    case 'character':
      return `Character ${fault.position} does not belong there (a quote, a full-width character, or something copied along). Copy it again from where it stands.`;
    case 'agent-id':
      return 'An AgentId is a number, e.g. 1000002. Copy it again from the WeCom admin console.';
    case 'key-length':
      return `It has ${fault.length} characters; an EncodingAESKey has exactly 43. Copy it again from the WeCom admin console.`;
    case 'token-length':
      return `It has ${fault.length} characters; a Token has at most 32. Copy it again from the WeCom admin console.`;
    case 'webhook':
      return "It is not the address of a group's robot: https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=… Copy all of it.";
    case 'corp-id':
      return 'A CorpID usually is ww or wx and 16 characters.';
    case 'secret-length':
      return `It has ${fault.length} characters; a Secret usually has 43.`;
    case 'openai-key':
      return 'A key of OpenAI usually begins with sk-.';
  }
}
