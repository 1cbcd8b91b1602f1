import { commandIn } from '../../lambda/chat/commands';
import type { AppConfig, BotConfig, Menu } from '../../lambda/shared/bot-config';
import { botConfigOf, checkConfig, durationsFor } from '../../lib/config';
import { defaultMenu } from '../../lib/config/default-menu';
import { BUILT_IN_PERSONAS } from '../../lib/config/personas';

const app = { model: 'gpt-5.4-mini', persona: '你是助手。' };
const GATEWAY = 'https://llm-gateway.example.com/v1';
const AZURE = 'https://my-resource.openai.azure.com/openai/v1';
const VOICE = 'https://voice.example.com/v1';
const LANGUAGES = ['zh-CN', 'en'] as const;

/** What is compiled for one app with these fields, and others besides. */
function compiled(fields: object = {}, others: object = {}): BotConfig {
  const input = { region: 'ap-northeast-1', apps: { a: { ...app, ...fields } }, ...others };
  return botConfigOf(checkConfig(input, 'config.ts'), durationsFor(undefined).timing);
}

function compiledApp(fields?: object, others?: object): AppConfig {
  const { a } = compiled(fields, others).apps;
  if (!a) throw new Error('The app is gone.');
  return a;
}

/** Its texts, in order. */
function textsOf(menu: Menu | undefined): unknown[] {
  return (menu ?? []).map((button) =>
    'buttons' in button ? button.buttons.map(({ name }) => name) : button.name,
  );
}

describe('prices', () => {
  const own = { input: 1, cachedInput: 0.5, output: 2 };

  it('are of every model in use, and of no other', () => {
    expect(Object.keys(compiled({ models: ['gpt-5.5', 'unheard-of'] }).prices).sort()).toEqual([
      'gpt-5.4-mini',
      'gpt-5.5',
      'unheard-of',
    ]);
  });

  it('that are not known are the dearest that is', () => {
    const { prices } = compiled(
      { model: 'unheard-of' },
      { prices: { dear: { input: 1_000, cachedInput: 900, output: 5_000 } } },
    );
    expect(prices).toMatchObject({
      'unheard-of': { input: 1_000, cachedInput: 900, output: 5_000, isAssumed: true },
    });
  });

  it('of the configuration win over the listed ones', () => {
    // Also of a model that no app has any more: a message that waited may have been asked of it.
    expect(compiled({}, { prices: { 'gpt-5.4-mini': own, 'gpt-5.5': own } }).prices).toEqual({
      'gpt-5.4-mini': own,
      'gpt-5.5': own,
    });
  });

  it('that OpenAI listed are not those of another provider, but of Azure', () => {
    const priceAt = (provider: object, prices = {}) =>
      compiled({}, { provider, prices }).prices['gpt-5.4-mini'];
    expect(priceAt({ baseUrl: GATEWAY })).toMatchObject({ isAssumed: true });
    expect(priceAt({ baseUrl: GATEWAY }, { 'gpt-5.4-mini': own })).toEqual(own);
    expect(priceAt({ baseUrl: AZURE, azure: true })).toEqual(priceAt({}));
  });
});

describe('voice and pictures', () => {
  const usual = {
    transcription: { model: 'gpt-4o-mini-transcribe' },
    speech: { model: 'gpt-4o-mini-tts', voice: 'alloy' },
    images: { model: 'gpt-image-2', size: '1024x1024' },
  };
  const { images, ...voice } = usual;

  it.each<[string, object, object]>([
    ['OpenAI', {}, usual],
    ["OpenAI's Chat Completions", { provider: { api: 'chat-completions' } }, usual],
    ['Azure', { provider: { baseUrl: AZURE, azure: true } }, usual],
    ['another provider', { provider: { baseUrl: GATEWAY } }, {}],
    ['another provider and one for voice', { provider: { baseUrl: GATEWAY, speechBaseUrl: VOICE } }, voice],
    [
      'another provider and one for pictures',
      { provider: { baseUrl: GATEWAY, imagesBaseUrl: VOICE } },
      { images },
    ],
    [
      'another provider that is said to have them',
      {
        provider: { baseUrl: GATEWAY },
        transcription: {},
        speech: { voice: 'anna' },
        images: { size: '512x512' },
      },
      {
        transcription: usual.transcription,
        speech: { ...usual.speech, voice: 'anna' },
        images: { ...images, size: '512x512' },
      },
    ],
    ['OpenAI, turned off', { transcription: false, speech: false, images: false }, {}],
  ])('with %s', (_, others, expected) => {
    const { transcription, speech, images: drawn } = compiled({}, others);
    expect({ transcription, speech, images: drawn }).toEqual(expected);
  });
});

