import { randomBytes } from 'node:crypto';
import { lookup, resolveCname } from 'node:dns/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { WECOM_LIMITS } from '../../callback-check/check';
import { CLIENT } from '../../stack/command';
import type { FoundStack } from '../../stack/find';
import type { DoctorOptions } from '../arguments';
import type { Check } from '../attempt';
import { callbackUrls } from '../../stack/callback-urls';
import { checkAddresses } from './address';
import { checkCallbacks } from './callback';
import { checkCertificate } from './certificate';
import { checkConfig } from './config';
import { checkCredentials } from './credentials';
import { checkDomain } from './domain';
import { checkDrift } from './drift';
import { checkOutputs } from './outputs';
import { checkStack } from './stack';
import { checkNode, type Release } from './versions';

/** What is looked at besides the stack, and who hears of it. */
export interface CheckPorts {
  /** Root of the project. */
  readonly root: string;
  readonly release: Release;
  /** Version of Node.js, without `v`. */
  readonly node: string;
  /** The stack is being compared with its template, which takes a while. */
  readonly comparing: () => void;
}

type CheckOptions = Pick<DoctorOptions, 'from' | 'stage' | 'drift'>;

/** What there is to be looked at whether the stack is there or not. */
export function checksFromHere({ from, stage }: CheckOptions, ports: CheckPorts): Check[] {
  const { root, node, release } = ports;
  const sts = new STSClient(CLIENT);
  const region = async (): Promise<string | undefined> =>
    from === 'local' ? undefined : sts.config.region().catch(() => undefined);
  return [
    { name: 'versions', run: () => Promise.resolve([checkNode(node, release)]) },
    { name: 'config', run: async () => checkConfig(root, stage, await region()) },
    ...(from === 'local' ? [] : [{ name: 'credentials' as const, run: () => checkCredentials(sts) }]),
  ];
}

/** What there is to be looked at of a stack that is there. */
export function checksOfStack(options: CheckOptions, stack: FoundStack<never>, ports: CheckPorts): Check[] {
  const { allOutputs: outputs } = stack;
  const secretsManager = new SecretsManagerClient({ ...CLIENT, ...stack.secretsManager });
  const toCallback = { secretsManager, randomBytes, clock: Date.now, limits: WECOM_LIMITS };
  const secret = outputs['Step3CallbackSecret'];
  return [
    { name: 'outputs', run: () => Promise.resolve([checkOutputs(outputs)]) },
    {
      name: 'callback',
      run: () =>
        secret === undefined
          ? Promise.resolve([])
          : checkCallbacks(toCallback, secret, callbackUrls(outputs)),
    },
    ...(options.from === 'local' ? [] : checksInAws(options.from.stack, options, outputs, ports)),
  ];
}

function checksInAws(
  stack: string,
  { drift }: CheckOptions,
  outputs: Readonly<Record<string, string>>,
  { comparing }: CheckPorts,
): Check[] {
  const cloudFormation = new CloudFormationClient(CLIENT);
  const hosts = [...new Map([...callbackUrls(outputs).values()].map((url) => [url.host, url])).values()];
  const withTls = hosts.filter(({ protocol }) => protocol === 'https:');
  const target = outputs['Step4aCnameTarget'];
  const compare = (): ReturnType<typeof checkDrift> => {
    comparing();
    return checkDrift({ cloudFormation, clock: Date.now, pause }, stack);
  };
  return [
    { name: 'stack', run: () => checkStack(cloudFormation, stack) },
    ...(drift ? [{ name: 'drift' as const, run: compare }] : []),
    { name: 'address', run: () => checkAddresses(new EC2Client(CLIENT), outputs) },
    {
      name: 'domain',
      run: async () =>
        (await Promise.all(hosts.map((url) => checkDomain({ lookup, resolveCname }, url, target)))).flat(),
    },
    { name: 'certificate', run: () => Promise.all(withTls.map((url) => checkCertificate(url, Date.now()))) },
  ];
}

/** Where the doctor function is asked. */
export function lambdaOf({ lambda }: FoundStack<never>): LambdaClient {
  return new LambdaClient({ ...CLIENT, ...lambda });
}
