/** The regions of the page, as AWS names them. */
export type Region = 'ap-northeast-1' | 'ap-southeast-1';

/** One list price. */
export interface Price {
  /** What is counted. */
  readonly per: string;
  /** US dollars for one of it, without tax, On-Demand, lowest volume. */
  readonly usd: Readonly<Record<Region, number>>;
  /** The service whose price list it is in, as AWS spells it there. */
  readonly service: string;
  /** Its name there, without the prefix of the region. */
  readonly usageType: string;
  /** Month of what says so for the region; not confirmed without it, and it may be off. */
  readonly seen: Readonly<Partial<Record<Region, string>>>;
}

/** When the prices were looked up. */
export const PRICES_AS_OF = '2026-11-26';

/** AWS's price list of a service in a region: where a price can be checked. */
export function priceListOf({ service }: Price, region: Region): string {
  return `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${service}/current/${region}/index.json`;
}

const both = (usd: number): Price['usd'] => ({ 'ap-northeast-1': usd, 'ap-southeast-1': usd });
const each = (tokyo: number, singapore: number): Price['usd'] => ({
  'ap-northeast-1': tokyo,
  'ap-southeast-1': singapore,
});
const seen = (tokyo: string | undefined, singapore: string | undefined): Price['seen'] => ({
  ...(tokyo !== undefined && { 'ap-northeast-1': tokyo }),
  ...(singapore !== undefined && { 'ap-southeast-1': singapore }),
});

/** AWS's list prices, as others cite AWS's price lists of these regions; docs/cost.md says who. */
export const PRICES = {
  natHour: {
    per: 'NAT gateway hour',
    usd: each(0.062, 0.059),
    service: 'AmazonEC2',
    usageType: 'NatGateway-Hours',
    seen: seen('2026-09', '2026-08'),
  },
  natGb: {
    per: 'GB through a NAT gateway',
    usd: each(0.062, 0.059),
    service: 'AmazonEC2',
    usageType: 'NatGateway-Bytes',
    seen: seen('2026-09', '2026-08'),
  },
  ipHour: {
    per: 'public IPv4 address hour',
    usd: both(0.005),
    service: 'AmazonVPC',
    usageType: 'PublicIPv4:InUseAddress',
    seen: seen('2026-09', '2025-05'),
  },
  instanceHour: {
    per: 't4g.nano hour',
    usd: each(0.0054, 0.0053),
    service: 'AmazonEC2',
    usageType: 'BoxUsage:t4g.nano',
    seen: {},
  },
  diskGb: {
    per: 'GB-month of its disk (gp3)',
    usd: both(0.096),
    service: 'AmazonEC2',
    usageType: 'EBS:VolumeUsage.gp3',
    seen: seen('2026-09', '2026-08'),
  },
  secret: {
    per: 'secret a month',
    usd: both(0.4),
    service: 'AWSSecretsManager',
    usageType: 'AWSSecretsManager-Secrets',
    seen: seen('2026-09', '2026-08'),
  },
  secretCall: {
    per: 'read of a secret',
    usd: both(0.05 / 10_000),
    service: 'AWSSecretsManager',
    usageType: 'AWSSecretsManagerAPIRequest',
    seen: seen(undefined, '2026-08'),
  },
  alarm: {
    per: 'metric of an alarm a month',
    usd: both(0.1),
    service: 'AmazonCloudWatch',
    usageType: 'CW:AlarmMonitorUsage',
    seen: seen('2026-07', '2026-08'),
  },
  metric: {
    per: 'custom metric a month',
    usd: both(0.3),
    service: 'AmazonCloudWatch',
    usageType: 'CW:MetricMonitorUsage',
    seen: seen('2026-09', '2025-05'),
  },
  dashboard: {
    per: 'dashboard a month',
    usd: both(3),
    service: 'AmazonCloudWatch',
    usageType: 'DashboardsUsageHour',
    seen: seen('2026-08', '2026-08'),
  },
  logGb: {
    per: 'GB into a log',
    usd: each(0.76, 0.7),
    service: 'AmazonCloudWatch',
    usageType: 'DataProcessing-Bytes',
    seen: seen('2026-07', '2026-08'),
  },
  logStored: {
    per: 'GB-month in a log',
    usd: each(0.033, 0.03),
    service: 'AmazonCloudWatch',
    usageType: 'TimedStorage-ByteHrs',
    seen: seen('2026-07', '2026-08'),
  },
  maskedGb: {
    per: 'GB looked through for keys and tokens',
    usd: both(0.12),
    service: 'AmazonCloudWatch',
    usageType: 'DataProtection-Bytes',
    seen: {},
  },
  key: {
    per: 'KMS key a month',
    usd: both(1),
    service: 'awskms',
    usageType: 'KMS-Keys',
    seen: seen('2026-09', '2026-08'),
  },
  keyCall: {
    per: 'use of a KMS key',
    usd: both(0.03 / 10_000),
    service: 'awskms',
    usageType: 'KMS-Requests',
    seen: seen('2026-09', '2026-08'),
  },
  apiCall: {
    per: 'call of the HTTP API',
    usd: each(1.29 / 1e6, 1.25 / 1e6),
    service: 'AmazonApiGateway',
    usageType: 'ApiGatewayHttpRequest',
    seen: seen('2026-10', undefined),
  },
  lambdaCall: {
    per: 'call of a function',
    usd: both(0.2 / 1e6),
    service: 'AWSLambda',
    usageType: 'Request-ARM',
    seen: seen('2026-10', '2026-08'),
  },
  lambdaGbSecond: {
    per: 'GB-second of a function',
    usd: both(0.0000133334),
    service: 'AWSLambda',
    usageType: 'Lambda-GB-Second-ARM',
    seen: seen('2026-10', '2026-08'),
  },
  queueCall: {
    per: 'call of the FIFO queue',
    usd: both(0.5 / 1e6),
    service: 'AWSQueueService',
    usageType: 'Requests-FIFO-Tier1',
    seen: {},
  },
  tableWrite: {
    per: 'write unit of the table (1 KB)',
    usd: both(0.715 / 1e6),
    service: 'AmazonDynamoDB',
    usageType: 'WriteRequestUnits',
    seen: seen('2026-10', undefined),
  },
  tableRead: {
    per: 'read unit of the table (4 KB)',
    usd: both(0.1425 / 1e6),
    service: 'AmazonDynamoDB',
    usageType: 'ReadRequestUnits',
    seen: seen('2026-10', undefined),
  },
  outGb: {
    per: 'GB out to the internet',
    usd: each(0.114, 0.12),
    service: 'AWSDataTransfer',
    usageType: 'DataTransfer-Out-Bytes',
    seen: seen('2026-09', '2026-08'),
  },
} as const satisfies Record<string, Price>;

/** Short for one of the prices. */
export type PriceName = keyof typeof PRICES;
