import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from '../../../cli/setup/steps/bootstrap';
import { configuration, filledIn } from '../../../cli/setup/steps/configuration';
import { deploy } from '../../../cli/setup/steps/deploy';
import { dns } from '../../../cli/setup/steps/dns';
import { keep } from '../../../cli/setup/steps/keep';
import { machine } from '../../../cli/setup/steps/machine';
import { room } from '../../../cli/setup/steps/room';
import { runSetup } from '../../../cli/setup/run';
import { deployProgress } from '../../../cli/setup/progress';
import type { SetupWorld } from '../../../cli/setup/world';
import { checkConfig } from '../../../lib/config';
import { errorWith } from '../../support/errors';
import { useFakeAccount } from './fake-account';
import { projectFolder, worldIn } from './world';

const OUTPUTS = {
  Step1WecomSecret: 'arn:w',
  Step2ModelSecret: 'arn:m',
  Step3CallbackSecret: 'arn:c',
  Step4CallbackUrlOfAssistant: 'https://gpt.example.com/wxcomapp/assistant',
  Step5TrustedIp: '203.0.113.7',
  KeepLine: "keep: { table: 'WecomGpt-BotTable0123ABCD-0123456789AB' },",
  AppNames: 'assistant',
  BotTableName: 't',
  AuditLogName: 'a',
  LogGroups: 'callback=c,worker=w',
  DoctorFunctionName: 'd',
  MessageQueueUrl: 'https://q',
  DeadLetterQueueUrl: 'https://d',
};

