import type { ModerationConfig } from '../../../lambda/shared/bot-config';
import { providersOf } from '../../../lambda/worker/providers';
import { turnApp, turnConfig } from '../../support/turn-config';

const moderatorOf = (...moderations: ModerationConfig[]) => {
  const apps = moderations.map((moderation, index) => [`app${index}`, { ...turnApp, moderation }] as const);
  const secrets = { read: () => Promise.reject(new Error('Nothing is read before it is asked for.')) };
  return providersOf({ ...turnConfig, apps: Object.fromEntries(apps) }, {}, secrets, Date.now).moderator;
};

it('there is a moderator where an app asks the provider', () => {
  const provider = { model: 'omni-moderation-latest', question: 'note' } as const;
  expect(moderatorOf({ words: [] }, { words: [], provider })).toBeDefined();
  expect(moderatorOf({ words: [] }, { words: [] })).toBeUndefined();
});
