import { ActivityLog } from '../../../local/activity';
import { startLocalAws, type LocalAws } from '../../../local/aws/stack';
import type { CloudFormationTemplate } from '../../../local/aws/template';
import { eventually } from './eventually';
import { tinyTemplate, writeAssembly, type AssemblyFixture } from './fixture';

const PRINT = 'exports.handler = async (event) => { console.log(JSON.stringify(event)); };';
const FAIL = "exports.handler = async () => { throw new Error('no'); };";

let assembly: AssemblyFixture;
let aws: LocalAws | undefined;
let lines: string[] = [];

beforeAll(() => {
  assembly = writeAssembly(tinyTemplate(), { front: PRINT, back: PRINT, print: PRINT, fail: FAIL });
});

beforeEach(() => {
  lines = [];
});

afterEach(async () => {
  await aws?.close();
  aws = undefined;
});

afterAll(() => assembly.remove());

/** What CDK makes of a schedule that calls a function, which has the hash of a logical id. */
function withSchedule({ Resources }: CloudFormationTemplate, asset = 'print'): Record<string, object> {
  const added = {
    EveryMinute: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Description: 'd',
        ScheduleExpression: 'rate(1 minute)',
        State: 'ENABLED',
        Targets: [
          {
            Arn: { 'Fn::GetAtt': ['Recovery12AB34CD', 'Arn'] },
            Id: 'Target0',
            RetryPolicy: { MaximumRetryAttempts: 0 },
          },
        ] as Record<string, unknown>[],
      } as Record<string, unknown>,
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': ['Recovery12AB34CD', 'Arn'] },
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': ['EveryMinute', 'Arn'] },
      } as Record<string, unknown>,
    },
    Once: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Recovery12AB34CD' },
        MaximumRetryAttempts: 0,
        Qualifier: '$LATEST',
      } as Record<string, unknown>,
    },
    Recovery12AB34CD: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Key: `${asset}.zip` },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['BackRole', 'Arn'] },
      },
    },
  };
  Object.assign(Resources, added);
  return added;
}

async function start(alterTemplate: (template: CloudFormationTemplate) => void): Promise<LocalAws> {
  aws = await startLocalAws({
    assemblyDirectory: assembly.directory,
    activity: new ActivityLog(),
    outsideWorld: () => () => Promise.resolve({ environment: {}, close: () => Promise.resolve() }),
    onLog: (_, line) => lines.push(line),
    alterTemplate,
  });
  return aws;
}

it('is run on demand, with the event that EventBridge sends', async () => {
  const { runSchedules, busy, functionNames } = bound(await start((template) => withSchedule(template)));
  expect(functionNames).toContain('Recovery');
  expect(busy()).toEqual([]);
  const ran = runSchedules();
  expect(busy()).toEqual(['1 invocations of Recovery12AB34CD']);
  expect(await ran).toEqual([{ function: 'Recovery', ok: true }]);
  // What a process writes comes on another way than what it returns.
  await eventually(() => lines[0]);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      region: 'ap-southeast-1',
      resources: [
        expect.stringMatching(/^arn:aws:events:ap-southeast-1:000000000000:rule\/Tiny-EveryMinute/) as string,
      ],
      detail: {},
    },
  ]);
});

it('tells a failure, and does not try again', async () => {
  const { runSchedules } = bound(await start((template) => withSchedule(template, 'fail')));
  expect(await runSchedules()).toEqual([{ function: 'Recovery', ok: false }]);
});

it('runs at its rate, the first time one period after the start', async () => {
  const intervals = jest.spyOn(global, 'setInterval');
  await start((template) => {
    const { EveryMinute } = withSchedule(template);
    Object.assign((EveryMinute as { Properties: object }).Properties, {
      ScheduleExpression: 'rate(5 minutes)',
    });
  });
  const [tick, ms] = intervals.mock.calls.find(([, period]) => period === 300_000) ?? [];
  intervals.mockRestore();
  expect(ms).toBe(300_000);
  expect(lines).toEqual([]);
  (tick as () => void)();
  expect(aws?.busy()).toEqual(['1 invocations of Recovery12AB34CD']);
});

it('rests while it is disabled', async () => {
  const { runSchedules } = bound(
    await start((template) => {
      const { EveryMinute } = withSchedule(template);
      Object.assign((EveryMinute as { Properties: object }).Properties, { State: 'DISABLED' });
    }),
  );
  expect(await runSchedules()).toEqual([]);
});

type Added = Record<'EveryMinute' | 'Permission' | 'Once', { Properties: Record<string, unknown> }>;
const target = { Arn: { 'Fn::GetAtt': ['Recovery12AB34CD', 'Arn'] }, Id: 'Target0' };

it.each<[string, (added: Added) => void, string]>([
  [
    'a cron',
    ({ EveryMinute: rule }) => (rule.Properties['ScheduleExpression'] = 'cron(0 1 * * ? *)'),
    'plays rates',
  ],
  [
    'rate(1 minutes)',
    ({ EveryMinute: rule }) => (rule.Properties['ScheduleExpression'] = 'rate(1 minutes)'),
    'plays rates',
  ],
  [
    'rate(0 minutes)',
    ({ EveryMinute: rule }) => (rule.Properties['ScheduleExpression'] = 'rate(0 minutes)'),
    'plays rates',
  ],
  [
    'a pattern of events',
    ({ EveryMinute: rule }) => (rule.Properties['EventPattern'] = {}),
    'sets EventPattern',
  ],
  ['two targets', ({ EveryMinute: rule }) => (rule.Properties['Targets'] = [target, target]), 'one target'],
  [
    'an input of its own',
    ({ EveryMinute: rule }) => (rule.Properties['Targets'] = [{ ...target, Input: '{}' }]),
    'sets Input',
  ],
  [
    'another target',
    ({ EveryMinute: rule }) => (rule.Properties['Targets'] = [{ Arn: 'arn:aws:sqs:x', Id: 't' }]),
    'no AWS::Lambda::Function arn:aws:sqs:x',
  ],
  [
    'another state',
    ({ EveryMinute: rule }) => (rule.Properties['State'] = 'ENABLED_WITH_ALL'),
    'the state ENABLED_WITH_ALL',
  ],
  [
    'no permission',
    ({ Permission: permission }) => (permission.Properties['Principal'] = 'apigateway.amazonaws.com'),
    'No permission lets the rule EveryMinute',
  ],
  [
    "another rule's permission",
    ({ Permission: permission }) => (permission.Properties['SourceArn'] = 'arn:aws:events:x'),
    'No permission lets the rule EveryMinute',
  ],
  ['retries', ({ Once: once }) => (once.Properties['MaximumRetryAttempts'] = 2), 'MaximumRetryAttempts 0'],
])('refuses a rule with %s', async (_, change, reason) => {
  await expect(start((template) => change(withSchedule(template) as Added))).rejects.toThrow(reason);
});

function bound(stack: LocalAws): Pick<LocalAws, 'runSchedules' | 'busy' | 'functionNames'> {
  return {
    functionNames: stack.functionNames,
    busy: () => stack.busy(),
    runSchedules: () => stack.runSchedules(),
  };
}
