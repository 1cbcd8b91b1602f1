import { BlockList, isIPv4 } from 'node:net';

/** What the admin console says before a callback URL or a trusted domain is set. */
export const CALLBACK_URL_FIRST = '配置企业可信IP前，请先设置可信域名或设置接收消息服务器URL';

const MAX_TRUSTED_IPS = 120;

/** Not reachable over the internet. The ranges for documentation are left out, to stand for a company's address. */
const NOT_PUBLIC: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
];

/** An app's 企业可信IP, each with the time from which WeCom knows it. */
export class TrustedIps {
  private since = new Map<string, number>();

  /** Replaces the list: what was on it stays trusted, what is new is from `now + delayMs`. Both in ms. */
  replace(ips: readonly string[], now: number, delayMs: number): void {
    this.since = new Map(ips.map((ip) => [ip, this.since.get(ip) ?? now + delayMs]));
  }

  has(ip: string, now: number): boolean {
    return (this.since.get(ip) ?? Infinity) <= now;
  }
}

/** @returns why the console refuses this list of 企业可信IP, in Chinese as there; undefined if it takes it */
export function refuseTrustedIps(ips: readonly string[]): string | undefined {
  if (ips.length > MAX_TRUSTED_IPS) return `企业可信IP不能超过${MAX_TRUSTED_IPS}个`;
  const notPublic = new BlockList();
  for (const [network, prefix] of NOT_PUBLIC) notPublic.addSubnet(network, prefix);
  const wrong = ips.find((ip) => !isIPv4(ip) || notPublic.check(ip));
  return wrong === undefined ? undefined : `${wrong} 不是单个公网IPv4地址`;
}
