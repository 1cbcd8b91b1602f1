import {
  filledIn,
  pathInApp,
  UnfilledCredentialsError,
  type CallbackSecret,
} from '../../lambda/shared/credentials';
import { parseEncodingAesKey, type AesKey } from '../../lambda/wecom/crypto';
import { askValue } from '../secrets/ask-value';
import { isDoubt, shapeFaultOf, type ShapeFault } from '../secrets/fields';
import { variableOf } from '../secrets/variables';
import type { Terminal } from '../terminal/terminal';
import type { Texts } from '../texts/texts';
import { UsageError } from '../usage-error';

/** What the callback's requests are signed and encrypted with. */
export interface CallbackCredentials {
  readonly corpId: string;
  readonly token: string;
  readonly key: AesKey;
  readonly agentId: string;
}

/** Where the credentials come from. */
export interface CredentialSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly app: string | undefined;
  readonly texts: Texts;
  /** Where what is missing is asked for, if somebody is there. */
  readonly terminal: Terminal;
}

/** What of a secret the check takes. */
const FIELDS = ['corpId', 'token', 'encodingAesKey', 'agentId'] as const;
type CheckedField = (typeof FIELDS)[number];

/**
 * What the environment has; what it lacks, a person is asked for.
 * @throws UsageError naming every variable that is missing or misshapen, never its value; NoAnswerError
 */
export async function readCredentials(sources: CredentialSources): Promise<CallbackCredentials> {
  const { app, environment, texts, terminal } = sources;
  const given = (field: CheckedField): string => environment[variableOf(field, app)] ?? '';
  const missing = FIELDS.filter((field) => given(field) === '');
  const faults = FIELDS.filter((field) => !missing.includes(field)).flatMap((field) => {
    const fault = certainFaultOf(field, given(field));
    return fault ? [`${variableOf(field, app)}: ${texts.fields.shapeFault(fault)}`] : [];
  });
  // Nobody is asked for the rest if what is there has to be corrected first.
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
  if (missing.length > 0 && !terminal.isThere)
    throw new UsageError(texts.usage.missing(missing.map((field) => variableOf(field, app))));
  const values: Record<CheckedField, string> = { corpId: '', token: '', encodingAesKey: '', agentId: '' };
  for (const field of FIELDS)
    values[field] = missing.includes(field)
      ? await askValue(terminal, texts.fields, { field })
      : given(field);
  return withKey(values);
}

/** What stands in the callback secret. @returns or the paths of the fields that can't be right */
export function storedCredentials(secret: CallbackSecret, app: string): CallbackCredentials | string[] {
  const { token, encodingAesKey, agentId } = secret.apps?.[app] ?? {};
  const pathOf = pathInApp(app);
  try {
    const filled = filledIn('callback', { corpId: secret.corpId, token, encodingAesKey, agentId }, pathOf);
    const malformed = FIELDS.filter((field) => certainFaultOf(field, filled[field]));
    return malformed.length > 0 ? malformed.map(pathOf) : withKey(filled);
  } catch (error) {
    if (error instanceof UnfilledCredentialsError) return [...error.fields];
    throw error;
  }
}

function certainFaultOf(field: CheckedField, value: string): ShapeFault | undefined {
  const fault = shapeFaultOf(field, value);
  return fault && !isDoubt(fault) ? fault : undefined;
}

function withKey({ encodingAesKey, ...values }: Record<CheckedField, string>): CallbackCredentials {
  return { ...values, key: parseEncodingAesKey(encodingAesKey) };
}
