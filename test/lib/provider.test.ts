import { config, templateOf } from '../support/synthesised';

interface FunctionProperties {
  readonly Environment: { readonly Variables: Record<string, unknown> };
}

/** The variables of the worker by which it finds another provider. */
function providerUrls(provider?: object): Record<string, unknown> {
  const template = templateOf({ ...config, ...(provider && { provider }) });
  const [worker] = Object.entries(template.findResources('AWS::Lambda::Function')).flatMap(
    ([id, { Properties }]) =>
      /^WorkerFunction[0-9A-F]{8}$/.test(id) ? [Properties as FunctionProperties] : [],
  );
  const { Variables } = worker?.Environment ?? { Variables: {} };
  expect(Variables).toHaveProperty('BOT_TABLE_NAME');
  return Object.fromEntries(Object.entries(Variables).filter(([name]) => name.endsWith('_BASE_URL')));
}

it('the worker is told of no other provider than OpenAI', () => {
  expect(providerUrls()).toEqual({});
});

it('the worker is told where the model, voice and pictures are', () => {
  expect(
    providerUrls({
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
