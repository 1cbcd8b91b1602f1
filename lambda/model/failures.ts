import { APIError } from 'openai';
import { ModelError } from '../chat/ports';
import { UnfilledCredentialsError } from '../shared/credentials';

/**
 * Tells failures of the official client apart. Of the provider's words only codes are kept: its messages can quote
 * the key or the question.
 * @param gaveUp whether our own deadline ended the request
 */
export function modelErrorOf(error: unknown, gaveUp: boolean): ModelError {
  if (error instanceof ModelError) return error;
  if (gaveUp) {
    return new ModelError('too-slow', 'its time was used up', 'If it happens often, choose a faster model.');
  }
  if (error instanceof UnfilledCredentialsError) return new ModelError('credentials', error.message, '');
  if (error instanceof APIError) return statusError(error as APIError);
  return new ModelError(
    'unavailable',
    error instanceof Error ? error.name : 'an unknown fault',
    'It is tried again with the next message.',
  );
}

function statusError(error: APIError): ModelError {
  const said = [error.status ?? 'no connection', error.code ?? error.type, error.requestID]
    .filter(Boolean)
    .join(' ');
  switch (error.status) {
    case 401:
      return new ModelError('credentials', said, 'Enter a valid API key in the model secret.');
    case 403:
      return error.code === 'unsupported_country_region_territory'
        ? new ModelError(
            'region',
            said,
            'Deploy to a region that the provider serves, or use another provider.',
          )
        : new ModelError('credentials', said, 'Give the API key the right to use this model.');
    case 404:
      return new ModelError('not-found', said, "Check the app's model in config.ts, and the key's project.");
    case 429:
      return new ModelError('busy', said, "Check the account's limits and credit at the provider.");
    case 400:
      return error.code === 'content_policy_violation' || error.code === 'invalid_prompt'
        ? new ModelError('refused', said, 'Nothing is to be done.')
        : new ModelError('unavailable', said, 'Report it with the log line.');
    default:
      return failedWith(error.code, said);
  }
}

/** The provider gave up on an answer that it had begun, for a reason that it names by a code. */
export function failedWith(
  code: string | null | undefined,
  said = code ?? 'the response failed',
): ModelError {
  return code === 'rate_limit_exceeded'
    ? new ModelError('busy', said, 'If it lasts, raise the limits of the account at the provider.')
    : new ModelError('unavailable', said, "If it lasts, look at the provider's status page.");
}

/** The stream ended without its last event. */
export function brokenOff(): ModelError {
  return failedWith(undefined, 'its stream broke off');
}
