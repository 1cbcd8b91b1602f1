import { connect, type PeerCertificate } from 'node:tls';
import { wordsOf } from '../../callback-check/words';
import { found, type OutsideFinding } from '../findings';

const DAY_MS = 86_400_000;
/** ACM renews 60 days before the end: with so few left it has failed for long. */
const SOON_DAYS = 21;
const PATIENCE_MS = 10_000;

/** What a server showed of itself. */
export interface Shown {
  readonly certificate: Pick<PeerCertificate, 'valid_to' | 'subjectaltname'>;
  /** Why it is not trusted, as a code of Node's; undefined if it is. */
  readonly distrust: string | undefined;
}

/** The certificate of a callback's domain: whether WeCom will trust it, and for how long. @param now ms since epoch */
export async function checkCertificate(
  { hostname, port }: URL,
  now: number,
  show: (host: string, port: number) => Promise<Shown> = certificateOf,
): Promise<OutsideFinding> {
  try {
    return findingOf(hostname, await show(hostname, Number(port || 443)), now);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return found('certificate-unseen', { host: hostname, reason: wordsOf(code ?? message) });
  }
}

function findingOf(host: string, { certificate, distrust }: Shown, now: number): OutsideFinding {
  const end = new Date(certificate.valid_to);
  const until = end.toISOString();
  const days = Math.floor((end.getTime() - now) / DAY_MS);
  if (days < 0) return found('certificate-over', { host, until });
  if (distrust === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return found('certificate-name', { host, names: wordsOf(certificate.subjectaltname ?? '') });
  }
  if (distrust !== undefined) {
    return found('callback-finding', { finding: { code: 'certificate', host, reason: distrust } });
  }
  return found(days < SOON_DAYS ? 'certificate-ends' : 'certificate-ok', { host, until, days });
}

/** Looks at it whether it is trusted or not. */
function certificateOf(host: string, port: number): Promise<Shown> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false }, () => {
      const certificate = socket.getPeerCertificate();
      // Of an untrusted one it is a code, though its type says an error.
      const why = socket.authorizationError as Error | string | undefined;
      resolve({ certificate, distrust: socket.authorized ? undefined : codeIn(why) });
      socket.destroy();
    });
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    socket.once('error', reject);
  });
}

function codeIn(why: Error | string | undefined): string {
  return (why instanceof Error ? (why as NodeJS.ErrnoException).code : why) ?? 'UNKNOWN';
}
