import { join } from 'node:path';
import { checkConfig, loadConfig, type ConfigInput } from '../../lib/config';
import { faultsOf } from '../support/config-faults';
import { errorWith } from '../support/errors';

const app = { model: 'gpt-5.4-mini', persona: '你是助手。' };
const CERTIFICATE =
  'arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b2c3d-0000-1111-2222-333344445555';
const ADDRESS = { allocationId: 'eipalloc-0123456789abcdef0', ip: '203.0.113.7' };
const ARN = 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:CredentialsModel-abcdef';
const good: ConfigInput = { region: 'ap-northeast-1', apps: { assistant: app } };

it('a small configuration is filled in with the defaults', () => {
  expect(checkConfig(good, 'config.ts')).toEqual({
    region: 'ap-northeast-1',
    language: 'zh-CN',
    apps: {
      assistant: {
        ...app,
        default: true,
        models: [],
        personas: {},
        builtInPersonas: true,
        auditContent: 'none',
        format: 'text',
        tools: { webSearch: false, codeInterpreter: false, imageGeneration: false, fileSearch: [], mcp: [] },
        menu: 'default',
        audience: { members: [], departments: [], tags: [], deny: [] },
        limits: {},
        budget: {},
        moderation: { words: {} },
      },
    },
    provider: { api: 'responses', azure: false },
    streaming: true,
    memory: { idleMinutes: 120, maxTurns: 20, maxTokens: 16_000, keepDays: 30 },
    eraseOnLeave: false,
    welcomeEveryDays: 30,
    admins: [],
    budget: {},
    timeZone: 'Asia/Shanghai',
    prices: {},
    unitPrices: {},
    audit: { keepDays: 400 },
    alarms: { emails: [], robot: true },
    maxConcurrency: 5,
    network: { egress: 'nat-gateway', zones: 1, cidr: '10.86.0.0/24' },
    governance: { tags: {}, rolePath: '/', qualifier: 'hnb659fds', ownKey: false, logKeepDays: 30 },
    keep: {},
  });
});

it('the example that is delivered is a good one', () => {
  jest.isolateModules(() => {
    const { default: example } = jest.requireActual<{ default: unknown }>('../../config.example');
    expect(checkConfig(example, 'config.example.ts')).toMatchObject({
      apps: { assistant: { default: true } },
    });
  });
});

it('the region comes from the configuration, else from the credentials in use', () => {
  const withoutRegion = { apps: good.apps };
  expect(checkConfig(good, 'config.ts', { defaultRegion: 'eu-west-1' }).region).toBe('ap-northeast-1');
  expect(checkConfig(withoutRegion, 'config.ts', { defaultRegion: 'eu-west-1' }).region).toBe('eu-west-1');
  expect(faultsOf({ ...withoutRegion, region: undefined })).toHaveLength(1);
  expect(faultsOf(withoutRegion)).toEqual([
    "  - region: is missing, and no AWS credentials name one. Example: region: 'ap-northeast-1'",
  ]);
});

it('every fault stands in one report, with its path, the reason and an example', () => {
  const faults = faultsOf({
    region: 'Tokyo',
    langauge: 'en',
    apps: {
      assistant: { model: '', persona: 'x', temprature: 1 },
      'Finance Bot': { ...app, default: true, modle: '' },
      legal: { ...app, default: true },
    },
    memory: { idleMinutes: 0, maxTurns: 1.5, keepDays: '30' },
  });
  for (const fault of [
    /region: is not the name of an AWS region. Example: "ap-northeast-1"/,
    /langauge: there is no such field. Known here: region, language, apps, provider, transcription, speech, images, streaming, memory, eraseOnLeave, welcomeEveryDays, admins, budget, timeZone, prices, unitPrices, audit, alarms, maxConcurrency, network, domain, governance, keep, stages/,
    /apps\.assistant\.model: .*Example: "gpt-5.4-mini"/,
    /apps\.assistant\.temprature: there is no such field. Known here: default, model, models, persona, personas, builtInPersonas, auditContent, format, tools, menu, audience, limits, budget, hours, moderation/,
    /apps\.Finance Bot: the name is not small letters and digits.*Example: finance-bot/,
    /apps\.Finance Bot\.modle: there is no such field/,
    /apps: 2 of them have default: true, but exactly one/,
    /memory\.idleMinutes: .*Example: 120/,
    /memory\.maxTurns: .*Example: 20/,
    /memory\.keepDays: .*Example: 30/,
  ]) {
    expect(faults).toContainEqual(expect.stringMatching(fault));
  }
  expect(faults).toHaveLength(10);
});

