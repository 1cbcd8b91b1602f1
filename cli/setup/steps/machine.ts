import { engines } from '../../../package.json';
import { SetupError } from '../faults';
import { done, type Step } from '../step';

/** Node, in which all of this runs. */
export const machine: Step = {
  name: 'machine',
  look: ({ ports: { nodeVersion }, texts }) => {
    if (!isEnough(nodeVersion)) throw new SetupError({ code: 'node-too-old', version: nodeVersion });
    return Promise.resolve(done(texts.machineIs(nodeVersion)));
  },
  act: () => Promise.resolve(''),
};

/** `engines` is of the form `>=20.19`. */
function isEnough(version: string): boolean {
  const [major = 0, minor = 0] = numbersIn(version);
  const [leastMajor = 0, leastMinor = 0] = numbersIn(engines.node);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

function numbersIn(version: string): number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}
