import { found, type OutsideFinding } from '../findings';
import { connectionFinding } from '../../callback-check/connection-finding';
import { urlFindings } from '../../callback-check/url-findings';

/** The part of DNS that is asked; as of node:dns/promises. */
export interface Dns {
  readonly lookup: (host: string, options: { all: true }) => Promise<readonly { readonly address: string }[]>;
  readonly resolveCname: (host: string) => Promise<readonly string[]>;
}

/**
 * Whether a callback's domain leads to the stack, and WeCom will take it.
 * @param cnameTarget where a domain of the company's own has to point; undefined if the stack sees to that
 */
export async function checkDomain(
  dns: Dns,
  url: URL,
  cnameTarget: string | undefined,
): Promise<OutsideFinding[]> {
  const taken = urlFindings(url).map((finding) => found('callback-finding', { finding }));
  return [...taken, await leads(dns, url, cnameTarget)];
}

async function leads(dns: Dns, url: URL, target: string | undefined): Promise<OutsideFinding> {
  const { hostname: host } = url;
  const addresses = await addressesOf(dns, host).catch((error: unknown) => codeOf(error));
  if (typeof addresses === 'string') {
    return found('callback-finding', { finding: connectionFinding(url, addresses) });
  }
  if (target === undefined) return found('domain-ok', { host });
  const names = await dns.resolveCname(host).catch(() => []);
  if (names.some((name) => isSame(name, target))) return found('domain-ok', { host });
  // Some providers give out the addresses behind a CNAME in its place.
  const wanted = new Set(await addressesOf(dns, target).catch(() => []));
  if (addresses.some((address) => wanted.has(address))) return found('domain-ok', { host });
  return found('domain-elsewhere', {
    host,
    target,
    found: (names.length > 0 ? names : addresses).join(', '),
  });
}

async function addressesOf(dns: Dns, host: string): Promise<string[]> {
  return (await dns.lookup(host, { all: true })).map(({ address }) => address);
}

function isSame(one: string, other: string): boolean {
  const [this_, that] = [one, other].map((name) => name.toLowerCase().replace(/\.$/, ''));
  return this_ === that;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
}