it.each<[string, unknown, RegExp]>([
  ['nothing', undefined, /the whole/],
  ['no app', { ...good, apps: {} }, /apps: there is none/],
  [
    'several apps, none the default',
    { ...good, apps: { a: app, b: app } },
    /apps: 0 of them have default: true/,
  ],
  [
    'several defaults',
    { ...good, apps: { a: { ...app, default: true }, b: { ...app, default: true } } },
    /apps: 2 of them have default: true/,
  ],
  [
    'a field of a stage',
    { ...good, stages: { prod: { maxConcurrency: 0 } } },
    /stages\.prod\.maxConcurrency: .*Example: 5/,
  ],
  [
    'a way out that there is not',
    { ...good, network: { egress: 'proxy' } },
    /network\.egress: .*Example: .*nat-gateway/,
  ],
  [
    'a secret of another region',
    {
      ...good,
      keep: {
        secrets: {
          callback: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:Callback-abcdef',
          wecom: 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:Wecom-abcdef',
          model: 'arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:Model-abcdef',
        },
      },
      alarms: { robot: false },
    },
    /keep\.secrets\.callback: is in eu-west-1, but the stack is in ap-northeast-1/,
  ],
  [
    'a recording that nobody is told of',
    { ...good, welcomeEveryDays: 0, apps: { a: { ...app, auditContent: 'full' } } },
    /apps\.a\.auditContent: .*welcomeEveryDays/,
  ],
  ['another language', { ...good, language: 'de' }, /language: .*Example: "zh-CN"/],
  [
    'a persona of 16,001 characters',
    { ...good, apps: { a: { ...app, persona: 'x'.repeat(16_001) } } },
    /apps\.a\.persona/,
  ],
  [
    'a base URL without https',
    { ...good, provider: { baseUrl: 'http://x.example/v1' } },
    /provider\.baseUrl: must be/,
  ],
  [
    'a provider that speaks something else',
    { ...good, provider: { api: 'messages' } },
    /provider\.api: .*Example: "chat-completions"/,
  ],
  [
    'an Azure without its address',
    { ...good, provider: { azure: true } },
    /provider\.baseUrl: is missing, but provider\.azure.*Example: "https.*\/openai\/v1"/,
  ],
  [
    'an Azure with the old address',
    { ...good, provider: { azure: true, baseUrl: 'https://my-resource.openai.azure.com' } },
    /provider\.baseUrl: does not end in \/openai\/v1/,
  ],
  [
    'a provider of voice without https',
    { ...good, provider: { speechBaseUrl: 'http://x.example/v1' } },
    /provider\.speechBaseUrl: must be a URL that begins with https/,
  ],
  [
    'a provider of pictures without https',
    { ...good, provider: { imagesBaseUrl: 'x.example' } },
    /provider\.imagesBaseUrl: must be a URL that begins with https/,
  ],
  [
    'true in place of a voice',
    { ...good, speech: true },
    /speech: must be false or an object. Example: {"voice"/,
  ],
  [
    'a field of a voice that there is not',
    { ...good, speech: { vioce: 'nova' } },
    /speech\.vioce: there is no such field. Known here: model, voice/,
  ],
  ['a voice without a name', { ...good, speech: { voice: '' } }, /speech\.voice: .*Example: "nova"/],
  [
    'a language by its name',
    { ...good, transcription: { language: 'Chinese' } },
    /transcription\.language: is not a language.*Example: "zh"/,
  ],
  [
    'a transcription without a model',
    { ...good, transcription: { model: '' } },
    /transcription\.model: .*Example: "gpt-4o-transcribe"/,
  ],
  [
    'too many words that are likely to come',
    { ...good, transcription: { prompt: 'x'.repeat(1_001) } },
    /transcription\.prompt: .*Example/,
  ],
  [
    'a size by its name',
    { ...good, images: { size: 'big' } },
    /images\.size: is not a size.*Example: "1536x1024"/,
  ],
  ['a farewell that is no yes or no', { ...good, eraseOnLeave: 'yes' }, /eraseOnLeave: .*Example: true/],
  ['a worker for one member', { ...good, maxConcurrency: 1 }, /maxConcurrency: .*Example: 5/],
  [
    'an unknown way out',
    { ...good, network: { egress: 'proxy' } },
    /network\.egress: .*'nat-gateway' \| 'nat-instance' \| 'existing-vpc'.*Example/,
  ],
  [
    'a field of another way out',
    { ...good, network: { egress: 'nat-instance', zones: 2 } },
    /network\.zones: there is no such field. Known here: egress, instanceType, cidr/,
  ],
  [
    'three zones',
    { ...good, network: { egress: 'nat-gateway', zones: 3 } },
    /network\.zones: must be 1 or 2. Example: 1/,
  ],
  [
    'an Intel machine',
    { ...good, network: { egress: 'nat-instance', instanceType: 't3.nano' } },
    /instanceType: must be .* ARM/,
  ],
  [
    'a VPC by its name',
    {
      ...good,
      network: {
        egress: 'existing-vpc',
        vpcId: 'main',
        subnetIds: ['subnet-0123456789abcdef0'],
        addresses: ['203.0.113.7'],
      },
    },
    /network\.vpcId: is not the id of a VPC/,
  ],
  [
    'a subnet by its name',
    {
      ...good,
      network: {
        egress: 'existing-vpc',
        vpcId: 'vpc-0123456789abcdef0',
        subnetIds: ['a'],
        addresses: ['203.0.113.7'],
      },
    },
    /network\.subnetIds\.0: is not the id of a subnet. Example: \["subnet-/,
  ],
  [
    'a domain with a scheme',
    { ...good, domain: { name: 'https://gpt.example.com', certificateArn: CERTIFICATE } },
    /domain\.name: is not a host/,
  ],
  [
    'a domain without a way to a certificate',
    { ...good, domain: { name: 'gpt.example.com' } },
    /domain: has neither certificateArn nor hostedZone/,
  ],
  [
    'a certificate of another region',
    {
      ...good,
      domain: { name: 'gpt.example.com', certificateArn: CERTIFICATE.replace('ap-northeast-1', 'us-east-1') },
    },
    /domain\.certificateArn: is in us-east-1/,
  ],
  [
    'a domain outside its zone',
    { ...good, domain: { name: 'gpt.example.org', hostedZone: { id: 'Z0123456789', name: 'example.com' } } },
    /domain\.hostedZone\.name: gpt\.example\.org does not lie in example\.com/,
  ],
  [
    "another file than WeCom's",
    {
      ...good,
      domain: {
        name: 'gpt.example.com',
        certificateArn: CERTIFICATE,
        verificationFiles: { 'robots.txt': 'x' },
      },
    },
    /domain\.verificationFiles\.robots\.txt: is not the name of a file of WeCom. Example: {"WW_verify_/,
  ],
  [
    'a file with markup in it',
    {
      ...good,
      domain: {
        name: 'gpt.example.com',
        certificateArn: CERTIFICATE,
        verificationFiles: { 'WW_verify_0a.txt': 'two words' },
      },
    },
    /verificationFiles\.WW_verify_0a\.txt: must be what is in the file/,
  ],
  [
    'a tag in Chinese, which the template can not hold',
    { ...good, governance: { tags: { 部门: '财务' } } },
    /governance\.tags/,
  ],
  [
    'a tag of AWS',
    { ...good, governance: { tags: { 'aws:x': 'y' } } },
    /governance\.tags\.aws:x: is not a tag/,
  ],
  [
    'a boundary by its name',
    { ...good, governance: { permissionsBoundary: 'developers' } },
    /permissionsBoundary: is not the ARN/,
  ],
  [
    'a path without its slashes',
    { ...good, governance: { rolePath: 'bots' } },
    /rolePath: must begin and end with a slash/,
  ],
  [
    'a retention that CloudWatch does not know',
    { ...good, governance: { logKeepDays: 31 } },
    /logKeepDays: must be a number of days that CloudWatch knows: 1, 3, 5.*Example: 30/,
  ],
  [
    'too few addresses',
    { ...good, network: { egress: 'nat-gateway', zones: 2 }, keep: { addresses: [ADDRESS] } },
    /keep\.addresses: has 1, but the network needs 2/,
  ],
  [
    'addresses for a VPC that has some',
    {
      ...good,
      network: {
        egress: 'existing-vpc',
        vpcId: 'vpc-0123456789abcdef0',
        subnetIds: ['subnet-0123456789abcdef0'],
        addresses: ['203.0.113.7'],
      },
      keep: { addresses: [ADDRESS] },
    },
    /keep\.addresses: an existing VPC has addresses of its own/,
  ],
  [
    'a key to keep, and none to use',
    {
      ...good,
      keep: { keyArn: 'arn:aws:kms:ap-northeast-1:123456789012:key/0a1b2c3d-0000-1111-2222-333344445555' },
    },
    /keep\.keyArn: .*ownKey: true/,
  ],
  [
    'a secret by its name',
    { ...good, keep: { secrets: { callback: 'Callback', wecom: ARN, model: ARN } } },
    /keep\.secrets\.callback: is not the ARN of a secret/,
  ],
])('%s is a fault', (_, input, fault) => {
  expect(faultsOf(input)).toEqual([expect.stringMatching(fault)]);
});

it('a missing region is reported with the other faults', () => {
  expect(faultsOf({ apps: { assistant: { ...app, model: '' } } })).toHaveLength(2);
});

it.each(['a-', 'a--b', '-a', 'A', 'a_b', 'x'.repeat(33)])('%s is no name for an app', (name) => {
  expect(faultsOf({ ...good, apps: { [name]: app } })).toEqual([expect.stringContaining('the name is not')]);
});

it('a persona of 16,000 characters is none', () => {
  const input = { ...good, apps: { a: { ...app, persona: 'x'.repeat(16_000) } } };
  expect(checkConfig(input, 'config.ts').apps['a']?.persona).toHaveLength(16_000);
});

it('a folder without a configuration is an error', () => {
  expect(() => loadConfig(join(__dirname, 'nowhere'))).toThrow(errorWith({ code: 'CONFIG' }));
});

describe('the range of the VPC', () => {
  const withCidr = (cidr: string) => ({ ...good, network: { egress: 'nat-gateway', cidr } });

  it.each(['10.86.0.0/24', '10.0.0.0/16', '172.31.255.0/24', '192.168.0.0/20'])('may be %s', (cidr) => {
    expect(checkConfig(withCidr(cidr), 'config.ts').network).toMatchObject({ cidr });
  });

  it.each([
    '10.86.0.0/25',
    '10.86.0.0/15',
    '10.86.0.1/24',
    '11.0.0.0/24',
    '172.32.0.0/24',
    '10.86.0.256/24',
    '10.86.0.0',
  ])('may not be %s', (cidr) => {
    expect(faultsOf(withCidr(cidr))).toEqual([
      expect.stringMatching(/network\.cidr: .*Example: "10\.86\.0\.0\/24"/),
    ]);
  });
});

describe('regions that OpenAI does not serve', () => {
  it.each(['ap-east-1', 'cn-north-1', 'cn-northwest-1'])('%s is a fault, with those near to it', (region) => {
    expect(faultsOf({ ...good, region })).toEqual([
      expect.stringMatching(
        /^ {2}- region: OpenAI does not serve .*ap-northeast-1 .*ap-southeast-1 .*provider\.baseUrl/,
      ),
    ]);
    expect(faultsOf({ apps: good.apps }, { defaultRegion: region })).toHaveLength(1);
  });

  it('are none where another provider answers', () => {
    const provider = { baseUrl: 'https://llm-gateway.example.com/v1' };
    expect(checkConfig({ ...good, region: 'ap-east-1', provider }, 'config.ts').provider).toMatchObject(
      provider,
    );
  });
});

describe('stages', () => {
  const staged = {
    ...good,
    memory: { idleMinutes: 5, maxTurns: 7 },
    stages: { prod: { region: 'ap-southeast-1', memory: { idleMinutes: 60 } }, try: {} },
  };

  it('put their fields, as a whole, in the place of the same ones', () => {
    expect(checkConfig(staged, 'config.ts', { stage: 'prod' })).toMatchObject({
      region: 'ap-southeast-1',
      memory: { idleMinutes: 60, maxTurns: 20 },
    });
    expect(checkConfig(staged, 'config.ts', { stage: 'try' })).toMatchObject({
      region: 'ap-northeast-1',
      memory: { idleMinutes: 5, maxTurns: 7 },
    });
    expect(checkConfig(staged, 'config.ts')).not.toHaveProperty('stages');
  });

  it('do not go on with what another stack is to keep', () => {
    const table = (name: string) => ({ table: `WecomGpt-BotTable-${name}` });
    const kept = { ...good, keep: table('1'), stages: { prod: {}, try: { keep: table('2') } } };
    const tableOf = (stage?: string) => checkConfig(kept, 'config.ts', { stage }).keep.table;
    expect([tableOf(), tableOf('prod'), tableOf('try')]).toEqual([
      table('1').table,
      undefined,
      table('2').table,
    ]);
  });

  it('may bring the region', () => {
    const { region, ...others } = staged;
    expect(checkConfig(others, 'config.ts', { stage: 'prod' }).region).toBe('ap-southeast-1');
    expect(faultsOf(others, { stage: 'try' })).toHaveLength(1);
    expect(region).toBeDefined();
  });

  it('that nobody wrote are a fault, but for that of the tests', () => {
    expect(faultsOf(staged, { stage: 'prdo' })).toEqual([
      expect.stringMatching(
        /stages\.prdo: is asked for .*there are prod, try. Example: stages: { prdo: {} }/,
      ),
    ]);
    expect(faultsOf(good, { stage: 'prod' })).toEqual([expect.stringContaining('but there is none')]);
    expect(checkConfig(staged, 'config.ts', { stage: 'test' }).region).toBe('ap-northeast-1');
  });

  it('have their faults reported where they stand, those of other stages too', () => {
    const stages = {
      prod: { region: 'ap-east-1', langauge: 'en', memory: { idleMinutes: 0 } },
      other: { apps: { a: { ...app, modle: '' } } },
      TEST: {},
      test: {},
    };
    const faults = faultsOf({ ...good, stages }, { stage: 'prod' });
    for (const fault of [
      /stages\.prod\.region: OpenAI does not serve/,
      /stages\.prod\.langauge: there is no such field. Known here: region, language/,
      /stages\.prod\.memory\.idleMinutes: .*Example: 120/,
      /stages\.other\.apps\.a\.modle: there is no such field. Known here: default, model, models, persona, personas, builtInPersonas, auditContent, format, tools, menu, audience, limits, budget, hours, moderation/,
      /stages\.TEST: is no name for a stage/,
      /stages\.test: is no name for a stage/,
    ]) {
      expect(faults).toContainEqual(expect.stringMatching(fault));
    }
    expect(faults).toHaveLength(6);
  });
});

it('another file is loaded where one is named', () => {
  const root = join(__dirname, '..', '..');
  expect(loadConfig(root, {}, 'test/lib/configs/settled.ts').region).toBe('eu-central-1');
  expect(() => loadConfig(root, {}, 'test/lib/configs/none.ts')).toThrow(errorWith({ code: 'CONFIG' }));
});