const account = useFakeAccount({ WecomGpt: OUTPUTS });
beforeEach(() => {
  account().stacks.clear();
  Object.assign(account().vpcs, { used: 1, limit: 5 });
  Object.assign(account().addresses, { used: 0, limit: 5 });
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function folderWith(config?: string): string {
  const folder = projectFolder(config);
  folders.push(folder);
  return folder;
}

function configured(world: SetupWorld, network?: object): SetupWorld {
  const apps = { assistant: { model: 'gpt-5.4-mini', persona: '-' } };
  const input = { region: 'ap-northeast-1', apps, ...(network && { network }) };
  world.config = checkConfig(input, 'test');
  return world;
}

const stackOf = (status: string) => account().stacks.set('WecomGpt', { status, outputs: OUTPUTS });

it.each(['18.20.0', '20.18.9'])('Node.js %s is too old', async (nodeVersion) => {
  const { world } = worldIn([], { nodeVersion });
  await expect(async () => machine.look(world)).rejects.toThrow(
    errorWith({ fault: { code: 'node-too-old', version: nodeVersion } }),
  );
});

it.each(['20.19.0', '22.0.0', '24.21.0'])('Node.js %s is enough', async (nodeVersion) => {
  await expect(machine.look(worldIn([], { nodeVersion }).world)).resolves.toMatchObject({
    is: 'done',
  });
});

describe('the configuration', () => {
  it('is made of the answers, with the domain and its certificate', async () => {
    const directory = folderWith();
    const certificate =
      'arn:aws:acm:ap-southeast-1:123456789012:certificate/0a1b2c3d-0000-1111-2222-333344445555';
    const answers = [
      'ap-southeast-1',
      'https://gpt.example.com/',
      'gpt.example.com',
      'no',
      certificate,
      'n',
      'ops',
      "o'p@example.com",
      'ops@example.com',
    ];
    const { world } = worldIn(answers, { directory });
    await expect(configuration.look(world)).resolves.toEqual({ is: 'open' });
    await configuration.act(world);
    expect(world.config).toMatchObject({
      region: 'ap-southeast-1',
      domain: { name: 'gpt.example.com', certificateArn: certificate },
      apps: { assistant: { auditContent: 'none' } },
      alarms: { emails: ['ops@example.com'] },
    });
  });

  it('that can not be deployed is not written: what is wrong is said, and asked again', async () => {
    const directory = folderWith();
    const { world, terminal } = worldIn(['cn-north-1', '', 'n', '', '', '', 'n', ''], {
      directory,
      randomBytes,
    });
    await configuration.act(world);
    expect(terminal.said.join('\n')).toMatch(/✗.*cn-north-1/);
    expect(world.config.region).toBe('ap-northeast-1');
    expect(world.config.alarms.emails).toEqual([]);
    expect(readdirSync(directory).sort()).toEqual(['config.example.ts', 'config.ts', 'lib']);
  });

  it('of somebody who leaves in the middle is not written', async () => {
    const directory = folderWith();
    const { world } = worldIn(['ap-southeast-1', ''], { directory });
    await expect(configuration.act(world)).rejects.toThrow(errorWith({ code: 'NO_ANSWER' }));
    await expect(configuration.look(world)).resolves.toEqual({ is: 'open' });
  });

  it('with faults names all of them', async () => {
    const directory = folderWith('export default { region: 1, apps: {}, colour: 2 };');
    await expect(async () => configuration.look(worldIn([], { directory }).world)).rejects.toThrow(
      errorWith({
        code: 'bad-config',
        fault: {
          code: 'bad-config',
          reason: expect.stringMatching(/region(.|\n)*colour(.|\n)*apps/) as string,
        },
      }),
    );
  });

  it('has no app that is not in it', async () => {
    const directory = folderWith(
      "export default { region: 'ap-northeast-1', apps: { assistant: { model: 'gpt-5.4-mini', persona: 'x' } } };",
    );
    const { world } = worldIn([], { directory }, { app: 'other' });
    await expect(async () => configuration.look(world)).rejects.toThrow(
      errorWith({ fault: { code: 'no-such-app', app: 'other', apps: ['assistant'] } }),
    );
  });

  it('an example of another shape is noticed', () => {
    expect(() =>
      filledIn('export default {};', { region: 'x', domain: undefined, isRecorded: false, email: '' }),
    ).toThrow(/region/);
  });
});

describe('room in the account', () => {
  it.each([
    ['vpcs', { used: 5, limit: 5 }],
    ['addresses', { used: 5, limit: 5 }],
  ] as const)('lacks where there are as many %s as there may be', async (what, numbers) => {
    Object.assign(account()[what], numbers);
    await expect(room.look(configured(worldIn().world))).rejects.toThrow(
      errorWith({ fault: { code: 'no-room', what, ...numbers, region: 'ap-northeast-1' } }),
    );
  });

  it('takes two addresses with two zones', async () => {
    account().addresses.used = 4;
    const { world } = worldIn();
    await expect(room.look(configured(world))).resolves.toMatchObject({ is: 'done' });
    const two = configured(world, { egress: 'nat-gateway', zones: 2 });
    await expect(room.look(two)).rejects.toThrow(errorWith({ code: 'no-room' }));
  });

  it('for addresses that are kept is there', async () => {
    account().addresses.used = 5;
    const { world } = worldIn();
    configured(world);
    const addresses = [{ allocationId: 'eipalloc-0123456789abcdef0', ip: '203.0.113.7' }];
    world.config = { ...world.config, keep: { addresses } };
    await expect(room.look(world)).resolves.toMatchObject({ is: 'done' });
  });

  it('is no question once the stack is there', async () => {
    stackOf('CREATE_COMPLETE');
    account().vpcs.used = 5;
    await expect(room.look(configured(worldIn().world))).resolves.toEqual({ is: 'left-out' });
  });
});

/** A configuration that says whether what is said is recorded. */
const RECORDED = "// auditContent: 'none'";

describe('CDK', () => {
  it.each([
    ['n', 'unrecorded'],
    ['y', 'deploy'],
  ])(
    'deploys nothing where config.ts does not say whether content is recorded, and the answer is %s',
    async (answer, to) => {
      const runCdk = () => Promise.reject(new Error('It must not be called.'));
      const { world, terminal } = worldIn([answer, 'n'], { runCdk, directory: folderWith('') });
      await expect(deploy.act(configured(world))).rejects.toThrow(
        errorWith({ fault: { code: 'not-agreed', to } }),
      );
      expect(terminal.said.join('\n')).toContain('can not be had later');
    },
  );

  it('is not bootstrapped against somebody’s will', async () => {
    const calls: string[] = [];
    const runCdk = ([command = '']: readonly string[]) => {
      calls.push(command);
      return Promise.resolve({ exitCode: 0, lastWords: [] });
    };
    const { world } = worldIn(['n'], { runCdk });
    await expect(bootstrap.look(configured(world))).resolves.toEqual({ is: 'open' });
    await expect(bootstrap.act(world)).rejects.toThrow(
      errorWith({ fault: { code: 'not-agreed', to: 'bootstrap' } }),
    );
    expect(calls).toEqual([]);
  });

  it('fails with its last words', async () => {
    const runCdk = () => Promise.resolve({ exitCode: 1, lastWords: ['one', 'two'] });
    const { world } = worldIn(['y'], { runCdk, directory: folderWith(RECORDED) });
    await expect(deploy.act(configured(world))).rejects.toThrow(
      errorWith({ fault: { code: 'cdk-failed', command: 'deploy', words: 'one / two' } }),
    );
  });

  it('deploys the stack of the stage', async () => {
    const calls: (readonly string[])[] = [];
    account().stacks.set('WecomGpt-prod', { status: 'CREATE_COMPLETE', outputs: OUTPUTS });
    const runCdk = (args: readonly string[]) => {
      calls.push(args);
      return Promise.resolve({ exitCode: 0, lastWords: [] });
    };
    const options = { stage: 'prod', from: { stack: 'WecomGpt-prod' } };
    await deploy.act(configured(worldIn(['y'], { runCdk, directory: folderWith(RECORDED) }, options).world));
    expect(calls).toEqual([expect.arrayContaining(['deploy', 'WecomGpt-prod', '--context', 'stage=prod'])]);
  });
});

describe('the stack', () => {
  it.each(['CREATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'])('that is %s is gone on with', async (status) => {
    stackOf(status);
    await expect(deploy.look(configured(worldIn().world))).resolves.toMatchObject({ is: 'done' });
  });

  it.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'REVIEW_IN_PROGRESS'])(
    'that is %s is made anew, and takes room',
    async (status) => {
      stackOf(status);
      await expect(room.look(configured(worldIn().world))).resolves.toMatchObject({ is: 'done' });
      await expect(deploy.look(configured(worldIn().world))).resolves.toEqual({ is: 'open' });
    },
  );

  it('that is changing is waited for', async () => {
    stackOf('UPDATE_IN_PROGRESS');
    await expect(deploy.look(configured(worldIn().world))).rejects.toThrow(
      errorWith({ fault: { code: 'stack-busy', stack: 'WecomGpt', status: 'UPDATE_IN_PROGRESS' } }),
    );
  });

  it('without an app of the configuration is to be deployed again', async () => {
    account().stacks.set('WecomGpt', {
      status: 'CREATE_COMPLETE',
      outputs: { ...OUTPUTS, AppNames: 'other' },
    });
    await expect(deploy.look(configured(worldIn().world))).rejects.toThrow(
      errorWith({ fault: { code: 'not-deployed', app: 'assistant' } }),
    );
  });
});

