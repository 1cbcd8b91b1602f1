import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { saved } from '../../../cli/setup/steps/saved';
import { ActivityLog } from '../../../local/activity';
import { Front } from '../../../local/aws/front';
import { LogGroups, logsService } from '../../../local/aws/logs';
import { asOperator } from '../../support/running-stack';
import { fillIn, startSecrets, type RunningSecrets } from '../secrets/world';
import { worldIn } from './world';

const GROUP = '/aws/lambda/callback';

let secrets: RunningSecrets;
let groups: LogGroups;
let front: Front;
let logs: CloudWatchLogsClient;
beforeEach(async () => {
  secrets = await startSecrets();
  fillIn(secrets);
  groups = new LogGroups({ now: secrets.now });
  front = new Front(new ActivityLog());
  logs = new CloudWatchLogsClient(asOperator(await front.listen()));
  front.serve('logs', logsService(groups, { now: secrets.now }));
  groups.append(GROUP, 's', 'START');
});
afterEach(async () => {
  logs.destroy();
  await front.close();
  await secrets.close();
});

const write = (fields: object): void => groups.append(GROUP, 's', JSON.stringify(fields));
const refuse = (path: string, code: string): void => write({ event: 'callback refused', path, code });

/** @param happens what WeCom does, before one look and before the next */
async function saidOf(...happens: (() => void)[]): Promise<string[]> {
  const pause = (): Promise<void> => {
    (happens.shift() ?? check)();
    return Promise.resolve();
  };
  const { world, terminal } = worldIn([], { clock: secrets.now, pause });
  const parts = {
    secrets: secrets.store,
    stack: {
      outputs: { LogGroups: `callback=${GROUP}` },
      allOutputs: { Step4CallbackUrlOfAssistant: 'https://gpt.example.com/wxcomapp/assistant' },
    },
    logs,
    table: { get: () => Promise.resolve(undefined) },
  };
  for (const [name, value] of Object.entries(parts)) Object.defineProperty(world, name, { value });
  await saved('assistant').act(world);
  return terminal.said.slice(2);
}

/** The URL is saved. */
function check(): void {
  const secretVersion = secrets.versionOf('callback');
  write({ event: 'callback url checked', app: 'assistant', own: false, secretVersion });
}

it('a URL with a mistake in it is told once, with how it has to end', async () => {
  const said = await saidOf(
    () => refuse('/wxcomapp/assistantx', 'UNKNOWN_APP'),
    () => undefined,
  );
  expect(said).toEqual([
    expect.stringMatching(/UNKNOWN_APP.*must end in \/wxcomapp\/assistant, and press 保存 again/),
  ]);
});

it('of what the app itself refused the code is told, and of another app nothing', async () => {
  const said = await saidOf(() => {
    refuse('/wxcomapp/assistant', 'SIGNATURE');
    refuse('/wxcomapp/finance-bot', 'STALE');
  });
  expect(said).toEqual([expect.stringMatching(/\(SIGNATURE\).*three values/)]);
});

it('what was refused before is no news', async () => {
  refuse('/wxcomapp/assistantx', 'UNKNOWN_APP');
  refuse('/wxcomapp/assistant', 'SIGNATURE');
  await expect(saidOf()).resolves.toEqual([]);
});
