import type { Finding } from './findings';

/** What can be said of a callback URL before it is called. */
export function urlFindings({ protocol, hostname }: URL): Finding[] {
  const findings: Finding[] = [];
  if (protocol === 'http:' && !isLoopback(hostname)) findings.push({ code: 'plain-http' });
  if (/\.amazonaws\.com(\.cn)?\.?$/.test(hostname)) {
    findings.push({ code: 'amazonaws-domain', host: hostname });
  }
  return findings;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
