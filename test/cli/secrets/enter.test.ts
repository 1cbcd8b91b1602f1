import type { EnterOptions } from '../../../cli/secrets/arguments';
import { enter } from '../../../cli/secrets/enter';
import { statusOf } from '../../../cli/secrets/status';
import { textsIn } from '../../../cli/texts';
import { errorWith } from '../../support/errors';
import { fillIn, startSecrets, VALUES, worldOf, type Around, type RunningSecrets } from './world';

let secrets: RunningSecrets;
beforeEach(async () => (secrets = await startSecrets()));
afterEach(() => secrets.close());

const OPTIONS: EnterOptions = {
  action: 'enter',
  app: undefined,
  all: false,
  fromEnv: false,
  force: false,
  from: 'local',
  json: false,
  language: 'en',
};
const { corpId, agentId, secret, token, encodingAesKey, apiKey, webhook } = VALUES;
const ALL = [corpId, agentId, secret, token, encodingAesKey, apiKey, webhook];
const inSecret = (name: 'callback' | 'wecom' | 'model' | 'robot'): unknown =>
  JSON.parse(secrets.textOf(name));

async function enterWith(around: Around, options: Partial<EnterOptions> = {}) {
  const { world, screen } = worldOf(secrets, around);
  return { result: await enter(world, { ...OPTIONS, ...options }), screen: screen() };
}

it('asks for all that is missing, and writes each secret once', async () => {
  const { result, screen } = await enterWith({ typed: ALL });
  expect(result).toMatchObject({ asked: 7, written: { length: 7 } });
  expect(inSecret('callback')).toEqual({ corpId, apps: { assistant: { agentId, token, encodingAesKey } } });
  expect(inSecret('wecom')).toEqual({ corpId, apps: { assistant: { agentId, secret } } });
  expect(inSecret('model')).toEqual({ apiKey });
  expect(inSecret('robot')).toEqual({ webhook });
  // The version before is the one that the stack made.
  await expect(secrets.store.readPrevious('callback')).resolves.toMatchObject({
    value: { corpId: 'REPLACE-ME' },
  });
  expect(screen).toContain('To be written to wecom and callback: CorpID (企业ID), assistant AgentId');
  for (const value of ALL) expect(screen).not.toContain(value);
});

it('asks again, with the reason, and takes what is only unlikely when it is entered twice', async () => {
  const { screen } = await enterWith({
    typed: [corpId, `AgentId: ${agentId}`, agentId, 'short', 'short', '', '', '', ''],
  });
  expect(screen).toContain('✗ Its label, AgentId, was copied along.');
  expect(screen).toContain(
    '✗ It has 5 characters; a Secret usually has 43. If it is right, enter it once more.',
  );
  expect(inSecret('wecom')).toMatchObject({ apps: { assistant: { agentId, secret: 'short' } } });
});

it('leaves for later what is not entered, and keeps with --all what is there', async () => {
  await enterWith({ typed: [corpId, agentId, secret, '', '', '', ''] });
  expect(inSecret('callback')).toEqual({
    corpId,
    apps: { assistant: { agentId, token: 'REPLACE-ME', encodingAesKey: 'REPLACE-ME' } },
  });
  fillIn(secrets);
  const { result } = await enterWith({ typed: ['', '', '', '', '', 'sk-new', '', '', ''] }, { all: true });
  expect(result).toMatchObject({ asked: 9, written: [{ field: 'apiKey' }] });
  expect(inSecret('model')).toEqual({ apiKey: 'sk-new' });
});

it('Ctrl-C writes nothing of what is being entered', async () => {
  const left = enterWith({ typed: [...ALL.slice(0, 5), undefined] });
  await expect(left).rejects.toThrow(errorWith({ code: 'LEFT', message: textsIn('en').secrets.left.enter }));
  expect(inSecret('callback')).toMatchObject({ corpId });
  expect(inSecret('model')).toEqual({ apiKey: 'REPLACE-ME' });
  fillIn(secrets);
  secrets.put('wecom', {});
  await expect(enterWith({ typed: [corpId, agentId, undefined] })).rejects.toThrow(
    errorWith({ code: 'LEFT' }),
  );
  expect(inSecret('wecom')).toEqual({});
});

