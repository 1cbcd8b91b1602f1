import { ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecretReader, type SecretStage } from '../../../lambda/aws/secret-reader';
import { FRESH_MS, versionsInUse } from '../../../lambda/aws/secret-versions';

const MINUTE = 60_000;

/** A secret as Secrets Manager would have it at the moment. */
class World {
  now = 0;
  calls = 0;
  /** When the current value was entered. */
  enteredAt = 0;
  values: Partial<Record<SecretStage, string>> = { AWSCURRENT: '"one"' };
  /** Ms. */
  readTakes = 0;
  private readonly client = new SecretsManagerClient({ region: 'ap-northeast-1' });
  private readonly current = new SecretReader<{ v: string }>(this.client, 'arn', () => this.now);
  private readonly previous = new SecretReader<{ v?: string }>(
    this.client,
    'arn',
    () => this.now,
    'AWSPREVIOUS',
  );

  constructor() {
    jest.spyOn(this.client, 'send').mockImplementation((command): never => {
      this.calls += 1;
      const { VersionStage } = command.input as { VersionStage?: string };
      const value = this.values[VersionStage as SecretStage];
      this.now += this.readTakes;
      return (
        value === undefined
          ? Promise.reject(new ResourceNotFoundException({ message: 'no such version', $metadata: {} }))
          : Promise.resolve({
              SecretString: `{"v":${value}}`,
              VersionId: value,
              CreatedDate: new Date(this.enteredAt),
            })
      ) as never;
    });
  }

  /** Looks for a value as the callback does: stops at the one that fits. */
  async finds(wanted: string): Promise<boolean> {
    const versions = versionsInUse<{ v?: string }>(this.current, this.previous, () => this.now);
    for await (const { value } of versions) {
      if (value.v === wanted) return true;
    }
    return false;
  }
}

it('the value in force costs one call in five minutes', async () => {
  const world = new World();
  for (const time of [0, MINUTE, 5 * MINUTE - 1]) {
    world.now = time;
    await expect(world.finds('one')).resolves.toBe(true);
  }
  expect(world.calls).toBe(1);
});

it('the previous value still fits after a change', async () => {
  const world = new World();
  world.values = { AWSCURRENT: '"two"', AWSPREVIOUS: '"one"' };
  await expect(world.finds('one')).resolves.toBe(true);
  await expect(world.finds('two')).resolves.toBe(true);
});

it('the previous value fits for a day', async () => {
  const world = new World();
  world.values = { AWSCURRENT: '"two"', AWSPREVIOUS: '"one"' };
  world.now = 24 * 60 * MINUTE - 1;
  await expect(world.finds('one')).resolves.toBe(true);
  world.now += 1;
  await expect(world.finds('one')).resolves.toBe(false);
  await expect(world.finds('two')).resolves.toBe(true);
});

it('a new value is found at the first request that needs it, once what was kept is ten seconds old', async () => {
  const world = new World();
  await world.finds('one');
  world.values = { AWSCURRENT: '"two"', AWSPREVIOUS: '"one"' };
  world.now = FRESH_MS - 1;
  await expect(world.finds('two')).resolves.toBe(false);
  world.now = FRESH_MS;
  await expect(world.finds('two')).resolves.toBe(true);
  await expect(world.finds('one')).resolves.toBe(true);
});

it('a thousand wrong requests within ten seconds cost four calls at most', async () => {
  const world = new World();
  // As it is after the first filling in.
  world.values = { AWSCURRENT: '"one"', AWSPREVIOUS: '"REPLACE-ME"' };
  for (let request = 0; request < 1_000; request++) {
    world.now = request * 9;
    await expect(world.finds('wrong')).resolves.toBe(false);
  }
  expect(world.calls).toBeLessThanOrEqual(4);
});

it('what was written while a read was under way is not taken for old', async () => {
  const world = new World();
  world.readTakes = 3_000;
  await world.finds('one');
  world.values = { AWSCURRENT: '"two"', AWSPREVIOUS: '"one"' };
  world.now = FRESH_MS;
  await expect(world.finds('two')).resolves.toBe(true);
});
