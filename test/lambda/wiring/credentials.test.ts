import { PLACEHOLDER, type ModelSecret } from '../../../lambda/shared/credentials';
import { imagesKey, mcpAuthorization, speechKey } from '../../../lambda/wiring/credentials';
import { errorWith } from '../../support/errors';

const secretOf = (value: ModelSecret) => ({ value, version: 'v1', createdAt: 0 });

describe.each([
  ['voice', speechKey, 'speechApiKey'],
  ['pictures', imagesKey, 'imagesApiKey'],
] as const)('the key for %s', (_, keyIn, field) => {
  it('is its own, without the spaces that were copied with it', () => {
    expect(keyIn(secretOf({ apiKey: 'sk-model', [field]: ' sk-own\n' }))).toBe('sk-own');
  });

  it.each([undefined, '', ' ', PLACEHOLDER])('is that of the model where its own is %j', (value) => {
    const own = value === undefined ? {} : { [field]: value };
    expect(keyIn(secretOf({ apiKey: 'sk-model', ...own }))).toBe('sk-model');
  });

  it('is missing where neither is entered', () => {
    expect(() => keyIn(secretOf({ apiKey: PLACEHOLDER }))).toThrow(
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