it('with an app named it asks for that one, and the company; asks again for what is wrong or differs', async () => {
  fillIn(secrets);
  secrets.put('wecom', { corpId: 'ww9999999999999999', apps: { assistant: { agentId, secret: '••••••' } } });
  const typed = [corpId, secret, agentId, secret, token, encodingAesKey];
  const { result } = await enterWith({ typed, apps: ['assistant', 'bot'] });
  expect(result.written).toMatchObject([
    { field: 'corpId' },
    { field: 'secret', app: 'assistant' },
    { field: 'agentId', app: 'bot' },
    { field: 'secret', app: 'bot' },
    { field: 'token', app: 'bot' },
    { field: 'encodingAesKey', app: 'bot' },
  ]);
  const other = enterWith({ typed: [] }, { app: 'other' });
  await expect(other).rejects.toThrow(
    errorWith({ fault: { code: 'no-such-app', app: 'other', apps: ['assistant'] } }),
  );
  await expect(enterWith({ typed: [], apps: ['assistant', 'bot'] }, { app: 'bot' })).resolves.toMatchObject({
    result: { asked: 0 },
  });
});

it('where nobody can be asked, it says how else', async () => {
  await expect(enterWith({})).rejects.toThrow(errorWith({ fault: { code: 'no-terminal', action: 'enter' } }));
});

describe('from the environment', () => {
  const environment = { WECOM_CORP_ID: corpId, WECOM_SECRET: secret, OPENAI_API_KEY: apiKey };

  it('what is set is written, what is not stays', async () => {
    const { result } = await enterWith({ environment }, { fromEnv: true });
    expect(result.written).toMatchObject([{ field: 'corpId' }, { field: 'secret' }, { field: 'apiKey' }]);
    const { fields } = await statusOf(secrets.store, ['assistant']);
    expect(fields.filter(({ state }) => state.is === 'missing').map(({ field }) => field)).toEqual([
      'agentId',
      'token',
      'encodingAesKey',
      'webhook',
    ]);
  });

  it('of several apps, each has its own variables', async () => {
    const apps = ['assistant', 'finance-bot'];
    const two = { ...environment, WECOM_SECRET__FINANCE_BOT: `x${secret.slice(1)}` };
    const { result } = await enterWith({ environment: two, apps }, { fromEnv: true });
    expect(result.written).toMatchObject([
      { field: 'corpId' },
      { field: 'secret', app: 'finance-bot' },
      { field: 'apiKey' },
    ]);
  });

  it('nothing is written if one value can not be right, or none is set', async () => {
    const wrong = { ...environment, WECOM_AGENT_ID: 'assistant', OPENAI_API_KEY: '••••' };
    const refused = enterWith({ environment: wrong }, { fromEnv: true });
    await expect(refused).rejects.toThrow(
      errorWith({
        fault: {
          code: 'wrong-values',
          faults: [
            { variable: 'WECOM_AGENT_ID', fault: { code: 'agent-id' } },
            { variable: 'OPENAI_API_KEY', fault: { code: 'dots' } },
          ],
        },
      }),
    );
    expect(inSecret('wecom')).toMatchObject({ corpId: 'REPLACE-ME' });
    await expect(enterWith({}, { fromEnv: true })).rejects.toThrow(errorWith({ code: 'no-values' }));
  });

  it('what is filled in is changed with --all alone', async () => {
    fillIn(secrets);
    const changed = { OPENAI_API_KEY: 'sk-new' };
    await expect(enterWith({ environment: changed }, { fromEnv: true })).resolves.toMatchObject({
      result: { asked: 0, written: [] },
    });
    await enterWith({ environment: changed }, { fromEnv: true, all: true });
    expect(inSecret('model')).toEqual({ apiKey: 'sk-new' });
  });
});
