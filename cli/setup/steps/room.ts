import { DescribeAddressesCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import { awsFault } from '../../stack/aws-faults';
import { SetupError } from '../faults';
import { done, LEFT_OUT, type Step } from '../step';
import type { SetupWorld } from '../world';
import { stackStatus } from './deploy';

/** Codes of Service Quotas, https://docs.aws.amazon.com/general/latest/gr/vpc-service.html, and what AWS allows at first. */
const QUOTAS = {
  vpcs: { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE', atFirst: 5 },
  addresses: { ServiceCode: 'ec2', QuotaCode: 'L-0263D0A3', atFirst: 5 },
} as const;

/** Executions that the callback and the rest need beside the workers. */
const BESIDE_WORKERS = 5;

/** Whether the account lets a stack be made that is not there yet: a VPC, addresses, functions at the same time. */
export const room: Step = {
  name: 'room',
  look: async (world) => {
    if (world.isLocal || (await stackStatus(world)) !== undefined) return LEFT_OUT;
    try {
      return done(await roomIn(world));
    } catch (error) {
      // Whoever deploys by CDK's roles alone need not see any of this.
      const fault = awsFault(error);
      if (fault?.code !== 'access-denied') throw error;
      return done(world.texts.roomUnknown(fault.action));
    }
  },
  act: () => Promise.resolve(''),
};

/** @returns what there is, in a few words @throws SetupError no-room */
async function roomIn(world: SetupWorld): Promise<string> {
  const { network, keep, region, maxConcurrency } = world.config;
  if (network.egress !== 'existing-vpc') {
    await demand(world, 'vpcs', 1, region);
    const zones = network.egress === 'nat-gateway' ? network.zones : 1;
    await demand(world, 'addresses', keep.addresses ? 0 : zones, region);
  }
  const { AccountLimit } = await world.lambdaOfAccount.send(new GetAccountSettingsCommand());
  const limit = AccountLimit?.ConcurrentExecutions ?? 0;
  const isLow = limit < maxConcurrency + BESIDE_WORKERS;
  return isLow ? world.texts.concurrencyLow(limit, maxConcurrency) : world.texts.roomIs(limit);
}

/** @throws SetupError no-room */
async function demand(
  world: SetupWorld,
  what: keyof typeof QUOTAS,
  needed: number,
  region: string,
): Promise<void> {
  if (needed === 0) return;
  const [used, limit] = await Promise.all([usedOf(world, what), limitOf(world, what)]);
  if (used + needed > limit) throw new SetupError({ code: 'no-room', what, used, limit, region });
}

async function usedOf({ ec2 }: SetupWorld, what: keyof typeof QUOTAS): Promise<number> {
  return what === 'vpcs'
    ? ((await ec2.send(new DescribeVpcsCommand())).Vpcs?.length ?? 0)
    : ((await ec2.send(new DescribeAddressesCommand())).Addresses?.length ?? 0);
}

/** A quota that nobody changed, or that these credentials may not see, is what AWS allows at first. */
async function limitOf({ serviceQuotas }: SetupWorld, what: keyof typeof QUOTAS): Promise<number> {
  const { ServiceCode, QuotaCode, atFirst } = QUOTAS[what];
  try {
    const { Quota } = await serviceQuotas.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode }));
    return Quota?.Value ?? atFirst;
  } catch (error) {
    if ((error as Error).name === 'NoSuchResourceException') return atFirst;
    if (awsFault(error)?.code === 'access-denied') return atFirst;
    throw error;
  }
}
