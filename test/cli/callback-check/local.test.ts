import { callbackOf } from '../../../cli/callback-check/local';
import { errorWith, errorWithout } from '../../support/errors';
import { fillIn, startSecrets, VALUES, type RunningSecrets } from '../secrets/world';

const OUTPUTS = {
  AppNames: 'assistant,finance-bot',
  Step4CallbackUrlOfFinanceBot: 'http://127.0.0.1:8081/wxcomapp/finance-bot',
  Step4CallbackUrlOfAssistant: 'http://127.0.0.1:8081/wxcomapp/assistant',
};

let secrets: RunningSecrets;
beforeEach(async () => {
  secrets = await startSecrets();
  fillIn(secrets);
});
afterEach(() => secrets.close());

const of = (app?: string) => callbackOf(secrets.store, OUTPUTS, app);

it.each([undefined, 'assistant'])(
  'the callback is that of the app, with what stands in the secret: %s',
  async (app) => {
    const { url, credentials } = await of(app);
    expect(url.href).toBe(OUTPUTS.Step4CallbackUrlOfAssistant);
    const { corpId, token, agentId } = VALUES;
    expect(credentials).toMatchObject({ corpId, token, agentId });
  },
);

it('an app that is not there is refused', async () => {
  await expect(of('asistant')).rejects.toThrow(
    errorWith({ fault: { code: 'no-such-app', app: 'asistant', apps: ['assistant', 'finance-bot'] } }),
  );
});

it('what is not filled in is named, and no value of what is', async () => {
  secrets.put('callback', { corpId: VALUES.corpId, apps: { assistant: { token: VALUES.token } } });
  await expect(of()).rejects.toThrow(
    errorWith({
      fault: {
        code: 'unfilled',
        fields: expect.arrayContaining(['apps.assistant.encodingAesKey']) as string[],
      },
    }),
  );
  await expect(of()).rejects.toThrow(errorWithout(VALUES.token, { code: 'unfilled' }));
});
