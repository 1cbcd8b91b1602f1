import { readCredentials, storedCredentials } from '../../../cli/callback-check/credentials';
import { NoAnswerError, type Terminal } from '../../../cli/terminal/terminal';
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

/** Somebody who types these answers, then leaves; none: there is no terminal. */
function terminalWith(...answers: string[]) {
  const screen: string[] = [];
  const terminal: Terminal = {
    isThere: answers.length > 0,
    say: (text) => void screen.push(text),
    ask: (question, { hidden = false } = {}) => {
      screen.push(question + (hidden ? '' : (answers[0] ?? '')));
      const answer = answers.shift();
      return answer === undefined
        ? Promise.reject(new NoAnswerError('left', question))
        : Promise.resolve(answer);
    },
  };
  return { terminal, screen };
}
const { terminal } = terminalWith();

describe('credentials', () => {
  it('come from the environment', async () => {
    await expect(readCredentials({ environment, app: undefined, texts, terminal })).resolves.toMatchObject({
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
      terminal,
    });
    await expect(read).rejects.toThrow(/Missing: WECOM_ENCODING_AES_KEY__FINANCE_BOT\./);
  });

  it('that are missing are asked for, where there is somebody to ask, each until it can be one', async () => {
    const { terminal, screen } = terminalWith('two words', 'typed', 'x', '1000003');
    const credentials = await readCredentials({
      environment: { ...environment, WECOM_TOKEN: '', WECOM_AGENT_ID: '' },
      app: undefined,
      texts,
      terminal,
    });
    expect(credentials).toMatchObject({ token: 'typed', agentId: '1000003' });
    expect(screen.filter((line) => !line.startsWith('\n'))).toEqual([
      'Token (not shown): ',
      expect.stringMatching(/✗ It has a space/),
      'Token (not shown): ',
      'AgentId: x',
      expect.stringMatching(/✗ An AgentId is a number/),
      'AgentId: 1000003',
    ]);
  });

  it('of the environment are looked at before anybody is asked for the rest', async () => {
    const { terminal, screen } = terminalWith('typed');
    const read = readCredentials({
      environment: { ...environment, WECOM_TOKEN: '', WECOM_AGENT_ID: 'x' },
      app: undefined,
      texts,
      terminal,
    });
    await expect(read).rejects.toThrow(/^WECOM_AGENT_ID: /);
    expect(screen).toEqual([]);
  });

  it.each(['zh-CN', 'en'] as const)(
    'that can not be right are named without their value (%s)',
    async (lang) => {
      const environmentWithFaults = { ...environment, WECOM_TOKEN: 'two words', WECOM_AGENT_ID: 'x' };
      const read = readCredentials({
        environment: environmentWithFaults,
        app: undefined,
        texts: textsIn(lang),
        terminal,
      });
      await expect(read).rejects.toThrow(errorWithout('two words', { code: 'USAGE' }));
      await expect(read).rejects.toThrow(/WECOM_TOKEN: .+\nWECOM_AGENT_ID: .+1000002/);
    },
  );
});

describe('the callback secret', () => {
  const { corpId, ...app } = { ...CREDENTIALS, agentId: '1000002' };

  it('has the credentials of each app', () => {
    expect(storedCredentials({ corpId, apps: { assistant: app } }, 'assistant')).toMatchObject({
      corpId,
      token: app.token,
      agentId: '1000002',
    });
  });

  it.each([
    ['an app that is not in it', {}, ['apps.x.token', 'apps.x.encodingAesKey', 'apps.x.agentId']],
    ['a placeholder', { x: { ...app, token: 'REPLACE-ME' } }, ['apps.x.token']],
    ['a value of the wrong shape', { x: { ...app, encodingAesKey: 'short' } }, ['apps.x.encodingAesKey']],
  ])('names the fields of %s', (_, apps, fields) => {
    expect(storedCredentials({ corpId, apps }, 'x')).toEqual(fields);
  });
});
