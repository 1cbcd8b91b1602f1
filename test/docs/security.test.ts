import { Template } from 'aws-cdk-lib/assertions';
import type { ConfigInput } from '../../lib/config';
import * as keys from '../../lambda/shared/table-keys';
import { config, stackOf } from '../support/synthesised';
import { nameOf, resourcesIn } from '../support/template';
import { textOf } from './markdown';

const page = textOf('docs/security.md');

/** The keys of every item, made of the names of what they are made of. */
const KEYS: Readonly<Record<string, keys.TableKey>> = {
  profileKey: keys.profileKey('app', 'user'),
  turnKey: keys.turnKey('app', 'user', 'conversation', 'sequence'),
  pictureKey: keys.pictureKey('app', 'user', 'conversation', 'mediaId'),
  usageKey: keys.usageKey('app', 'user', 'date'),
  controlKey: keys.controlKey('app', 'user'),
  pendingKey: keys.pendingKey('app', 'user'),
  spentKey: keys.spentKey('app', 'month', 'shard' as never),
  paceKey: keys.paceKey('app', 'user'),
  auditKey: keys.auditKey({ app: 'app', time: 'time', id: 'id' }),
  auditedKey: keys.auditedKey('app', 'id'),
  deliveryKey: keys.deliveryKey('app', 'id'),
  attachmentKey: keys.attachmentKey('app', 'id', 'name'),
  uploadKey: keys.uploadKey('app', 'id', 'name'),
  accessTokenKey: keys.accessTokenKey('app'),
  statusKey: keys.statusKey('app'),
  arrivalKey: keys.arrivalKey('app', 'kind' as never),
};

describe('the data map', () => {
  it.each(Object.keys(keys).filter((name) => name.endsWith('Key')))(
    'has a row for the items of %s',
    (name) => {
      const key = KEYS[name];
      if (!key) throw new Error(`There is a new kind of item: say in docs/security.md what is in it.`);
      // A turn's sequence has a fixed width, a file stands in several items.
      const sk = key.sk.replace(/#0+sequence$/, '#sequence');
      const rows = page.split('\n').filter((line) => line.startsWith(`| \`${key.pk}\` \`${sk}`));
      expect(rows).toHaveLength(1);
      expect(rows[0]?.charAt(`| \`${key.pk}\` \`${sk}`.length)).toMatch(/[`#]/);
    },
  );

  it('has each partition that functions may be confined to', () => {
    for (const prefix of Object.values(keys.PARTITIONS)) expect(page).toContain(`\`${prefix}app`);
  });

  it.each<[string, Partial<ConfigInput>]>([
    ['as it is', {}],
    ['with a NAT instance', { network: { egress: 'nat-instance' } }],
    ['with a key of its own', { governance: { ownKey: true } }],
  ])('names all in which the stack keeps something, %s', (_, changes) => {
    const template = Template.fromStack(stackOf({ ...config, ...changes }).stack);
    const keeping = resourcesIn(
      template,
      'AWS::DynamoDB::GlobalTable',
      'AWS::DynamoDB::Table',
      'AWS::Logs::LogGroup',
      'AWS::SQS::Queue',
      'AWS::SecretsManager::Secret',
      'AWS::SNS::Topic',
      'AWS::CloudWatch::Dashboard',
      'AWS::S3::Bucket',
      'AWS::EFS::FileSystem',
      'AWS::RDS::DBInstance',
      'AWS::Kinesis::Stream',
    );
    expect(keeping.length).toBeGreaterThan(10);
    const named = keeping.map(([id]) => nameOf({ Ref: id }));
    expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the threats', () => {
  it('have a test each', () => {
    const table = page
      .slice(page.indexOf('## Threats'))
      .split('\n')
      .filter((line) => line.startsWith('|'));
    const rows = table.slice(2);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((row) => !/\| `test\/\S+\.test\.ts`.*\|$/.test(row))).toEqual([]);
  });
});
