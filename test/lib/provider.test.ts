import { config, templateOf } from '../support/synthesised';

interface FunctionProperties {
  readonly Environment: { readonly Variables: Record<string, unknown> };
}

/** The variables of a function by which it finds another provider. */
function providerUrls(of: string, provider?: object): Record<string, unknown> {
  const template = templateOf({ ...config, ...(provider && { provider }) });
  const [found] = Object.entries(template.findResources('AWS::Lambda::Function')).flatMap(
    ([id, { Properties }]) =>
      new RegExp(`^${of}Function[0-9A-F]{8}$`).test(id) ? [Properties as FunctionProperties] : [],
  );
  const { Variables } = found?.Environment ?? { Variables: {} };
  expect(Variables).toHaveProperty('BOT_TABLE_NAME');
  return Object.fromEntries(Object.entries(Variables).filter(([name]) => name.endsWith('_BASE_URL')));
}

describe.each(['Worker', 'Doctor'])('%s', (of) => {
  it('is told of no other provider than OpenAI', () => {
    expect(providerUrls(of)).toEqual({});
  });

  it('is told where the model, voice and pictures are', () => {
    expect(
      providerUrls(of, {
        baseUrl: 'https://llm.example.com/v1',
        speechBaseUrl: 'https://voice.example.com/v1',
        imagesBaseUrl: 'https://images.example.com/v1',
      }),
    ).toEqual({
      OPENAI_BASE_URL: 'https://llm.example.com/v1',
      SPEECH_BASE_URL: 'https://voice.example.com/v1',
      IMAGES_BASE_URL: 'https://images.example.com/v1',
    });
  });
});
