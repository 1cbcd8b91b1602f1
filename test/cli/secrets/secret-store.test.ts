import { SecretStore } from '../../../cli/secrets/secret-store';
import { errorWith, errorWithout } from '../../support/errors';
import { startSecrets, type RunningSecrets } from './world';

let secrets: RunningSecrets;
beforeEach(async () => (secrets = await startSecrets()));
afterEach(() => secrets.close());

it('reads a secret with its version and its time', async () => {
  await expect(secrets.store.read('model')).resolves.toEqual({
    value: { apiKey: 'REPLACE-ME' },
    version: secrets.versionOf('model'),
    changedAt: secrets.now(),
  });
  await expect(secrets.store.readPrevious('model')).resolves.toBeUndefined();
});

it('keeps what it does not know, and the version before', async () => {
  secrets.put('model', { apiKey: 'REPLACE-ME', mcp: { wiki: 'Bearer w' }, note: 7 });
  const before = secrets.versionOf('model');
  const changed = await secrets.store.change('model', (value) => ({ ...value, apiKey: 'sk-new' }));
  expect(changed).toMatchObject({ version: secrets.versionOf('model') });
  expect(JSON.parse(secrets.textOf('model'))).toEqual({
    apiKey: 'sk-new',
    mcp: { wiki: 'Bearer w' },
    note: 7,
  });
  await expect(secrets.store.readPrevious('model')).resolves.toMatchObject({ version: before });
});

it('makes no version where nothing changes: the one before may still be in use', async () => {
  const before = secrets.versionOf('model');
  await expect(secrets.store.change('model', ({ apiKey = '' }) => ({ apiKey }))).resolves.toMatchObject({
    version: before,
  });
  expect(secrets.versionOf('model')).toBe(before);
});

it('makes a version of the same wecom secret: what WeCom refused is tried again by another alone', async () => {
  const before = secrets.versionOf('wecom');
  await secrets.store.change('wecom', (value) => value);
  expect(secrets.versionOf('wecom')).not.toBe(before);
});

it.each(['{"apiKey": "sk-half', '"sk-half"', '["sk-half"]', 'null'])(
  'what is no JSON object is not quoted: %s',
  async (text) => {
    secrets.put('model', text);
    const fault = { fault: { code: 'not-json', secret: 'model', arn: 'arn:model' } };
    await expect(secrets.store.read('model')).rejects.toThrow(errorWithout('sk-half', fault));
    await expect(secrets.store.change('model', (value) => value)).rejects.toThrow(errorWith(fault));
    expect(secrets.textOf('model')).toBe(text);
  },
);

it('looks whether what it wrote is there, and whether somebody else wrote after it', async () => {
  let looks = 0;
  const store = new SecretStore(secrets.client, secrets.outputs, () => Promise.resolve(looks++));
  secrets.client.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        const answer = await next(request);
        if (commandName === 'PutSecretValueCommand') secrets.put('model', { apiKey: 'of another' });
        return answer;
      },
    { step: 'initialize' },
  );
  const change = store.change('model', () => ({ apiKey: 'sk-mine' }));
  await expect(change).rejects.toThrow(
    errorWithout('sk-mine', { fault: { code: 'not-kept', secret: 'model' } }),
  );
  expect(looks).toBe(4);
});

it.each([
  ['what another wrote between reading and writing is missed', { apiKey: 'of another' }],
  ['also if it is no JSON object', '"of another"'],
])('%s', async (_, ofAnother) => {
  const change = secrets.store.change('model', () => {
    secrets.put('model', ofAnother);
    return { apiKey: 'sk-mine' };
  });
  await expect(change).rejects.toThrow(
    errorWithout('sk-mine', { fault: { code: 'changed-meanwhile', secret: 'model' } }),
  );
  expect(secrets.textOf('model')).toContain('sk-mine');
});

it('a version before that is not shown yet is waited for', async () => {
  secrets.put('model', { apiKey: 'sk-one' });
  secrets.put('model', { apiKey: 'sk-two' });
  const older = await secrets.store.readPrevious('model');
  let looks = 0;
  const store = new SecretStore(secrets.client, secrets.outputs, () => Promise.resolve(looks++));
  secrets.client.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        const answer = await next(request);
        const { VersionStage } = request.input as { VersionStage?: string };
        if (commandName === 'GetSecretValueCommand' && VersionStage === 'AWSPREVIOUS' && looks === 0)
          Object.assign(answer.output, { VersionId: older?.version });
        return answer;
      },
    { step: 'initialize' },
  );
  await expect(store.change('model', () => ({ apiKey: 'sk-mine' }))).resolves.toMatchObject({
    value: { apiKey: 'sk-mine' },
  });
  expect(looks).toBe(1);
});

it('knows only the secrets that the stack has', () => {
  expect(secrets.store.names()).toContain('robot');
  const { Step1WecomSecret, Step2ModelSecret, Step3CallbackSecret } = secrets.outputs;
  const withoutRobot = { Step1WecomSecret, Step2ModelSecret, Step3CallbackSecret };
  expect(new SecretStore(secrets.client, withoutRobot).names()).toEqual(['wecom', 'model', 'callback']);
});
