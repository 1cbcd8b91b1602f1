import { checkConfig, type Deployment } from '../../lib/config';

/** The faults of a configuration that are reported, one a line. */
export function faultsOf(input: unknown, deployment?: Deployment): string[] {
  try {
    checkConfig(input, 'config.ts', deployment);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  throw new Error('No fault was found.');
}
