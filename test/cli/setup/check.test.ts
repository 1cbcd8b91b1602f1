import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkSetup } from '../../../cli/setup/check';
import type { StepResult } from '../../../cli/setup/step';
import { useFakeAccount } from './fake-account';
import { projectFolder, worldIn } from './world';

useFakeAccount({});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const CONFIG = (app: string): string =>
  `export default { region: 'ap-northeast-1', apps: { '${app}': { model: 'gpt-5.4-mini', persona: 'x' } } };`;

async function checked(config?: string, from?: 'local') {
  const directory = projectFolder(config);
  folders.push(directory);
  const { world, terminal } = worldIn([], { directory }, { check: true, ...(from && { from }) });
  const { ok, text, json } = await checkSetup(world);
  expect(terminal.asked).toEqual([]);
  return { ok, text, json: json as { fault?: object; steps: readonly (StepResult & { next?: string })[] } };
}
const inState = (steps: readonly StepResult[], state: StepResult['state']) =>
  steps.filter((each) => each.state === state).map(({ step }) => step);

const OF_AN_APP = ['wecom', 'callback', 'dns', 'own-check', 'saved', 'trusted-ip', 'menu', 'first-message'];

it('before there is a config.ts each step has its line, and the next says what to do', async () => {
  const { ok, text, json } = await checked();
  expect(ok).toBe(false);
  expect(text.split('\n')).toEqual([
    '✓ This machine: Node.js 24.0.0',
    '▸ Configuration: next',
    expect.stringMatching(/^ {4}What to do: npm run setup asks .* config\.ts/),
    ...['AWS account', 'Quotas', 'CDK bootstrap', 'Stack', 'What is kept', "The model's key"].map(
      (title) => `· ${title}: later`,
    ),
    '· The app in WeCom, assistant: later',
    '· Token and EncodingAESKey, assistant: later',
    '· DNS record: later',
    '· Check of our own callback, assistant: later',
    '· 接收消息 (receive messages), assistant: later',
    '· 企业可信IP (trusted IP), assistant: later',
    '· Menu, assistant: later',
    '· First answer, assistant: later',
    '· Alarms: later',
    '',
    '15 steps are not done: npm run setup',
  ]);
  expect(json.steps).toHaveLength(17);
});

it('as data it is the same: step, app and state of each, and what to do at the next', async () => {
  const { json } = await checked(CONFIG('helper'));
  expect(inState(json.steps, 'done')).toEqual(['machine', 'configuration', 'account', 'room']);
  expect(inState(json.steps, 'next')).toEqual(['bootstrap']);
  expect(inState(json.steps, 'later')).toEqual(['deploy', 'keep', 'model', ...OF_AN_APP, 'robot']);
  expect(json.steps.find(({ step }) => step === 'bootstrap')).toEqual({
    step: 'bootstrap',
    state: 'next',
    next: expect.stringContaining('cdk bootstrap') as string,
  });
  expect(json.steps.find(({ step }) => step === 'saved')).toEqual({
    step: 'saved',
    app: 'helper',
    state: 'later',
  });
});

it('of which apps a configuration with a fault would be is not guessed', async () => {
  const { json } = await checked(CONFIG('helper').replace('ap-northeast-1', 'nowhere'));
  expect(inState(json.steps, 'next')).toEqual(['configuration']);
  expect(json.fault).toMatchObject({ code: 'bad-config' });
  expect(inState(json.steps, 'later')).toEqual([
    'account',
    'room',
    'bootstrap',
    'deploy',
    'keep',
    'model',
    'robot',
  ]);
});

it('without config.ts and the example that it is made of, the rest is listed all the same', async () => {
  const directory = projectFolder();
  folders.push(directory);
  rmSync(join(directory, 'config.example.ts'));
  const { world } = worldIn([], { directory }, { check: true });
  const { json } = await checkSetup(world);
  expect((json as { steps: StepResult[] }).steps.map(({ step }) => step).slice(-2)).toEqual([
    'model',
    'robot',
  ]);
});

it('a step that can not be looked at is the next, with why; what is of AWS alone is not needed on this machine', async () => {
  const { ok, text, json } = await checked(CONFIG('helper'), 'local');
  expect(ok).toBe(false);
  expect(inState(json.steps, 'not-needed')).toEqual(['account', 'room', 'bootstrap']);
  expect(inState(json.steps, 'next')).toEqual(['deploy']);
  expect(json.fault).toMatchObject({
    code: 'not-running',
    next: expect.stringContaining('--fresh') as string,
  });
  expect(text).toMatch(/^- Quotas: not needed$/m);
  expect(text).toMatch(
    /^✗ Stack: next\n {4}No local stack was found\.\n {4}Why: .*npm start.*\n {4}What to do: .*--fresh/m,
  );
});
