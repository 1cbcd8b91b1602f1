import { readCredentials } from '../../../cli/callback-check/credentials';
import { textsIn } from '../../../cli/texts';
import { errorWithout } from '../../support/errors';
import { CREDENTIALS } from './fake-callback';

const texts = textsIn('en');
const environment = {
  WECOM_CORP_ID: CREDENTIALS.corpId,
  WECOM_TOKEN: CREDENTIALS.token,
  WECOM_ENCODING_AES_KEY: CREDENTIALS.encodingAesKey,
  WECOM_AGENT_ID: '1000002',
};

describe('credentials', () => {
  it('come from the environment', async () => {
    await expect(readCredentials({ environment, app: undefined, texts })).resolves.toMatchObject({
      corpId: CREDENTIALS.corpId,
      token: CREDENTIALS.token,
      agentId: '1000002',
    });
  });

  it("are another app's by its name, but for the company", async () => {
    const read = readCredentials({
      environment: {
        ...environment,
        WECOM_TOKEN__FINANCE_BOT: 'another',
        WECOM_AGENT_ID__FINANCE_BOT: '1000003',
      },
      app: 'finance-bot',
      texts,
    });
    await expect(read).rejects.toThrow(/Missing: WECOM_ENCODING_AES_KEY__FINANCE_BOT\./);
  });

  it('that are missing are asked for, where there is somebody to ask', async () => {
    const asked: string[] = [];
    const credentials = await readCredentials({
      environment: { ...environment, WECOM_TOKEN: '' },
      app: undefined,
      texts,
      ask: (question) => {
        asked.push(question);
        return Promise.resolve('typed');
      },
    });
    expect(asked).toEqual(['Token (not shown): ']);
    expect(credentials.token).toBe('typed');
  });

  it.each(['zh-CN', 'en'] as const)(
    'that can not be right are named without their value (%s)',
    async (lang) => {
      const environmentWithFaults = { ...environment, WECOM_TOKEN: 'two words', WECOM_AGENT_ID: 'x' };
      const read = readCredentials({
        environment: environmentWithFaults,
        app: undefined,
        texts: textsIn(lang),
      });
      await expect(read).rejects.toThrow(errorWithout('two words', { code: 'USAGE' }));
      await expect(read).rejects.toThrow(/WECOM_TOKEN: .+\nWECOM_AGENT_ID: .+1000002/);
    },
  );
});
