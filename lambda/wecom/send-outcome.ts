import { SendError, type Block, type SendFailure } from '../chat/ports';
import { UnfilledCredentialsError } from '../shared/credentials';
import { meaningOf } from './error-codes';
import {
  CredentialsUnreadableError,
  MemberUnreachableError,
  TokenNotAcceptedYetError,
  WecomApiError,
  WecomLimitError,
  WecomUnreachableError,
} from './errors';
import { MESSAGE_SEND } from './send';

/**
 * What is certain of a send that failed so, all tries included.
 * @returns undefined for an error that says nothing of it
 */
export function sendErrorOf(error: unknown): SendError | undefined {
  if (error instanceof WecomApiError) return new SendError(failureOf(error), error, blockIn(error));
  if (error instanceof WecomUnreachableError) {
    const isUnknown = error.api === MESSAGE_SEND && error.mayHaveArrived;
    return new SendError(isUnknown ? 'unknown' : 'not-sent', error);
  }
  if (error instanceof MemberUnreachableError) return new SendError('unreachable', error);
  if (error instanceof WecomLimitError) return new SendError('refused', error);
  const isWithoutCall =
    error instanceof TokenNotAcceptedYetError ||
    error instanceof UnfilledCredentialsError ||
    error instanceof CredentialsUnreadableError;
  return isWithoutCall ? new SendError('not-sent', error) : undefined;
}

/** What keeps the app from sending anything until an admin mends it, if that is what WeCom said. */
export function blockIn({ api, errcode, address }: WecomApiError): Block | undefined {
  const { handling, concerns } = meaningOf(errcode);
  // gettoken refuses the Secret; elsewhere the same code is of a token.
  const lasts = handling === 'wait' || (handling === 'refresh-token' && api === 'gettoken');
  if (!lasts || concerns !== 'admin') return undefined;
  return { errcode, ...(address !== undefined && { address }) };
}

function failureOf(error: WecomApiError): SendFailure {
  if (blockIn(error)) return 'blocked';
  const { handling, isOfMember } = meaningOf(error.errcode);
  switch (handling) {
    case 'retry':
    case 'refresh-token':
      return 'not-sent';
    case 'wait':
      return 'too-fast';
    case 'give-up':
      // gettoken knows nothing of the message.
      if (error.api === 'gettoken') return 'not-sent';
      return isOfMember ? 'unreachable' : 'refused';
  }
}