describe('the line that keeps', () => {
  const config = (end: string): string =>
    `import { defineConfig } from './lib/config';\nexport default defineConfig({\n  region: 'ap-northeast-1',\n` +
    `  apps: { assistant: { model: 'gpt-5.4-mini', persona: 'x' } },\n${end}`;

  async function kept(
    text: string,
    answer: string,
    has: object = {},
  ): Promise<{ says: string; text: string }> {
    const directory = folderWith(text);
    stackOf('CREATE_COMPLETE');
    const { world } = worldIn([answer], { directory });
    await world.findStack().catch(() => undefined);
    configured(world);
    world.config = { ...world.config, keep: has };
    await world.findStack();
    await expect(keep.look(world)).resolves.toEqual({ is: 'open' });
    const says = await keep.act(world);
    return { says, text: readFileSync(join(directory, 'config.ts'), 'utf8') };
  }

  it('is written into config.ts, which then says so', async () => {
    const { says, text } = await kept(config('});\n'), 'y');
    expect(says).toMatch(/has keep/);
    expect(text).toContain(OUTPUTS.KeepLine);
  });

  it('is left to the person where another keep is there already', async () => {
    const before = config("  keep: { auditLog: 'other' },\n});\n");
    const { says, text } = await kept(before, 'y', { auditLog: 'other' });
    expect(says).toMatch(/not written/);
    expect(text).toBe(before);
  });

  it.each([
    ['somebody does not want it', config('});\n'), 'n'],
    ['the file is of another shape', config('}  );\n'), 'y'],
    [
      'the result would be no configuration',
      config("  keep: {},\n  // 'keep' is there already\n});\n").replace('persona', 'colour'),
      'y',
    ],
  ])('is left to the person where %s', async (_, before, answer) => {
    const { says, text } = await kept(before, answer);
    expect(says).toMatch(/not written/);
    expect(text).toBe(before);
  });
});

