import { PLACEHOLDER, robotKeyIn } from '../../lambda/shared/credentials';

/** What an operator enters, by the names that the secrets have for it. */
export type SecretField =
  | 'corpId'
  | 'agentId'
  | 'secret'
  | 'token'
  | 'encodingAesKey'
  | 'apiKey'
  | 'speechApiKey'
  | 'imagesApiKey'
  | 'webhook';

/** Why a value can't be right, or is likely not to be: most often by the way in which it was copied. */
export type ShapeFault =
  | {
      readonly code:
        | 'empty'
        | 'placeholder'
        /** What a page shows in place of a secret: `••••`. */
        | 'dots'
        | 'quotes'
        | 'white-space'
        | 'equals-sign'
        | 'agent-id'
        | 'corp-id'
        | 'webhook'
        | 'openai-key';
    }
  /** Copied along: what stood before the value. One of a fixed list, so it is no part of a secret. */
  | { readonly code: 'label'; readonly label: string }
  /** It has the shape of another field. */
  | { readonly code: 'looks-like'; readonly other: SecretField }
  /** Position of the character that does not belong there, from 1. */
  | { readonly code: 'character'; readonly position: number }
  /** In characters. */
  | { readonly code: 'key-length' | 'token-length' | 'secret-length'; readonly length: number };

/** What else is known when a value is looked at. */
export interface ShapeContext {
  /** The model's provider is OpenAI itself. @default not known */
  readonly isOpenAi?: boolean;
}

/** What WeCom nowhere promises: a value of another shape may be right all the same. */
const DOUBTS: ReadonlySet<ShapeFault['code']> = new Set(['corp-id', 'secret-length', 'openai-key']);

/** Whether it is only likely to be wrong, so that a person may insist. */
export const isDoubt = ({ code }: ShapeFault): boolean => DOUBTS.has(code);

const KEY_LENGTH = 43;
const MAX_TOKEN_LENGTH = 32;
const SECRET_LENGTH = 43;

const LABEL =
  /^(corpid|企业id|agentid|secret|token|encodingaeskey|webhook|api[ _-]?key|bearer|wecom_(?:corp_id|agent_id|secret|token|encoding_aes_key)|openai_api_key)(?:__\w+)?(?:\s*[:：=]|\s)/i;
const QUOTE = /^["'`“”‘’「『<《]|["'`“”‘’」』>》]$/;
const DOTS = /[•●∙·*＊]{3}|…/;
const CORP_ID = /^w[wx][A-Za-z0-9]{16}$/;

/** Of each field: what may stand in it. Letters and digits of Token and EncodingAESKey: [D91116]. */
const FOREIGN: Readonly<Partial<Record<SecretField, RegExp>>> = {
  corpId: /[^\w-]/,
  token: /[^A-Za-z0-9]/,
  encodingAesKey: /[^A-Za-z0-9]/,
};
const NOT_ASCII = /[^!-~]/;

/** What is wrong with a value; undefined if it can be one. What is certain comes before what is a doubt. */
export function shapeFaultOf(
  field: SecretField,
  value: string,
  context: ShapeContext = {},
): ShapeFault | undefined {
  return pasteFault(field, value) ?? ownFault(field, value, context);
}

/** What can go wrong with every field. */
function pasteFault(field: SecretField, value: string): ShapeFault | undefined {
  if (value === '') return { code: 'empty' };
  if (value === PLACEHOLDER) return { code: 'placeholder' };
  if (DOTS.test(value)) return { code: 'dots' };
  const label = LABEL.exec(value)?.[1];
  if (label !== undefined) return { code: 'label', label };
  if (QUOTE.test(value)) return { code: 'quotes' };
  if (/\s/.test(value)) return { code: 'white-space' };
  const other = otherFieldOf(value);
  return other !== undefined && isConfused(field, other) ? { code: 'looks-like', other } : undefined;
}

/** The field whose shape nothing else has. */
function otherFieldOf(value: string): SecretField | undefined {
  if (CORP_ID.test(value)) return 'corpId';
  if (/^https?:\/\//.test(value)) return 'webhook';
  if (/^[\w-]{43}$/.test(value)) return 'secret';
  if (value.startsWith('sk-')) return 'apiKey';
  return /^\d{7}$/.test(value) ? 'agentId' : undefined;
}

/** A Secret and an EncodingAESKey can look the same, and every provider's key can look like anything but an address. */
function isConfused(field: SecretField, other: SecretField): boolean {
  if (field === other) return false;
  if (field.endsWith('piKey')) return other === 'corpId' || other === 'webhook';
  if (field === 'encodingAesKey') return other !== 'secret';
  if (field === 'token') return other !== 'agentId';
  return field !== 'webhook';
}

function ownFault(field: SecretField, value: string, { isOpenAi }: ShapeContext): ShapeFault | undefined {
  const { length } = value;
  if (field === 'agentId') return /^\d{1,15}$/.test(value) ? undefined : { code: 'agent-id' };
  if (field === 'webhook') return isRobot(value) ? undefined : { code: 'webhook' };
  if (field === 'encodingAesKey' && value.endsWith('=')) return { code: 'equals-sign' };
  const position = value.search(FOREIGN[field] ?? NOT_ASCII) + 1;
  if (position > 0) return { code: 'character', position };
  switch (field) {
    case 'encodingAesKey':
      return length === KEY_LENGTH ? undefined : { code: 'key-length', length };
    case 'token':
      return length <= MAX_TOKEN_LENGTH ? undefined : { code: 'token-length', length };
    case 'corpId':
      return CORP_ID.test(value) ? undefined : { code: 'corp-id' };
    case 'secret':
      return length === SECRET_LENGTH ? undefined : { code: 'secret-length', length };
    case 'apiKey':
      return isOpenAi !== true || value.startsWith('sk-') ? undefined : { code: 'openai-key' };
    default:
      return undefined;
  }
}

function isRobot(webhook: string): boolean {
  try {
    robotKeyIn({ webhook });
    return true;
  } catch {
    return false;
  }
}
