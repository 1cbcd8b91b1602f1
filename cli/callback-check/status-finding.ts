import type { Answer } from './call';
import type { Finding, RequestKind } from './findings';
import { wordsOf } from './words';

/** To a host name that no API is mapped to. */
const API_GATEWAY_FORBIDS = '{"message":"Forbidden"}';

/** What a status other than 200 means [D90238]; 400 to 404 are those of our own callback. */
export function statusFinding(request: RequestKind, { status, headers, body }: Answer): Finding {
  const words = wordsOf(body);
  if (status >= 300 && status < 400) {
    return { code: 'redirect', status, location: wordsOf(headers.location ?? '') };
  }
  if (status === 403 && words === API_GATEWAY_FORBIDS) return { code: 'domain-not-mapped', words };
  // Our callback says in plain words what is still to be filled in; proxies send pages, API Gateway JSON.
  const isExplained = headers['content-type']?.startsWith('text/plain') ?? false;
  if (request === 'check' && status === 503 && isExplained) return { code: 'not-ready', words };
  if (status >= 500) return { code: 'server-error', request, status, words };
  const code = (request === 'check' ? codeOfCheck : codeOfMessage)(status);
  return code ? { code, words } : { code: 'unexpected-status', request, status, words };
}

function codeOfCheck(status: number) {
  if (status === 400) return 'wrong-key';
  if (status === 401) return 'wrong-token';
  if (status === 403) return 'wrong-corp-id';
  return status === 404 ? 'wrong-path' : undefined;
}

/** The URL check has passed: what is wrong is what the callback compares in a message alone. */
function codeOfMessage(status: number) {
  if (status === 401) return 'stale';
  return status === 403 ? 'wrong-agent-id' : undefined;
}
