import { APIConnectionError, APIError } from 'openai';
import { ModelError, PASSING_FAILURES, type ModelFailure } from '../chat/ports';
import { UnfilledCredentialsError } from '../shared/credentials';
import { retryAfterMs } from './retry-after';

/** That a stream ended without a word is for the caller to say: it knows what was said before. */
type Failure = Exclude<ModelFailure, 'empty'>;

/**
 * What the provider's codes and types mean, with every status and inside a stream: 429 stands for a busy moment and for
 * used-up credit, 403 for a wrong key and a wrong model, and a request that is too long is often refused only once the
 * stream is open.
 */
const BY_NAME: ReadonlyMap<string, Failure> = new Map([
  ['unsupported_country_region_territory', 'region'],
  ['model_not_found', 'not-found'],
  ['insufficient_quota', 'no-credit'],
  ['billing_hard_limit_reached', 'no-credit'],
  ['billing_not_active', 'no-credit'],
  ['credit_balance_exhausted', 'no-credit'],
  ['organization_spend_limit_exceeded', 'no-credit'],
  ['organization_usage_limit_exceeded', 'no-credit'],
  ['project_spend_limit_exceeded', 'no-credit'],
  ['rate_limit_exceeded', 'busy'],
  ['server_is_overloaded', 'busy'],
  ['slow_down', 'busy'],
  ['context_length_exceeded', 'too-long'],
  ['content_policy_violation', 'refused'],
  ['invalid_prompt', 'refused'],
  ['bio_policy', 'refused'],
  ['misalignment_policy_violation', 'refused'],
  // Azure's filter, of the question.
  ['content_filter', 'refused'],
  // Of a picture's prompt.
  ['moderation_blocked', 'refused'],
  // A remote MCP server that the provider can't reach, or that refuses it.
  ['external_connector_error', 'bad-request'],
  // Alibaba's Model Studio: https://www.alibabacloud.com/help/en/model-studio/error-code
  ['Arrearage', 'no-credit'],
  ['data_inspection_failed', 'refused'],
  // DeepSeek's reason to end an answer.
  ['insufficient_system_resource', 'busy'],
]);

/** In these words, and with no code of its own, DeepSeek, vLLM and Alibaba say that a request is too long. */
const TOO_LONG = /maximum context length|range of input length/i;

/** Other statuses from 500 on are `unavailable`, others below `bad-request`. */
const BY_STATUS: ReadonlyMap<number, Failure> = new Map([
  [401, 'credentials'],
  // DeepSeek and others, where OpenAI says 429.
  [402, 'no-credit'],
  [403, 'credentials'],
  [404, 'not-found'],
  [408, 'unavailable'],
  [409, 'unavailable'],
  [429, 'busy'],
]);

/** What an admin is to do; they read it in the log. */
const REMEDIES: Readonly<Record<Failure, string>> = {
  credentials: 'Enter a valid API key that may use this model in the model secret.',
  region: 'Deploy to a region that the provider serves, or use another provider.',
  'not-found': "Check the app's model in config.ts, and that the key's project may use it.",
  'no-credit': 'Add credit or raise the spend limit in the billing settings at the provider.',
  busy: "It is asked again by itself. If it lasts, raise the account's limits at the provider.",
  'too-slow': 'If it happens often, choose a faster model.',
  refused: 'Nothing is to be mended: the member is told to put it differently.',
  filtered: 'Nothing is to be mended: the member is told to put it differently.',
  'too-long': 'If it happens often, choose a model with a larger context window.',
  'bad-request':
    'Check that provider.api, the model and its tools in config.ts fit the provider; if they do, report it with this line.',
  broken: "It is asked once more. If it lasts, look at the provider's status page.",
  unavailable: "It is asked again by itself. If it lasts, look at the provider's status page.",
};

/** A failure, with what is to be done about it. */
export function failed(failure: Failure, cause: string, retryAfterMs?: number): ModelError {
  return new ModelError(failure, cause, REMEDIES[failure], retryAfterMs);
}

/** The key could not be read. */
export function keyFailure(error: unknown): ModelError {
  if (error instanceof UnfilledCredentialsError) {
    return new ModelError('credentials', 'it has no key', error.message);
  }
  return new ModelError(
    'unavailable',
    `its key could not be read (${nameOf(error)})`,
    'Check the model secret in Secrets Manager, and that the worker may read it.',
  );
}

/**
 * Tells failures of the official client apart. Of the provider's words only codes are kept: its messages can quote
 * the key or the question.
 * @param hasSpoken whether words of the answer have come
 * @param now ms since epoch
 */
export function modelErrorOf(error: unknown, hasSpoken: boolean, now: number): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof APIConnectionError) {
    return failed('unavailable', `no connection (${nameOf(innermost(error))})`);
  }
  // By which error differs from one Node to the next.
  if (!(error instanceof APIError)) return failed('broken', 'its stream broke off');
  const { status, headers } = error as APIError;
  return status === undefined
    ? reportedInStream(error as APIError, hasSpoken)
    : refusedWith(status, error as APIError, retryAfterMs(headers, now));
}

function refusedWith(status: number, error: APIError, retryAfter: number | undefined): ModelError {
  const failure =
    failureNamedBy(error) ??
    ofTools(error) ??
    BY_STATUS.get(status) ??
    (status >= 500 ? 'unavailable' : 'bad-request');
  return failed(failure, wordsOf(status, error), PASSING_FAILURES.has(failure) ? retryAfter : undefined);
}

/** With 404 it is the vector store that there is not, not the model. */
function ofTools({ status, param }: APIError): Failure | undefined {
  return status === 404 && param?.startsWith('tools') ? 'bad-request' : undefined;
}

function reportedInStream(error: APIError, hasSpoken: boolean): ModelError {
  const failure = failureNamedBy(error) ?? 'broken';
  // Words that were said are not taken back: asked to go on, it may, and if not it says so before the first word.
  const mayGoOn = hasSpoken && (failure === 'too-long' || PASSING_FAILURES.has(failure));
  return failed(mayGoOn ? 'broken' : failure, wordsOf('its stream reported', error));
}

function failureNamedBy({ code, type, message }: APIError): Failure | undefined {
  return (
    BY_NAME.get(code ?? '') ?? BY_NAME.get(type ?? '') ?? (TOO_LONG.test(message) ? 'too-long' : undefined)
  );
}

function wordsOf(what: string | number, { code, type, requestID }: APIError): string {
  return [what, code ?? type ?? 'a failure', requestID].filter(Boolean).join(' ');
}

function innermost(error: Error): Error {
  return error.cause instanceof Error ? innermost(error.cause) : error;
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
