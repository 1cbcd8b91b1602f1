import { found } from '../../../lambda/doctor/finding';
import { wordsOf } from '../../../lambda/doctor/texts';

const english = (...finding: Parameters<typeof found>) => wordsOf(found(...finding)).en.says;

it('one is counted as one, everything else as many', () => {
  expect(english('visible-to', { members: 0, departments: 1, tags: 2 })).toBe(
    'The app is visible to 0 members, 1 department and 2 tags.',
  );
  expect(english('dead-letters', { count: 1 })).toBe('About 1 message was given up.');
  expect(english('dead-letters', { count: 3 })).toBe('About 3 messages were given up.');
});
