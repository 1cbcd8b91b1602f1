import fc from 'fast-check';
import { receiversOf, type Receivers } from '../../../lambda/wecom/receivers';

const listed = (calls: readonly Receivers[], list: keyof Receivers): string[] =>
  calls.flatMap((call) => (call[list] === '' ? [] : call[list].split('|')));

it('everyone is one call', () => {
  expect(receiversOf('everyone')).toEqual([{ touser: '@all', toparty: '', totag: '' }]);
});

it('each who is meant is in one call, no call is above a limit, and none is empty', () => {
  const ids = fc.array(fc.integer({ min: 1, max: 400 }), { size: 'max', maxLength: 350 });
  const members = fc.array(fc.stringMatching(/^[a-z0-9][\w.@-]{0,3}$/), { size: 'max', maxLength: 2_500 });
  fc.assert(
    fc.property(fc.record({ members, departments: ids, tags: ids }), (people) => {
      const calls = receiversOf(people);
      expect(listed(calls, 'touser')).toEqual([...new Set(people.members)]);
      expect(listed(calls, 'toparty')).toEqual([...new Set(people.departments)].map(String));
      expect(listed(calls, 'totag')).toEqual([...new Set(people.tags)].map(String));
      for (const call of calls) {
        expect(listed([call], 'touser').length).toBeLessThanOrEqual(1_000);
        expect(listed([call], 'toparty').length).toBeLessThanOrEqual(100);
        expect(listed([call], 'totag').length).toBeLessThanOrEqual(100);
        expect(Object.values(call).join('')).not.toBe('');
      }
    }),
    { numRuns: 30 },
  );
});
