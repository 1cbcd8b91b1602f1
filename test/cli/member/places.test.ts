import fc from 'fast-check';
import { placeOf } from '../../../cli/member/places';
import * as keys from '../../../lambda/shared/table-keys';

const app = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const member = fc.stringMatching(/^[a-z0-9][a-z0-9_.@-]{0,63}$/);
const id = fc.stringMatching(/^[0-9a-f]{64}$/);
const mediaId = fc.stringMatching(/^[A-Za-z0-9_-]{1,80}$/);
const sequence = fc.stringMatching(/^\d{20}$/);
const chunk = fc.stringMatching(/^\d{3}$/);

it('what stands in a member’s partition is known by its key', () => {
  fc.assert(
    fc.property(app, member, id, mediaId, sequence, chunk, (app, member, id, mediaId, sequence, chunk) => {
      const inPartition = { app, member };
      expect(placeOf(keys.profileKey(app, member))).toEqual({ ...inPartition, kind: 'profile', named: {} });
      expect(placeOf(keys.paceKey(app, member))).toMatchObject({ ...inPartition, kind: 'pace' });
      expect(placeOf(keys.controlKey(app, member))).toMatchObject({ ...inPartition, kind: 'control' });
      expect(placeOf(keys.pendingKey(app, member))).toMatchObject({ ...inPartition, kind: 'pending' });
      expect(placeOf(keys.turnKey(app, member, id, sequence))).toEqual({
        ...inPartition,
        kind: 'turns',
        named: { conversation: id, sequence },
      });
      expect(placeOf(keys.usageKey(app, member, '2026-11-26'))).toEqual({
        ...inPartition,
        kind: 'usage',
        named: { date: '2026-11-26' },
      });
      const { pk, sk } = keys.pictureKey(app, member, id, mediaId);
      expect(placeOf({ pk, sk: `${sk}#${chunk}` })).toEqual({
        ...inPartition,
        kind: 'pictures',
        named: { conversation: id, mediaId, chunk },
      });
    }),
  );
});

it('what belongs to a message is known by its key', () => {
  fc.assert(
    fc.property(app, id, mediaId, chunk, (app, message, name, chunk) => {
      const ofMessage = { app, message };
      expect(placeOf(keys.deliveryKey(app, message))).toEqual({
        ...ofMessage,
        kind: 'deliveries',
        named: {},
      });
      const { pk, sk } = keys.attachmentKey(app, message, name);
      const file = { ...ofMessage, kind: 'attachments', named: { name, chunk } };
      expect(placeOf({ pk, sk: `${sk}#${chunk}` })).toEqual(file);
      expect(placeOf(keys.uploadKey(app, message, name))).toEqual({
        ...ofMessage,
        kind: 'uploads',
        named: { name },
      });
      expect(placeOf(keys.auditedKey(app, `${message}-waited`))).toEqual({
        ...ofMessage,
        kind: 'marks',
        named: {},
      });
    }),
  );
});

it('what is an app’s is known by its key, and what is nobody’s is left out', () => {
  const time = '2026-11-26T00:00:00.000Z';
  expect(placeOf(keys.auditKey({ app: '*', time, id: 'x' }))).toMatchObject({
    app: '*',
    kind: 'auditRecords',
  });
  expect(placeOf(keys.spentKey('assistant', '2026-11', 3))).toEqual({
    app: 'assistant',
    kind: 'spent',
    named: { month: '2026-11', shard: '03' },
  });
  for (const key of [
    keys.accessTokenKey('assistant'),
    keys.statusKey('*'),
    keys.arrivalKey('assistant', 'event'),
  ]) {
    expect(placeOf(key)).toBeUndefined();
  }
});

it('what this release does not know of a member’s is theirs all the same', () => {
  expect(placeOf({ pk: 'MEMBER#assistant#zhangsan', sk: 'NEW#1' })).toEqual({
    app: 'assistant',
    member: 'zhangsan',
    kind: 'other',
    named: { key: 'NEW#1' },
  });
});

it('every kind of key is either a member’s or known to be nobody’s', () => {
  const builders = Object.keys(keys).filter((name) => name.endsWith('Key'));
  const nobodys = ['accessTokenKey', 'statusKey', 'arrivalKey'];
  const known = [
    'profileKey',
    'turnKey',
    'pictureKey',
    'usageKey',
    'paceKey',
    'controlKey',
    'pendingKey',
    'deliveryKey',
    'attachmentKey',
    'uploadKey',
    'auditedKey',
    'auditKey',
    'spentKey',
  ];
  expect(builders.sort()).toEqual([...known, ...nobodys].sort());
});
