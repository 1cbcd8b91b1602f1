import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PLACEHOLDER } from '../shared/credentials';

/** A secret's value with the version that it had. */
export interface Secret<T> {
  readonly value: T;
  readonly version: string;
}

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

/**
 * Reads one secret, at most once in five minutes (in five seconds while it holds a placeholder) and by one request at a
 * time. While Secrets Manager fails, the value read before goes on.
 */
export class SecretReader<T> {
  private kept: { secret: Secret<T>; until: number } | undefined;
  private underWay: Promise<Secret<T>> | undefined;

  constructor(
    private readonly client: SecretsManagerClient,
    private readonly arn: string,
    /** Milliseconds since epoch. */
    private readonly clock: () => number,
  ) {}

  /** @throws SecretFormatError, and what the client throws if no value was ever read */
  async read(): Promise<Secret<T>> {
    if (this.kept && this.kept.until > this.clock()) return this.kept.secret;
    this.underWay ??= this.fetch().finally(() => (this.underWay = undefined));
    try {
      return await this.underWay;
    } catch (error) {
      if (this.kept) return this.kept.secret;
      throw error;
    }
  }

  private async fetch(): Promise<Secret<T>> {
    const answer = await this.client.send(new GetSecretValueCommand({ SecretId: this.arn }));
    const text = answer.SecretString ?? '';
    const secret = { value: this.parse(text), version: answer.VersionId ?? '' };
    this.kept = { secret, until: this.clock() + (text.includes(PLACEHOLDER) ? UNFILLED_KEPT_MS : KEPT_MS) };
    return secret;
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
