import type { BotConfig } from '../../../lambda/shared/bot-config';
import { PLACEHOLDER, type ModelSecret } from '../../../lambda/shared/credentials';
import { furtherKey, furtherKeysOf, mcpAuthorization } from '../../../lambda/wiring/credentials';
import { errorWith } from '../../support/errors';

const secretOf = (value: ModelSecret) => ({ value, version: 'v1', createdAt: 0 });

describe.each(['speechApiKey', 'imagesApiKey'] as const)('the key %s', (field) => {
  it('is its own, without the spaces that were copied with it', () => {
    const secret = secretOf({ apiKey: 'sk-model', [field]: ' sk-own\n' });
    expect([true, false].map((isElsewhere) => furtherKey(secret, field, isElsewhere))).toEqual([
      'sk-own',
      'sk-own',
    ]);
  });

  it.each([undefined, '', ' ', PLACEHOLDER])(
    "is the model's where its own is %j, and never at another provider",
    (value) => {
      const secret = secretOf({ apiKey: 'sk-model', ...(value !== undefined && { [field]: value }) });
      expect(furtherKey(secret, field, false)).toBe('sk-model');
      expect(() => furtherKey(secret, field, true)).toThrow(
        errorWith({ code: 'UNFILLED_CREDENTIALS', fields: [field] }),
      );
    },
  );

  it('is missing where neither is entered', () => {
    expect(() => furtherKey(secretOf({ apiKey: PLACEHOLDER }), field, false)).toThrow(
      errorWith({ code: 'UNFILLED_CREDENTIALS' }),
    );
  });
});

it('a server gets the authorization that is entered for its label, and no other', () => {
  const secret = secretOf({ apiKey: 'sk', mcp: { crm: 'Bearer 1 ', wiki: PLACEHOLDER } });
  expect(['crm', 'wiki', 'erp', 'constructor'].map((label) => mcpAuthorization(secret, label))).toEqual([
    'Bearer 1',
    undefined,
    undefined,
    undefined,
  ]);
  expect(mcpAuthorization(secretOf({ apiKey: 'sk' }), 'crm')).toBeUndefined();
});

describe('the keys that can not be done without are those of', () => {
  const media = { transcription: { model: 'm' }, images: { model: 'm', size: '1x1' } } as Partial<BotConfig>;
  it.each<[string, Partial<BotConfig>, NodeJS.ProcessEnv, string[]]>([
    ['nobody where there is one provider', media, { OPENAI_BASE_URL: 'u' }, []],
    [
      'each other provider',
      media,
      { SPEECH_BASE_URL: 'u', IMAGES_BASE_URL: 'u' },
      ['speechApiKey', 'imagesApiKey'],
    ],
    [
      'one that only speaks',
      { speech: { model: 'm', voice: 'v' } },
      { SPEECH_BASE_URL: 'u' },
      ['speechApiKey'],
    ],
    ['nobody where neither is wanted', {}, { SPEECH_BASE_URL: 'u', IMAGES_BASE_URL: 'u' }, []],
  ])('%s', (_, config, environment, keys) => {
    expect(furtherKeysOf(config, environment)).toEqual(keys);
  });
});
