import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from '../../../lambda/aws/client-settings';
import { errorWith } from '../../support/errors';
import { FakeServer } from '../../support/fake-server';

it('a service that accepts a connection and never answers is given up, after three attempts', async () => {
  const server = new FakeServer();
  const hang = () => undefined;
  server.next(hang, hang, hang);
  const client = new SecretsManagerClient({
    ...clientSettings(300),
    endpoint: await server.start(),
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'arn' }))).rejects.toThrow(
    errorWith({ name: 'TimeoutError' }),
  );
  expect(server.calls).toHaveLength(3);
  client.destroy();
  await server.stop();
});
