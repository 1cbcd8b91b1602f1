import { found, type OutsideFinding } from '../findings';

/** The Node.js that this project is made and tested with first. */
const RECOMMENDED_NODE = 24;

/** What package.json says of this folder. */
export interface Release {
  readonly version: string;
  readonly engines: { readonly node: string };
}

/** Whether this Node.js will do. @param node its version, without `v` */
export function checkNode(node: string, { engines }: Release): OutsideFinding {
  const needed = engines.node.replace('>=', '');
  if (compared(node, needed) < 0) return found('node-too-old', { version: node, needed });
  return compared(node, String(RECOMMENDED_NODE)) < 0
    ? found('node-older', { version: node, recommended: RECOMMENDED_NODE })
    : found('node-ok', { version: node });
}

/** Whether the release that is deployed is that of this folder. */
export function checkRelease(deployed: string, { version }: Release): OutsideFinding {
  const order = compared(deployed, version);
  if (order === 0) return found('release-same', { version });
  return found(order < 0 ? 'release-behind' : 'release-ahead', { deployed, here: version });
}

/** Below 0 if the first version is the older one; what is behind a hyphen does not count. */
function compared(one: string, other: string): number {
  const [these, those] = [one, other].map((version) => (version.split('-')[0] ?? '').split('.').map(Number));
  const places = [0, 1, 2].map((place) => (these?.[place] ?? 0) - (those?.[place] ?? 0));
  return places.find((difference) => difference !== 0) ?? 0;
}
