import type { Clock } from './clock';
import { AwsError, stringIn, type AwsService, type Call, type Input } from './service';

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS';

interface Version {
  readonly id: string;
  readonly value: string;
  /** Milliseconds since epoch. */
  readonly createdAt: number;
}

/** A secret with its current and its previous version. */
export class Secret {
  private readonly versions = new Map<Stage, Version>();

  constructor(
    readonly name: string,
    readonly arn: string,
  ) {}

  /** What was current becomes previous. A repeated id with the same value changes nothing. */
  put(version: Version): void {
    for (const known of this.versions.values()) {
      if (known.id !== version.id) continue;
      if (known.value === version.value) return;
      throw new AwsError(
        'ResourceExistsException',
        `A resource with the ID you requested already exists: version ${version.id} of ${this.name} has another value.`,
      );
    }
    const current = this.versions.get('AWSCURRENT');
    if (current !== undefined) this.versions.set('AWSPREVIOUS', current);
    this.versions.set('AWSCURRENT', version);
  }

  /** @throws AwsError ResourceNotFoundException, InvalidRequestException */
  get(versionId: string | undefined, stage: string | undefined): Version & { readonly stages: Stage[] } {
    for (const [each, version] of this.versions) {
      if (versionId === undefined ? each !== (stage ?? 'AWSCURRENT') : version.id !== versionId) continue;
      if (stage !== undefined && each !== stage) {
        throw new AwsError(
          'InvalidRequestException',
          'You provided a VersionStage that is not associated to the provided VersionId.',
        );
      }
      return { ...version, stages: [each] };
    }
    throw new AwsError(
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret value for " +
        (versionId === undefined ? `staging label: ${stage ?? 'AWSCURRENT'}` : `VersionId: ${versionId}`),
    );
  }
}

const MAXIMUM_SECRET_BYTES = 65_536;

/** Secrets Manager in front of the secrets. */
export function secretsService(secrets: readonly Secret[], clock: Clock, newId: () => string): AwsService {
  return ({ operation, input }: Call): object => {
    const secret = secretOf(secrets, input);
    switch (operation) {
      case 'GetSecretValue': {
        const version = secret.get(stringIn(input, 'VersionId'), stringIn(input, 'VersionStage'));
        return {
          ARN: secret.arn,
          Name: secret.name,
          VersionId: version.id,
          SecretString: version.value,
          VersionStages: version.stages,
          CreatedDate: version.createdAt / 1000,
        };
      }
      case 'PutSecretValue': {
        const value = stringIn(input, 'SecretString');
        if (value === undefined || Buffer.byteLength(value) > MAXIMUM_SECRET_BYTES) {
          throw new AwsError(
            'InvalidParameterException',
            `SecretString must be there, with at most ${MAXIMUM_SECRET_BYTES} bytes.`,
          );
        }
        const id = stringIn(input, 'ClientRequestToken') ?? newId();
        secret.put({ id, value, createdAt: clock.now() });
        return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: ['AWSCURRENT'] };
      }
      default:
        throw new Error(`operations.ts names secretsmanager ${operation}, which nothing here answers.`);
    }
  };
}

function secretOf(secrets: readonly Secret[], input: Input): Secret {
  const id = stringIn(input, 'SecretId');
  const secret = secrets.find(({ arn, name }) => id === arn || id === name);
  if (secret !== undefined) return secret;
  throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}
