import { inTerminal } from '../../support/terminal';
import { runCommand } from '../stack/command';
import { KEEP_LINE, World } from './world';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.open();
});
afterEach(() => world.close());

it('a person sees the plan, types the name, and with Ctrl-C at the next question nothing is deleted', async () => {
  const teardown = inTerminal('cli/teardown.ts', ['--delete-table', '--lang', 'en'], {
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'k',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_ENDPOINT_URL: world.endpoint,
  });
  await teardown.shows(KEEP_LINE);
  await teardown.shows('Type WecomGpt to take it away: ');
  teardown.types('WecomGpt');
  await teardown.shows(
    'Delete the table WecomGpt-BotTable? Conversations, usage and settings in it are lost. [y/N]',
  );
  teardown.interrupts();
  await teardown.shows('Left. Nothing was deleted. To go on, run the same command again.');
  await expect(teardown.ends()).resolves.toBe(130);
  expect(world.aws.changes).toEqual([]);
});

it('looks whether npm start runs before it says that nobody can be asked', async () => {
  const nowhere = { WECOM_GPT_ENDPOINTS: '/nowhere' };
  const ended = await runCommand('teardown', ['--local', '--lang', 'en'], nowhere);
  expect(ended).toMatchObject({ code: 1, stderr: '' });
  expect(ended.stdout).toContain('✗ Fault (not-running)');
});
