import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunCdk } from '../../../cli/cdk/run-cdk';
import { setup } from '../../../cli/setup/command';
import { terminalOver } from '../../../cli/terminal/terminal';

/*
 * `npm run setup` in a folder of a test's own, with a CDK that makes its stacks in the fake account, and without the
 * limits that a busy machine would miss.
 */

const { SETUP_DIRECTORY = '', SETUP_ENDPOINTS = '', AWS_ENDPOINT_URL_CLOUDFORMATION = '' } = process.env;

const SAID: Readonly<Record<string, readonly string[]>> = {
  bootstrap: [
    ' ⏳  Bootstrapping environment aws://123456789012/ap-northeast-1...',
    ' ✅  Environment bootstrapped.',
  ],
  deploy: [
    'WecomGpt: creating CloudFormation changeset...',
    'WecomGpt |  0/3 | 10:00:00 AM | REVIEW_IN_PROGRESS   | AWS::CloudFormation::Stack | WecomGpt User Initiated',
    'WecomGpt |  1/3 | 10:00:09 AM | CREATE_COMPLETE      | AWS::SQS::Queue            | MessageQueue/Messages',
    'WecomGpt |  2/3 | 10:03:00 AM | CREATE_COMPLETE      | AWS::EC2::NatGateway       | EgressNetwork/Nat',
    'WecomGpt |  3/3 | 10:04:00 AM | CREATE_COMPLETE      | AWS::CloudFormation::Stack | WecomGpt',
    ' ✅  WecomGpt',
  ],
};

const runCdk: RunCdk = async ([command = '', target = ''], onLine) => {
  const stack = command === 'bootstrap' ? 'CDKToolkit' : target;
  for (const line of SAID[command] ?? []) onLine(line);
  await fetch(AWS_ENDPOINT_URL_CLOUDFORMATION, {
    method: 'POST',
    body: new URLSearchParams({ Action: 'Make', StackName: stack }),
  });
  return { exitCode: 0, lastWords: [] };
};

void setup(
  {
    terminal: terminalOver({ input: process.stdin, output: process.stderr }),
    directory: SETUP_DIRECTORY,
    endpointsFile: SETUP_ENDPOINTS,
    runCdk,
    nodeVersion: '24.21.0',
    environment: process.env,
    randomBytes,
    clock: Date.now,
    limits: { checkMs: Infinity, messageMs: Infinity, patienceMs: 30_000 },
    resolveCname: () => Promise.reject(new Error('A test asks no DNS.')),
    pause: () => pause(100),
  },
  process.argv.slice(2),
);
