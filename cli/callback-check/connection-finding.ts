import type { Finding } from './findings';

/** Why a call of this URL had no answer. @param reason Node's error code */
export function connectionFinding({ hostname, host }: URL, reason: string): Finding {
  if (reason === 'ENOTFOUND' || reason === 'EAI_AGAIN') return { code: 'dns', host: hostname, reason };
  if (/CERT|UNABLE_TO_VERIFY/.test(reason)) return { code: 'certificate', host: hostname, reason };
  if (/^(EPROTO|ERR_(SSL|TLS)_)/.test(reason)) return { code: 'tls', reason };
  return { code: 'connection', host, reason };
}
