import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** What identifies one app to WeCom. */
export interface AppCredentials {
  readonly name: string;
  readonly agentId: number;
  readonly secret: string;
  readonly token: string;
  /** 43 letters and digits. */
  readonly encodingAesKey: string;
}

/** What fills the local secrets. */
export interface Credentials {
  readonly corpId: string;
  /** The first is the default app. */
  readonly apps: readonly AppCredentials[];
  /** Undefined: the model stand-in answers. */
  readonly openaiApiKey: string | undefined;
}

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A credential of the environment that can't be one. */
export class CredentialError extends Error {
  readonly code = 'CREDENTIAL';
}

/** The environment, over the `.env` of this folder. */
export function environmentWithDotEnv(environment: Environment, file = '.env'): Environment {
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...environment };
}

/**
 * The credentials of the environment; what is missing is made up. The first app's variables have no suffix, those of
 * another app have `__` and its name, in capitals with `_` for `-`: `WECOM_SECRET__FINANCE_BOT`.
 * @param randomBytes e.g. that of node:crypto
 * @throws CredentialError
 */
export function credentialsFrom(
  environment: Environment,
  apps: readonly string[],
  randomBytes: (size: number) => Buffer,
): Credentials {
  const madeUp = (length: number): string => lettersAndDigits(randomBytes, length);
  return {
    corpId: nonEmpty(environment['WECOM_CORP_ID']) ?? `ww${madeUp(16).toLowerCase()}`,
    openaiApiKey: nonEmpty(environment['OPENAI_API_KEY']),
    apps: apps.map((name, index) => {
      const suffix = index === 0 ? '' : `__${name.toUpperCase().replaceAll('-', '_')}`;
      const given = (variable: string): string | undefined => nonEmpty(environment[variable + suffix]);
      return {
        name,
        agentId: agentIdFrom(given('WECOM_AGENT_ID') ?? String(1_000_002 + index), `WECOM_AGENT_ID${suffix}`),
        secret: given('WECOM_SECRET') ?? madeUp(43),
        token: given('WECOM_TOKEN') ?? madeUp(32),
        encodingAesKey: keyFrom(
          given('WECOM_ENCODING_AES_KEY') ?? madeUp(43),
          `WECOM_ENCODING_AES_KEY${suffix}`,
        ),
      };
    }),
  };
}

function agentIdFrom(value: string, variable: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw new CredentialError(`${variable} is not a number. Copy AgentId from the app's page, e.g. 1000002.`);
}

function keyFrom(value: string, variable: string): string {
  if (/^[A-Za-z0-9]{43}$/.test(value)) return value;
  throw new CredentialError(
    `${variable} has ${value.length} characters; it must be exactly 43 letters and digits. Copy it again.`,
  );
}

function lettersAndDigits(randomBytes: (size: number) => Buffer, length: number): string {
  let text = '';
  while (text.length < length)
    text += randomBytes(length)
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, '');
  return text.slice(0, length);
}

/** A line `NAME=` in `.env` says nothing. */
function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
