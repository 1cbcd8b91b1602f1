/** The regions of the page, as AWS names them. */
export type Region = 'ap-northeast-1' | 'ap-southeast-1';

/** One list price. */
export interface Price {
  /** What is counted. */
  readonly per: string;
  /** US dollars for one of it, without tax, On-Demand, lowest volume. */
  readonly usd: Readonly<Record<Region, number>>;
  /** Name in AWS's price list, without the prefix of the region: `APN1-` or `APS1-`. */
  readonly usageType: string;
  /** Where it was not seen for a region of the page; it may be off. */
  readonly unconfirmed?: 'ap-southeast-1' | 'both';
}

/** When the prices were looked up, and what they rest on. */
export const PRICES_AS_OF = '2026-11-26';

const both = (usd: number): Price['usd'] => ({ 'ap-northeast-1': usd, 'ap-southeast-1': usd });
const each = (tokyo: number, singapore: number): Price['usd'] => ({
  'ap-northeast-1': tokyo,
  'ap-southeast-1': singapore,
});

/**
 * AWS's list prices, as public projects cite AWS's price list for these regions, July to September 2026. Each can be
 * looked up by its usage type at `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/…/current/{region}/index.json`.
 */
export const PRICES = {
  natHour: { per: 'NAT gateway hour', usd: each(0.062, 0.059), usageType: 'NatGateway-Hours' },
  natGb: { per: 'GB through a NAT gateway', usd: each(0.062, 0.059), usageType: 'NatGateway-Bytes' },
  ipHour: { per: 'public IPv4 address hour', usd: both(0.005), usageType: 'PublicIPv4:InUseAddress' },
  instanceHour: {
    per: 't4g.nano hour',
    usd: each(0.0054, 0.0053),
    usageType: 'BoxUsage:t4g.nano',
    unconfirmed: 'both',
  },
  diskGb: {
    per: 'GB-month of its disk (gp3)',
    usd: both(0.096),
    usageType: 'EBS:VolumeUsage.gp3',
    unconfirmed: 'both',
  },
  secret: { per: 'secret a month', usd: both(0.4), usageType: 'AWSSecretsManager-Secrets' },
  secretCall: {
    per: 'read of a secret',
    usd: both(0.05 / 10_000),
    usageType: 'AWSSecretsManagerAPIRequest',
    unconfirmed: 'both',
  },
  alarm: { per: 'metric of an alarm a month', usd: both(0.1), usageType: 'CW:AlarmMonitorUsage' },
  metric: {
    per: 'custom metric a month',
    usd: both(0.3),
    usageType: 'CW:MetricMonitorUsage',
    unconfirmed: 'ap-southeast-1',
  },
  dashboard: { per: 'dashboard a month', usd: both(3), usageType: 'DashboardsUsageHour' },
  logGb: { per: 'GB into a log', usd: each(0.76, 0.7), usageType: 'DataProcessing-Bytes' },
  logStored: { per: 'GB-month in a log', usd: each(0.033, 0.03), usageType: 'TimedStorage-ByteHrs' },
  maskedGb: {
    per: 'GB looked through for keys and tokens',
    usd: both(0.12),
    usageType: 'DataProtection-Bytes',
    unconfirmed: 'both',
  },
  key: { per: 'KMS key a month', usd: both(1), usageType: 'KMS-Keys', unconfirmed: 'ap-southeast-1' },
  keyCall: {
    per: 'use of a KMS key',
    usd: both(0.03 / 10_000),
    usageType: 'KMS-Requests',
    unconfirmed: 'ap-southeast-1',
  },
  apiCall: {
    per: 'call of the HTTP API',
    usd: each(1.29 / 1e6, 1.25 / 1e6),
    usageType: 'ApiGatewayHttpRequest',
    unconfirmed: 'ap-southeast-1',
  },
  lambdaCall: { per: 'call of a function', usd: both(0.2 / 1e6), usageType: 'Request-ARM' },
  lambdaGbSecond: {
    per: 'GB-second of a function',
    usd: both(0.0000133334),
    usageType: 'Lambda-GB-Second-ARM',
  },
  queueCall: {
    per: 'call of the FIFO queue',
    usd: both(0.5 / 1e6),
    usageType: 'Requests-FIFO-Tier1',
    unconfirmed: 'both',
  },
  tableWrite: {
    per: 'write unit of the table (1 KB)',
    usd: both(0.715 / 1e6),
    usageType: 'WriteRequestUnits',
    unconfirmed: 'ap-southeast-1',
  },
  tableRead: {
    per: 'read unit of the table (4 KB)',
    usd: both(0.1425 / 1e6),
    usageType: 'ReadRequestUnits',
    unconfirmed: 'ap-southeast-1',
  },
  outGb: { per: 'GB out to the internet', usd: each(0.114, 0.12), usageType: 'DataTransfer-Out-Bytes' },
} as const satisfies Record<string, Price>;

/** Short for one of the prices. */
export type PriceName = keyof typeof PRICES;
