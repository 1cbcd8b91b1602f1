import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { CallbackSecret, ModelSecret, RobotSecret, WecomSecret } from '../../lambda/shared/credentials';
import { FaultError, type FaultOf } from '../stack/faults';

/** The stack's secrets, with what stands in them. */
export interface Secrets {
  readonly callback: CallbackSecret;
  readonly wecom: WecomSecret;
  readonly model: ModelSecret;
  readonly robot: RobotSecret;
}

/** Which of the stack's secrets. */
export type SecretName = keyof Secrets;

/** A version of a secret. */
export interface StoredSecret<T> {
  readonly value: T;
  /** Its id. */
  readonly version: string;
  /** When it was entered; ms since epoch. */
  readonly changedAt: number;
}

/** What each fault of the store knows beyond its name; never a value. */
export interface SecretStoreFaultDetails {
  'not-json': { readonly secret: SecretName; readonly arn: string };
  /** What was read after the write is not what was written. */
  'not-kept': { readonly secret: SecretName };
  /** Somebody else wrote between the read and the write, and that is no longer in force. */
  'changed-meanwhile': { readonly secret: SecretName };
}

/** Why a secret could not be read or changed. */
export class SecretStoreError extends FaultError<FaultOf<SecretStoreFaultDetails>> {}

/** The outputs that name the secrets. The robot's is there only with a robot. */
export const SECRET_OUTPUTS = {
  wecom: 'Step1WecomSecret',
  model: 'Step2ModelSecret',
  callback: 'Step3CallbackSecret',
  robot: 'Step6RobotSecret',
} as const satisfies Record<SecretName, string>;

const READS_AFTER_WRITE = 5;

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS';

/** Reads and changes the stack's secrets. No error of it holds a value. */
export class SecretStore {
  constructor(
    private readonly client: SecretsManagerClient,
    /** All that the stack puts out, by name. */
    private readonly outputs: Readonly<Record<string, string | undefined>>,
    /** Between two looks at what was written. */
    private readonly wait: () => Promise<unknown> = () => pause(1_000),
  ) {}

  /** The secrets that the stack has. */
  names(): SecretName[] {
    return (Object.keys(SECRET_OUTPUTS) as SecretName[]).filter((name) => this.outputs[SECRET_OUTPUTS[name]]);
  }

  /** @throws SecretStoreError not-json; and what the client throws */
  async read<Name extends SecretName>(name: Name): Promise<StoredSecret<Secrets[Name]>> {
    return this.get(name, 'AWSCURRENT');
  }

  /** What stood there before the last change; undefined if it was never changed. @throws as {@link read} */
  async readPrevious<Name extends SecretName>(name: Name): Promise<StoredSecret<Secrets[Name]> | undefined> {
    try {
      return await this.get(name, 'AWSPREVIOUS');
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  /**
   * Writes a new version, if that changes anything, and looks whether it is there, and nothing else came between. Of
   * the wecom secret each is new: what WeCom refused is not tried again by the same version, even if the app was disabled
   * and is enabled now.
   * @param change what is there → what is to be there; keeps the fields that it does not know
   * @returns what is in force then
   * @throws SecretStoreError not-json, not-kept, changed-meanwhile; and what the client throws
   */
  async change<Name extends SecretName>(
    name: Name,
    change: (value: Secrets[Name]) => Secrets[Name],
  ): Promise<StoredSecret<Secrets[Name]>> {
    const before = await this.read(name);
    const value = change(before.value);
    if (name !== 'wecom' && isDeepStrictEqual(value, before.value)) return before;
    const { VersionId: version } = await this.client.send(
      new PutSecretValueCommand({ SecretId: this.arnOf(name), SecretString: JSON.stringify(value, null, 2) }),
    );
    let isKept = false;
    // A read may still see the versions before.
    for (let reads = 1; reads <= READS_AFTER_WRITE; reads += 1) {
      const after = await this.read(name);
      isKept = after.version === version && isDeepStrictEqual(after.value, value);
      // PutSecretValue takes no condition: that nobody wrote in between shows only afterwards.
      if (isKept && (await this.textOf(name, 'AWSPREVIOUS')).version === before.version) return after;
      if (reads < READS_AFTER_WRITE) await this.wait();
    }
    throw new SecretStoreError({ code: isKept ? 'changed-meanwhile' : 'not-kept', secret: name });
  }

  private async get<Name extends SecretName>(name: Name, stage: Stage): Promise<StoredSecret<Secrets[Name]>> {
    const stored = await this.textOf(name, stage);
    return { ...stored, value: this.parse(name, stored.value) };
  }

  private async textOf(name: SecretName, stage: Stage): Promise<StoredSecret<string>> {
    const {
      SecretString = '',
      VersionId = '',
      CreatedDate,
    } = await this.client.send(
      new GetSecretValueCommand({ SecretId: this.arnOf(name), VersionStage: stage }),
    );
    return { value: SecretString, version: VersionId, changedAt: CreatedDate?.getTime() ?? 0 };
  }

  private parse<Name extends SecretName>(name: Name, text: string): Secrets[Name] {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    } catch {
      // The parser's words would quote the secret.
    }
    throw new SecretStoreError({ code: 'not-json', secret: name, arn: this.arnOf(name) });
  }

  private arnOf(name: SecretName): string {
    const arn = this.outputs[SECRET_OUTPUTS[name]];
    if (arn === undefined) throw new Error(`The stack has no secret ${name}.`);
    return arn;
  }
}
