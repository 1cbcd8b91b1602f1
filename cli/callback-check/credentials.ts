import { parseEncodingAesKey, type AesKey } from '../../lambda/wecom/crypto';
import { isDoubt, shapeFaultOf } from '../secrets/fields';
import { variableOf } from '../secrets/variables';
import type { Texts } from '../texts/texts';
import { UsageError } from '../usage-error';

/** What the callback's requests are signed and encrypted with. */
export interface CallbackCredentials {
  readonly corpId: string;
  readonly token: string;
  readonly key: AesKey;
  readonly agentId: string;
}

/** What of a secret the check takes. */
type CheckedField = 'corpId' | 'token' | 'encodingAesKey' | 'agentId';

/** Where the credentials come from. */
export interface CredentialSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly app: string | undefined;
  readonly texts: Texts;
  /** Asks a person; absent where there is none. */
  readonly ask?: (question: string) => Promise<string>;
}

const FIELDS: readonly CheckedField[] = ['corpId', 'token', 'encodingAesKey', 'agentId'];

/** @throws UsageError naming every variable that is missing or misshapen, never its value */
export async function readCredentials(sources: CredentialSources): Promise<CallbackCredentials> {
  const values = await valuesFrom(sources);
  const faults = FIELDS.flatMap((field) => {
    const fault = shapeFaultOf(field, values[field]);
    if (!fault || isDoubt(fault)) return [];
    return [`${variableOf(field, sources.app)}: ${sources.texts.fields.shapeFault(fault)}`];
  });
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
  const { corpId, token, encodingAesKey, agentId } = values;
  return { corpId, token, key: parseEncodingAesKey(encodingAesKey), agentId };
}

async function valuesFrom(sources: CredentialSources): Promise<Record<CheckedField, string>> {
  const { app, environment, texts, ask } = sources;
  const values = { corpId: '', token: '', encodingAesKey: '', agentId: '' };
  const missing: string[] = [];
  for (const field of FIELDS) {
    const variable = variableOf(field, app);
    let value = environment[variable] ?? '';
    if (value === '') value = (await ask?.(texts.fields.ask(texts.fields.names[field], true))) ?? '';
    if (value === '') missing.push(variable);
    values[field] = value;
  }
  if (missing.length > 0) throw new UsageError(texts.usage.missing(missing));
  return values;
}
