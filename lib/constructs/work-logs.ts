import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** Makes the log groups of the stack's own work: all kept equally long, and deleted with the stack. */
export class WorkLogs {
  /** @param keepDays days for which lines are kept @param key encrypts them; without it AWS's own does */
  constructor(
    private readonly keepDays: number,
    private readonly key?: IKey,
  ) {}

  group(scope: Construct, id: string): LogGroup {
    return new LogGroup(scope, id, {
      retention: retentionOf(this.keepDays),
      removalPolicy: RemovalPolicy.DESTROY,
      ...(this.key && { encryptionKey: this.key }),
    });
  }
}

/** CDK's name for so many days. @throws for a number that CloudWatch does not know, which the configuration refuses */
export function retentionOf(days: number): RetentionDays {
  const known = Object.values(RetentionDays).find((each) => Number(each) === days);
  if (typeof known !== 'number') throw new Error(`CloudWatch keeps no log for ${days} days.`);
  return known;
}
