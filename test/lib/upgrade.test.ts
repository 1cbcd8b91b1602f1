import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullDiff } from '@aws-cdk/cloudformation-diff';
import type { ConfigInput } from '../../lib/config';
import { config, templateOf } from '../support/synthesised';

/** The release that companies run: its template, the hashes of its code taken out. */
const LAST_RELEASE = '0.1.0';

const released = JSON.parse(
  readFileSync(join(__dirname, 'releases', `${LAST_RELEASE}.template.json`), 'utf8'),
) as object;

/** They hold nothing, and are made before those that they replace are deleted. */
const STATELESS = ['AWS::IAM::Role', 'AWS::IAM::Policy'];
const HARMLESS = ['NO_CHANGE', 'WILL_CREATE', 'WILL_UPDATE'];

/** What an upgrade would replace, delete or let go of, as `logical id: impact`. */
function lostBetween(before: object, after: ConfigInput): string[] {
  const lost: string[] = [];
  fullDiff(before, templateOf(after).toJSON()).resources.forEachDifference((id, change) => {
    const type = change.oldResourceType ?? change.newResourceType ?? '';
    if (!STATELESS.includes(type) && !HARMLESS.includes(change.changeImpact)) {
      lost.push(`${id}: ${change.changeImpact}`);
    }
  });
  return lost;
}

describe(`an upgrade from ${LAST_RELEASE}`, () => {
  it('replaces and removes nothing that holds something', () => {
    expect(lostBetween(released, config)).toEqual([]);
  });

  it('leaves secrets as they are but for their tags: a changed value would come in place of what was entered', () => {
    const changed: string[] = [];
    fullDiff(released, templateOf().toJSON()).resources.forEachDifference((_, change) => {
      if (change.newResourceType === 'AWS::SecretsManager::Secret' && change.oldValue)
        changed.push(...Object.keys(change.propertyUpdates));
    });
    expect([...new Set(changed)]).toEqual(['Tags']);
  });
});

describe('a later change of the configuration', () => {
  const before = templateOf().toJSON();

  it.each<[string, Partial<ConfigInput>]>([
    ['a second zone', { network: { egress: 'nat-gateway', zones: 2 } }],
    ['other tags', { governance: { tags: { 'cost-center': '4711' } } }],
    [
      'a domain',
      { domain: { name: 'gpt.example.com', hostedZone: { id: 'Z0123456789', name: 'example.com' } } },
    ],
    [
      'another app',
      {
        apps: {
          ...config.apps,
          finance: { model: 'm', persona: 'p' },
          assistant: { model: 'm', persona: 'p', default: true },
        },
      },
    ],
  ])('%s: replaces and removes nothing that holds something', (_, change) => {
    expect(lostBetween(before, { ...config, ...change })).toEqual([]);
  });

  it('a NAT instance in place of the gateway keeps address, VPC and subnets', () => {
    const lost = lostBetween(before, { ...config, network: { egress: 'nat-instance' } });
    expect(lost.filter((each) => !each.includes('NATGateway'))).toEqual([]);
  });

  it('the network is replaced where its range changes: the test above would see it', () => {
    const lost = lostBetween(before, { ...config, network: { egress: 'nat-gateway', cidr: '10.87.0.0/24' } });
    expect(lost).toContainEqual(expect.stringMatching(/^EgressNetworkVpc\w+: WILL_REPLACE$/));
  });
});
