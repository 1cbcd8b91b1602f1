import type { AwsService } from './service';

const DEFAULT_CONCURRENCY = 1_000;
const GIGABYTE = 1024 ** 3;

/**
 * What Lambda says of the account: the limits that one has by default. A new one has less until it was used for a while.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const accountSettings: AwsService = () => ({
  AccountLimit: {
    TotalCodeSize: 75 * GIGABYTE,
    CodeSizeUnzipped: GIGABYTE / 4,
    CodeSizeZipped: 50 * 1024 ** 2,
    ConcurrentExecutions: DEFAULT_CONCURRENCY,
    UnreservedConcurrentExecutions: DEFAULT_CONCURRENCY,
  },
});
