import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { PLACEHOLDER } from '../shared/credentials';

/** A secret's value with the version that it had. */
export interface Secret<T> {
  readonly value: T;
  readonly version: string;
  /** When this version was entered; ms since epoch, 0 if not known. */
  readonly createdAt: number;
}

/** The one in force, and the one that was in force before it was last changed. */
export type SecretStage = 'AWSCURRENT' | 'AWSPREVIOUS';

/** The secret is not the JSON object that it should be. */
export class SecretFormatError extends Error {
  readonly code = 'SECRET_FORMAT';
  constructor(arn: string) {
    super(`The secret ${arn} is not a JSON object. Enter it again in the shape that its description shows.`);
  }
}

const KEPT_MS = 5 * 60_000;
/** An operator who has just filled a secret in presses 保存 next. */
const UNFILLED_KEPT_MS = 5_000;
/** While Secrets Manager fails, it is not asked for every request. */
const PAUSE_AFTER_FAILURE_MS = 10_000;

interface Kept<T> {
  readonly secret: Secret<T>;
  /** Milliseconds since epoch. */
  readonly fetchedAt: number;
  readonly isUnfilled: boolean;
}

/**
 * Reads one version of a secret by one request at a time, and keeps it. While Secrets Manager fails, the value read
 * before goes on.
 */
export class SecretReader<T> {
  private kept: Kept<T> | undefined;
  private pausedUntil = 0;
  private underWay: Promise<Kept<T>> | undefined;

  constructor(
    private readonly client: SecretsManagerClient,
    private readonly arn: string,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
    private readonly stage: SecretStage = 'AWSCURRENT',
  ) {}

  /**
   * @param maxAgeMs how old a kept value may be; one with a placeholder may be five seconds old at most
   * @throws SecretFormatError, and what the client throws if no value was ever read
   */
  async read(maxAgeMs = KEPT_MS): Promise<Secret<T>> {
    const { kept } = this;
    const usableMs = kept?.isUnfilled ? Math.min(maxAgeMs, UNFILLED_KEPT_MS) : maxAgeMs;
    const now = this.clock();
    if (kept && (now < this.pausedUntil || now - kept.fetchedAt < usableMs)) return kept.secret;
    this.underWay ??= this.fetch().finally(() => (this.underWay = undefined));
    try {
      this.kept = await this.underWay;
      return this.kept.secret;
    } catch (error) {
      if (!kept) throw error;
      this.pausedUntil = this.clock() + PAUSE_AFTER_FAILURE_MS;
      return kept.secret;
    }
  }

  private async fetch(): Promise<Kept<T>> {
    // What is written while this is under way may not be in it.
    const fetchedAt = this.clock();
    const { text, version, createdAt } = await this.get();
    return {
      secret: { value: this.parse(text), version, createdAt },
      fetchedAt,
      // What was in force before is not waited for: after the first filling in, it is the placeholder for good.
      isUnfilled: this.stage === 'AWSCURRENT' && text.includes(PLACEHOLDER),
    };
  }

  private async get(): Promise<{ text: string; version: string; createdAt: number }> {
    try {
      const {
        SecretString = '',
        VersionId = '',
        CreatedDate,
      } = await this.client.send(new GetSecretValueCommand({ SecretId: this.arn, VersionStage: this.stage }));
      return { text: SecretString, version: VersionId, createdAt: CreatedDate?.getTime() ?? 0 };
    } catch (error) {
      // A secret that was never changed has no previous version: as good as an empty one.
      if (this.stage === 'AWSPREVIOUS' && error instanceof ResourceNotFoundException)
        return { text: '{}', version: '', createdAt: 0 };
      throw error;
    }
  }

  private parse(text: string): T {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null) return value as T;
    } catch {
      // The parser's words would quote the secret.
    }
    throw new SecretFormatError(this.arn);
  }
}
