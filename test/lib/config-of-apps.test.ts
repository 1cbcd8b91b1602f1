import fc from 'fast-check';
import { checkConfig, ConfigError, type ConfigInput } from '../../lib/config';
import { faultsOf } from '../support/config-faults';

const app = { model: 'gpt-5.4-mini', persona: '你是助手。' };

/** A configuration with one app, `a`, that has these fields besides. */
const withApp = (fields: object, others: object = {}) => ({
  region: 'ap-northeast-1',
  apps: { a: { ...app, ...fields } },
  ...others,
});

const withServers = (...servers: object[]) => withApp({ tools: { mcp: servers } });
const withButtons = (...buttons: object[]) => withApp({ menu: buttons });
const server = { label: 'crm', url: 'https://mcp.example.com/mcp' };
const help = { name: '帮助', key: '/help' };

it('everything that an app can have is taken as it is written', () => {
  const fields = {
    models: ['gpt-5.4', 'gpt-5.5'],
    personas: { 法务: '你是法务。', 'Sales-Coach': 'You sell.' },
    builtInPersonas: false,
    format: 'markdown',
    tools: {
      webSearch: true,
      codeInterpreter: true,
      imageGeneration: true,
      fileSearch: ['vs_0123456789abcdef'],
      mcp: [{ ...server, allowedTools: ['search'], writes: false }],
    },
    menu: [
      help,
      { name: '制度', url: 'https://intranet.example.com/ai' },
      { name: '更多', buttons: [{ name: '用量', key: '用量' }] },
    ],
  };
  expect(checkConfig(withApp(fields), 'config.ts').apps['a']).toMatchObject(fields);
});

it('a server is taken for one that changes things, with all its tools', () => {
  expect(checkConfig(withServers(server), 'config.ts').apps['a']?.tools.mcp).toEqual([
    { ...server, allowedTools: [], writes: true },
  ]);
});