describe('personas', () => {
  it("are the company's own first, then ours", () => {
    const { personas } = compiledApp({ personas: { 法务: '你是法务。' } });
    expect(Object.keys(personas)).toEqual(['法务', ...Object.keys(BUILT_IN_PERSONAS['zh-CN'])]);
  });

  it("of the company's own win over ours of the same name, in whatever width and case", () => {
    const { personas } = compiledApp({ personas: { Ｔranslator: '我们的译者。' } }, { language: 'en' });
    expect(personas).toMatchObject({ Ｔranslator: '我们的译者。' });
    expect(personas).not.toHaveProperty('translator');
    expect(personas).toHaveProperty('writer');
  });

  it('of ours may be left out', () => {
    expect(compiledApp({ builtInPersonas: false }).personas).toEqual({});
  });

  it.each(LANGUAGES)(
    'of ours in %s could be written in a configuration, and know where they are read',
    (language) => {
      const ours = BUILT_IN_PERSONAS[language];
      expect(compiledApp({ personas: ours, builtInPersonas: false }, { language }).personas).toEqual(ours);
      expect(Object.keys(ours)).toHaveLength(6);
      for (const prompt of Object.values(ours))
        expect(prompt).toMatch(/手机聊天里显示为纯文本|plain text in a chat on a phone/);
    },
  );
});

describe('the menu', () => {
  it('by default leads to what members can choose, and to nothing else', () => {
    expect(textsOf(compiledApp({ models: ['gpt-5.4'] }).menu)).toEqual([
      '新对话',
      ['选角色', '选模型', '语音回答'],
      ['使用帮助', '我的用量', '导出对话'],
    ]);
    expect(textsOf(compiledApp({ builtInPersonas: false }, { speech: false }).menu)).toEqual([
      '新对话',
      ['使用帮助', '我的用量', '导出对话'],
    ]);
  });

  it.each(LANGUAGES)(
    'by default in %s could be written in a configuration, and every key is a command',
    (language) => {
      const menu = defaultMenu(language, { models: true, personas: true, voice: true });
      expect(compiledApp({ menu }, { language }).menu).toEqual(menu);
      const buttons = menu.flatMap((button) => ('buttons' in button ? button.buttons : [button]));
      const names = buttons.map((button) => commandIn('key' in button ? button.key : '')?.name);
      expect(names).toEqual(['new-conversation', 'persona', 'model', 'voice', 'help', 'usage', 'export']);
    },
  );

  it('is that of the configuration', () => {
    const menu = [
      { name: '帮助', key: '/help' },
      { name: '制度', url: 'https://intranet.example.com' },
      { name: '更多', buttons: [{ name: '用量', key: '/usage' }] },
    ];
    expect(compiledApp({ menu }).menu).toEqual(menu);
  });

  it('is none where WeCom’s own is to stay', () => {
    expect(compiledApp({ menu: 'none' })).not.toHaveProperty('menu');
  });
});

it('what members may use and choose is compiled as it was written', () => {
  const fields = { models: ['gpt-5.4'], format: 'markdown', tools: { webSearch: true } };
  expect(compiledApp(fields)).toMatchObject(fields);
  expect(compiledApp()).not.toHaveProperty('builtInPersonas');
  expect(compiled({}, { eraseOnLeave: true, provider: { api: 'chat-completions' } })).toMatchObject({
    eraseOnLeave: true,
    provider: { api: 'chat-completions', azure: false },
  });
});
