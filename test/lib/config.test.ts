import { join } from 'node:path';
import { checkConfig, loadConfig, type ConfigInput } from '../../lib/config';
import { errorWith } from '../support/errors';

const app = { model: 'gpt-5.4-mini', persona: '你是助手。' };
const good: ConfigInput = { region: 'ap-northeast-1', apps: { assistant: app } };

/** The faults that are reported, one a line. */
function faultsOf(input: unknown, defaultRegion?: string): string[] {
  try {
    checkConfig(input, 'config.ts', defaultRegion);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  throw new Error('No fault was found.');
}

it('a small configuration is filled in with the defaults', () => {
  expect(checkConfig(good, 'config.ts')).toEqual({
    region: 'ap-northeast-1',
    language: 'zh-CN',
    apps: { assistant: { ...app, default: true } },
    streaming: true,
    memory: { idleMinutes: 120, maxTurns: 20, maxTokens: 16_000, keepDays: 30 },
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
  expect(checkConfig(good, 'config.ts', 'eu-west-1').region).toBe('ap-northeast-1');
  expect(checkConfig(withoutRegion, 'config.ts', 'eu-west-1').region).toBe('eu-west-1');
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
    /langauge: there is no such field. Known here: region, language, apps, streaming, memory/,
    /apps\.assistant\.model: .*Example: "gpt-5.4-mini"/,
    /apps\.assistant\.temprature: there is no such field. Known here: default, model, persona/,
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
  ['another language', { ...good, language: 'de' }, /language: .*Example: "zh-CN"/],
  [
    'a persona of 16,001 characters',
    { ...good, apps: { a: { ...app, persona: 'x'.repeat(16_001) } } },
    /apps\.a\.persona/,
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