it.each<[string, unknown, RegExp]>([
  [
    'a further model without a name',
    withApp({ models: [''] }),
    /apps\.a\.models\.0: .*Example: \["gpt-5\.4"\]/,
  ],
  ['21 further models', withApp({ models: Array(21).fill('m') }), /apps\.a\.models: .*Example/],
  [
    'a persona with a space in its name',
    withApp({ personas: { 'Sales Coach': 'x' } }),
    /apps\.a\.personas\.Sales Coach: is no name for a persona: .*Example: {"法务"/,
  ],
  [
    'a persona with a name of 21 characters',
    withApp({ personas: { ['长'.repeat(21)]: 'x' } }),
    /is no name for a persona/,
  ],
  [
    'a further persona of 16,001 characters',
    withApp({ personas: { 法务: 'x'.repeat(16_001) } }),
    /apps\.a\.personas\.法务: .*Example/,
  ],
  [
    'a persona that differs from another in width and case alone',
    withApp({ personas: { Legal: 'x', ｌｅｇａｌ: 'y' } }),
    /apps\.a\.personas\.ｌｅｇａｌ: can't be told from Legal.*Example/,
  ],
  [
    'a persona with the name of the usual one',
    withApp({ personas: { Usual: 'x' } }, { language: 'en' }),
    /apps\.a\.personas\.Usual: can't be told from usual/,
  ],
  ['another format', withApp({ format: 'html' }), /apps\.a\.format: .*Example: "markdown"/],
  [
    'a tool that there is not',
    withApp({ tools: { computer: true } }),
    /apps\.a\.tools\.computer: there is no such field. Known here: webSearch, codeInterpreter, imageGeneration, fileSearch, mcp/,
  ],
  [
    'a tool that is no yes or no',
    withApp({ tools: { webSearch: 'on' } }),
    /tools\.webSearch: .*Example: true/,
  ],
  [
    'a file in place of a vector store',
    withApp({ tools: { fileSearch: ['file-1'] } }),
    /tools\.fileSearch\.0: is not the id of a vector store. Example: \["vs_/,
  ],
  [
    'a server with a label in Chinese',
    withServers({ ...server, label: '客户' }),
    /tools\.mcp\.0\.label: is not a label.*Example: "crm"/,
  ],
  [
    'a server without https',
    withServers({ ...server, url: 'http://mcp.example.com' }),
    /tools\.mcp\.0\.url: must be a URL that begins with https.*Example: "https/,
  ],
  [
    'a second server of the same label',
    withServers(server, server),
    /tools\.mcp\.1\.label: is crm, as that of another server.*Example: "crm-2"/,
  ],
  [
    'a tool where the provider has none',
    withApp({ tools: { webSearch: true, mcp: [] } }, { provider: { api: 'chat-completions' } }),
    /apps\.a\.tools\.webSearch: .*provider\.api is chat-completions.*Example/,
  ],
  [
    'another word for a menu',
    withApp({ menu: 'standard' }),
    /apps\.a\.menu: must be 'default', 'none' or a list of buttons. Example: \[{"name":"新对话"/,
  ],
  ['a menu without buttons', withButtons(), /apps\.a\.menu: .*Example/],
  ['a menu of four buttons', withButtons(help, help, help, help), /apps\.a\.menu: .*Example/],
  [
    'a button of six 汉字',
    withButtons({ ...help, name: '六个汉字名称' }),
    /menu\.0\.name: has 18 bytes in UTF-8, and WeCom takes at most 16. Example: "新对话"/,
  ],
  [
    'a button below of fourteen 汉字',
    withButtons({ name: '更多', buttons: [{ ...help, name: '长'.repeat(14) }] }),
    /menu\.0\.buttons\.0\.name: has 42 bytes in UTF-8, and WeCom takes at most 40/,
  ],
  ['a button without a name', withButtons({ ...help, name: '' }), /menu\.0\.name: .*Example/],
  [
    'a button without a purpose',
    withButtons({ name: '帮助' }),
    /menu\.0: has none of key, url, buttons, and needs exactly one. Example/,
  ],
  [
    'a button with two purposes',
    withButtons(help, { ...help, url: 'https://x.example' }),
    /menu\.1: has key and url of key, url, buttons/,
  ],
  [
    'a button below without a purpose',
    withButtons({ name: '更多', buttons: [help, { name: '用量' }] }),
    /menu\.0\.buttons\.1: has none of key, url, and/,
  ],
  ['nothing below a button', withButtons({ name: '更多', buttons: [] }), /menu\.0\.buttons: .*Example/],
  [
    'six buttons below one',
    withButtons({ name: '更多', buttons: Array(6).fill(help) }),
    /menu\.0\.buttons: .*Example/,
  ],
  [
    'a button that shows buttons below another',
    withButtons({ name: '更多', buttons: [{ name: '再多', key: '/help', buttons: [help] }] }),
    /menu\.0\.buttons\.0\.buttons: there is no such field. Known here: name, key, url/,
  ],
  [
    'a key that is a question',
    withButtons({ name: '天气', key: '今天天气怎么样' }),
    /menu\.0\.key: is not a command of the bot. Example: "\/help"/,
  ],
  [
    'a key with a typing error',
    withButtons({ name: '帮助', key: '/hlep' }),
    /menu\.0\.key: is not a command of the bot; the nearest is \/help/,
  ],
  [
    'a key of 129 bytes',
    withButtons({ name: '画', key: `画 ${'x'.repeat(125)}` }),
    /menu\.0\.key: has 129 bytes in UTF-8, and WeCom takes at most 128/,
  ],
  [
    'a page of another protocol',
    withButtons({ name: '制度', url: 'ftp://x.example' }),
    /menu\.0\.url: must be a URL that begins with https:\/\/ or http:\/\/. Example/,
  ],
  [
    'a page with an address of 1025 bytes',
    withButtons({ name: '制度', url: `https://x.example/${'y'.repeat(1007)}` }),
    /menu\.0\.url: has 1025 bytes in UTF-8, and WeCom takes at most 1024/,
  ],
])('%s is a fault', (_, input, fault) => {
  expect(faultsOf(input)).toEqual([expect.stringMatching(fault)]);
});

it('every fault of a menu stands in the one report', () => {
  const input = withButtons(
    { name: '六个汉字名称', key: '/hlep' },
    { name: '更多', buttons: [{ name: '用量' }, { naem: '', name: '帮助', key: '/help' }] },
  );
  expect(faultsOf({ ...input, maxConcurrency: 0 }).map((fault) => /- ([\w.]+):/.exec(fault)?.[1])).toEqual([
    'apps.a.menu.0.name',
    'apps.a.menu.0.key',
    'apps.a.menu.1.buttons.1.naem',
    'maxConcurrency',
    'apps.a.menu.1.buttons.0',
  ]);
});

it('what is just within the limits is taken', () => {
  const input: ConfigInput = withApp({
    personas: { ['长'.repeat(20)]: 'x'.repeat(16_000) },
    menu: [
      { name: '五个汉字长a', key: `画 ${'x'.repeat(124)}` },
      {
        name: '更多',
        buttons: Array(5).fill({ name: `${'长'.repeat(13)}a`, url: `http://x/${'y'.repeat(1015)}` }),
      },
    ],
  });
  expect(checkConfig(input, 'config.ts').apps['a']?.menu).toHaveLength(2);
});

it('whatever stands for a menu, tools or personas, there is a report and no crash', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('menu', 'tools', 'personas', 'models'), (value, field) => {
      try {
        checkConfig(withApp({ [field]: value }), 'config.ts');
        return true;
      } catch (error) {
        return error instanceof ConfigError;
      }
    }),
  );
});
