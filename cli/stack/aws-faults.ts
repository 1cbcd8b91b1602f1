import { wordsOf } from '../callback-check/words';
import type { StackFault } from './faults';

const REFUSED_CREDENTIALS =
  /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId|AuthFailure|InvalidToken|TokenRefreshRequired)/;
const NETWORK_CODES = /^(E[A-Z]+|UND_ERR_.+|CERT_.+|DEPTH_.+|SELF_SIGNED_.+|UNABLE_TO_.+)$/;

/**
 * What an AWS client's error means to an operator; undefined where it is none of an AWS client's.
 * AWS's words name users, actions and resources, never a key.
 */
export function awsFault(error: unknown): StackFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  const reason = wordsOf(message === '' ? name : `${name}: ${message}`);
  if (/^Region (is missing|not accepted)/.test(message)) return { code: 'no-region' };
  if (/^(Credentials|Token)ProviderError$/.test(name)) return { code: 'no-credentials', reason };
  if (REFUSED_CREDENTIALS.test(name)) return { code: 'credentials-refused', reason };
  // EC2 has a name of its own for it.
  if (name.startsWith('AccessDenied') || name === 'UnauthorizedOperation')
    return { code: 'access-denied', action: deniedAction(message) };
  if (isOfNetwork(error)) return { code: 'unreachable', reason };
  return '$metadata' in error ? { code: 'aws', reason } : undefined;
}

function isOfNetwork(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return error.name === 'TimeoutError' || (typeof code === 'string' && NETWORK_CODES.test(code));
}

/** `cloudformation:DescribeStacks` of "… is not authorized to perform: cloudformation:DescribeStacks on …". */
function deniedAction(message: string): string {
  return /[a-z0-9-]+:[A-Z][A-Za-z]+/.exec(message)?.[0] ?? wordsOf(message);
}
