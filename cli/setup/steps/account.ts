import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { done, LEFT_OUT, type Step } from '../step';

/** The AWS account that the credentials here belong to. */
export const account: Step = {
  name: 'account',
  look: async (world) => {
    if (world.isLocal) return LEFT_OUT;
    const { Account = '?', Arn = '?' } = await world.sts.send(new GetCallerIdentityCommand());
    return done(world.texts.accountIs(Account, Arn, world.config.region));
  },
  act: () => Promise.resolve(''),
};
