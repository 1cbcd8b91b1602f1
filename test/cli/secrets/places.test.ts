import { valueAt, withValues } from '../../../cli/secrets/places';

const UNFILLED = {
  corpId: 'REPLACE-ME',
  apps: { assistant: { token: 'REPLACE-ME', encodingAesKey: 'REPLACE-ME', agentId: 'REPLACE-ME' } },
};

it('what was entered stands where the functions read it, in each secret its own', () => {
  const entered = [
    { field: 'corpId' as const, value: 'ww1' },
    { field: 'agentId' as const, app: 'bot', value: '1000002' },
    { field: 'secret' as const, app: 'bot', value: 's' },
    { field: 'token' as const, app: 'bot', value: 't' },
    { field: 'apiKey' as const, value: 'k' },
  ];
  expect(withValues('callback', {}, entered, ['bot'])).toEqual({
    corpId: 'ww1',
    apps: { bot: { agentId: '1000002', token: 't' } },
  });
  expect(withValues('wecom', {}, entered, ['bot'])).toEqual({
    corpId: 'ww1',
    apps: { bot: { agentId: '1000002', secret: 's' } },
  });
  expect(withValues('model', { apiKey: 'REPLACE-ME', mcp: {} }, entered, [])).toEqual({
    apiKey: 'k',
    mcp: {},
  });
});

it('no placeholder is left of an app that the stack does not have, and everything of one that somebody filled in', () => {
  const filled = { ...UNFILLED, apps: { ...UNFILLED.apps, old: { token: 'x', agentId: 'REPLACE-ME' } } };
  const entered = [{ field: 'token' as const, app: 'bot', value: 't' }];
  expect(withValues('callback', filled, entered, ['bot'])).toEqual({
    corpId: 'REPLACE-ME',
    apps: { bot: { token: 't' }, old: { token: 'x', agentId: 'REPLACE-ME' } },
  });
  expect(withValues('callback', filled, entered, ['bot', 'assistant'])).toMatchObject(filled);
});

it('a value that is there already, as a number or with spaces, is left as it is', () => {
  const there = { corpId: ' ww1 ', apps: { bot: { agentId: 1000002 } } };
  const entered = [
    { field: 'corpId' as const, value: 'ww1' },
    { field: 'agentId' as const, app: 'bot', value: '1000002' },
  ];
  expect(withValues('callback', there, entered, ['bot'])).toEqual(there);
});

it.each([
  [['corpId'], ''],
  [['apps', 'assistant', 'token'], ''],
  [['apps', 'other', 'token'], ''],
  [['corpId', 'token'], ''],
  [['apps'], ''],
])('at %j stands %j of a secret that is not filled in', (path, value) => {
  expect(valueAt(UNFILLED, path)).toBe(value);
});
