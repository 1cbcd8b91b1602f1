import { parseEncodingAesKey, type AesKey } from '../../lambda/wecom/crypto';
import type { Texts } from '../texts/texts';
import { UsageError } from '../usage-error';

/** What the callback's requests are signed and encrypted with. */
export interface CallbackCredentials {
  readonly corpId: string;
  readonly token: string;
  readonly key: AesKey;
  readonly agentId: string;
}

/** The variables of the first app; those of another have its name behind. */
export type CredentialVariable =
  'WECOM_CORP_ID' | 'WECOM_TOKEN' | 'WECOM_ENCODING_AES_KEY' | 'WECOM_AGENT_ID';

/** A value that can't be right, most likely by the way in which it was copied. */
export type ShapeFault =
  | { readonly fault: 'white-space' | 'equals-sign' | 'agent-id' }
  /** Position of the character that does not belong there, from 1. */
  | { readonly fault: 'character'; readonly position: number }
  | { readonly fault: 'key-length' | 'token-length'; readonly length: number };

/** Where the credentials come from. */
export interface CredentialSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly app: string | undefined;
  readonly texts: Texts;
  /** Asks a person; absent where there is none. */
  readonly ask?: (question: string) => Promise<string>;
}

const KEY_LENGTH = 43;
const MAX_TOKEN_LENGTH = 32;

/** @throws UsageError naming every variable that is missing or misshapen, never its value */
export async function readCredentials(sources: CredentialSources): Promise<CallbackCredentials> {
  const values = await valuesFrom(sources);
  const faults = Object.entries(values).flatMap(([variable, value]) => {
    const fault = shapeFault(variable as CredentialVariable, value);
    return fault ? [`${variableOf(sources, variable)}: ${sources.texts.shapeFault(fault)}`] : [];
  });
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
  return {
    corpId: values.WECOM_CORP_ID,
    token: values.WECOM_TOKEN,
    key: parseEncodingAesKey(values.WECOM_ENCODING_AES_KEY),
    agentId: values.WECOM_AGENT_ID,
  };
}

async function valuesFrom(sources: CredentialSources): Promise<Record<CredentialVariable, string>> {
  const { environment, texts, ask } = sources;
  const values: Record<CredentialVariable, string> = {
    WECOM_CORP_ID: '',
    WECOM_TOKEN: '',
    WECOM_ENCODING_AES_KEY: '',
    WECOM_AGENT_ID: '',
  };
  const missing: string[] = [];
  for (const variable of Object.keys(values) as CredentialVariable[]) {
    const name = variableOf(sources, variable);
    let value = environment[name] ?? '';
    if (value === '') value = (await ask?.(texts.ask[variable])) ?? '';
    if (value === '') missing.push(name);
    values[variable] = value;
  }
  if (missing.length > 0) throw new UsageError(texts.usage.missing(missing));
  return values;
}

/** All apps are of one company. */
function variableOf({ app }: CredentialSources, variable: string): string {
  if (app === undefined || variable === 'WECOM_CORP_ID') return variable;
  return `${variable}__${app.toUpperCase().replaceAll('-', '_')}`;
}

/** What is wrong with a value [D91116]; undefined if it can be one. */
export function shapeFault(variable: CredentialVariable, value: string): ShapeFault | undefined {
  if (/\s/.test(value)) return { fault: 'white-space' };
  if (variable === 'WECOM_AGENT_ID') return /^\d{1,15}$/.test(value) ? undefined : { fault: 'agent-id' };
  if (variable === 'WECOM_ENCODING_AES_KEY' && value.endsWith('=')) return { fault: 'equals-sign' };
  const position = value.search(variable === 'WECOM_CORP_ID' ? /[^\w-]/ : /[^A-Za-z0-9]/) + 1;
  if (position > 0) return { fault: 'character', position };
  const { length } = value;
  if (variable === 'WECOM_ENCODING_AES_KEY' && length !== KEY_LENGTH) return { fault: 'key-length', length };
  if (variable === 'WECOM_TOKEN' && length > MAX_TOKEN_LENGTH) return { fault: 'token-length', length };
  return undefined;
}
