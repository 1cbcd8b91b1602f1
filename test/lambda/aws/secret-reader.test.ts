import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecretReader } from '../../../lambda/aws/secret-reader';
import { errorWithout } from '../../support/errors';

/** A client whose answers the test hands in, one for each call. */
function clientWith(...answers: (string | Error)[]) {
  const client = new SecretsManagerClient({ region: 'ap-northeast-1' });
  const send = jest.spyOn(client, 'send').mockImplementation((): never => {
    const answer = answers.shift() ?? new Error('not expected');
    return (
      answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve({ SecretString: answer, VersionId: `version of ${answer}` })
    ) as never;
  });
  return { client, send };
}

const MINUTE = 60_000;

describe('a secret', () => {
  it('is read once in five minutes', async () => {
    const time = { now: 0 };
    const { client, send } = clientWith('{"a":1}', '{"a":2}');
    const reader = new SecretReader(client, 'arn', () => time.now);
    await expect(reader.read()).resolves.toEqual({
      value: { a: 1 },
      version: 'version of {"a":1}',
      createdAt: 0,
    });
    time.now = 5 * MINUTE - 1;
    await expect(reader.read()).resolves.toMatchObject({ value: { a: 1 } });
    expect(send).toHaveBeenCalledTimes(1);
    time.now = 5 * MINUTE;
    await expect(reader.read()).resolves.toMatchObject({ value: { a: 2 } });
  });

  it('that is not filled in yet is read again after five seconds', async () => {
    const time = { now: 0 };
    const { client } = clientWith('{"a":"REPLACE-ME"}', '{"a":"filled"}');
    const reader = new SecretReader(client, 'arn', () => time.now);
    await reader.read();
    time.now = 4_999;
    await expect(reader.read()).resolves.toMatchObject({ value: { a: 'REPLACE-ME' } });
    time.now = 5_000;
    await expect(reader.read()).resolves.toMatchObject({ value: { a: 'filled' } });
  });

  it('is fetched once for all who ask at the same time', async () => {
    const { client, send } = clientWith('{}');
    const reader = new SecretReader(client, 'arn', () => 0);
    await Promise.all([reader.read(), reader.read(), reader.read()]);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('goes on while Secrets Manager fails, and is asked for again after ten seconds', async () => {
    const time = { now: 0 };
    const { client, send } = clientWith('{"a":1}', new Error('down'), '{"a":2}');
    const reader = new SecretReader(client, 'arn', () => time.now);
    await reader.read();
    time.now = 10 * MINUTE;
    await expect(reader.read()).resolves.toMatchObject({ value: { a: 1 } });
    time.now += 9_999;
    await expect(reader.read()).resolves.toMatchObject({ value: { a: 1 } });
    expect(send).toHaveBeenCalledTimes(2);
    time.now += 1;
    await expect(reader.read()).resolves.toMatchObject({ value: { a: 2 } });
  });

  it('that could never be read is an error', async () => {
    const { client } = clientWith(new Error('down'));
    await expect(new SecretReader(client, 'arn', () => 0).read()).rejects.toThrow('down');
  });

  it.each(['not json with a-secret-value', '"a-secret-value"', 'null'])(
    '%s is refused without being quoted',
    async (text) => {
      const { client } = clientWith(text);
      await expect(new SecretReader(client, 'arn', () => 0).read()).rejects.toThrow(
        errorWithout('a-secret-value', { code: 'SECRET_FORMAT' }),
      );
    },
  );
});