describe('the DNS record', () => {
  const TARGET = 'd-abc.execute-api.ap-northeast-1.amazonaws.com';
  async function looked(answers: (() => Promise<string[]>)[]) {
    account().stacks.set('WecomGpt', {
      status: 'CREATE_COMPLETE',
      outputs: { ...OUTPUTS, Step4aCnameTarget: TARGET },
    });
    const resolveCname = () => (answers.shift() ?? (() => Promise.reject(new Error('asked too often'))))();
    const { world, terminal } = worldIn([], { resolveCname });
    configured(world);
    await world.findStack();
    return { world, terminal };
  }
  const none = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }));

  it('that is there is not asked for', async () => {
    const { world } = await looked([() => Promise.resolve([TARGET.toUpperCase()])]);
    await expect(dns.look(world)).resolves.toMatchObject({ is: 'done' });
  });

  it('is said, and waited for', async () => {
    const others = () => Promise.resolve(['elsewhere.example.com']);
    const { world, terminal } = await looked([none, none, others, () => Promise.resolve([TARGET])]);
    await expect(dns.look(world)).resolves.toEqual({ is: 'open' });
    await expect(dns.act(world)).resolves.toMatch(/gpt\.example\.com leads/);
    expect(terminal.said.join('\n')).toMatch(new RegExp(`CNAME[^]*gpt\\.example\\.com[^]*${TARGET}`));
  });
});

it('of a deployment each step forward is told once, and what failed is', () => {
  const told: string[] = [];
  const hear = deployProgress((line) => told.push(line));
  for (const line of [
    'WecomGpt |  1/63 | 10:00:00 AM | CREATE_IN_PROGRESS   | AWS::SQS::Queue | MessageQueue/Messages',
    'WecomGpt |  1/63 | 10:00:01 AM | CREATE_IN_PROGRESS   | AWS::EC2::VPC | Network/Vpc',
    'some other line',
    'WecomGpt |  2/63 | 10:00:02 AM | CREATE_COMPLETE      | AWS::SQS::Queue | MessageQueue/Messages',
    'WecomGpt |  2/63 | 10:00:03 AM | CREATE_FAILED        | AWS::EC2::EIP | Address The maximum number of addresses has been reached.',
  ])
    hear(line);
  expect(told).toEqual([
    '1/63  AWS::SQS::Queue',
    '2/63  AWS::SQS::Queue',
    expect.stringContaining('The maximum number of addresses'),
  ]);
});

it('nobody is told what to paste, and nothing is done, where there is no terminal', async () => {
  const { world, terminal } = worldIn([], { directory: folderWith() });
  terminal.isThere = false;
  await expect(runSetup(world)).rejects.toThrow(
    errorWith({ fault: { code: 'nobody-there', question: 'Configuration' } }),
  );
  expect(terminal.asked).toEqual([]);
});
