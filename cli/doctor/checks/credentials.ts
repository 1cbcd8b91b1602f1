import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { found, type OutsideFinding } from '../findings';

/** Whose credentials these are, and for which account. Takes no permission. */
export async function checkCredentials(sts: STSClient): Promise<OutsideFinding[]> {
  const region = await sts.config.region();
  const { Account = '?', Arn = '?' } = await sts.send(new GetCallerIdentityCommand());
  return [found('identity', { account: Account, arn: Arn, region })];
}
