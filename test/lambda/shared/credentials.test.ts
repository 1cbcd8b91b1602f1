import { filledIn, pathInApp, PLACEHOLDER } from '../../../lambda/shared/credentials';
import { errorWith, errorWithout } from '../../support/errors';

const good = { corpId: 'ww1', token: 't', agentId: 1000002 };
const check = (fields: Partial<Record<keyof typeof good, string | number>>) =>
  filledIn('callback', { ...good, ...fields }, pathInApp('assistant'));

it('what an operator filled in is taken, without the spaces that were copied with it', () => {
  expect(check({ token: ' t\n', agentId: '1000002 ' })).toEqual({
    corpId: 'ww1',
    token: 't',
    agentId: '1000002',
  });
});

it.each([
  ['absent', undefined],
  ['empty', ''],
  ['blank', '  '],
  ['the placeholder', PLACEHOLDER],
])('a field that is %s is named by where it stands', (_, token) => {
  expect(() => filledIn('callback', { ...good, token }, pathInApp('assistant'))).toThrow(
    errorWith({
      code: 'UNFILLED_CREDENTIALS',
      message: expect.stringMatching(/callback secret .*: apps\.assistant\.token\. /) as string,
    }),
  );
});

it('an agent id that is no number is refused: WeCom would refuse every message', () => {
  expect(() => check({ agentId: 'AgentId 1000002' })).toThrow(/apps\.assistant\.agentId/);
});

it('every field that is missing is named, and no value', () => {
  const wrong = () => check({ corpId: '', agentId: 'a-secret-in-the-wrong-field' });
  expect(wrong).toThrow(/corpId, apps\.assistant\.agentId/);
  expect(wrong).toThrow(errorWithout('a-secret'));
});
