import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { findStackNamed, localStack, simulatorUrlIn, stackInAws } from '../../../cli/stack/find';
import { errorWith } from '../../support/errors';
import { startFakeCloudFormation } from './fake-cloudformation';

const older = { MessageQueueUrl: 'https://q.example/m', DeadLetterQueueUrl: 'https://q.example/d' };
const WANTED = ['MessageQueueUrl', 'DeadLetterQueueUrl', 'BotTableName'] as const;
const outputs = { ...older, BotTableName: 't' };

describe('in AWS', () => {
  let cloudFormation: Awaited<ReturnType<typeof startFakeCloudFormation>>;
  let client: CloudFormationClient;
  beforeAll(async () => {
    cloudFormation = await startFakeCloudFormation({
      WecomGpt: { ...outputs, Step5TrustedIp: 'x' },
      Older: older,
    });
    client = new CloudFormationClient({
      endpoint: cloudFormation.url,
      region: 'ap-northeast-1',
      credentials: { accessKeyId: 'k', secretAccessKey: 's' },
    });
  });
  afterAll(async () => {
    client.destroy();
    await cloudFormation.close();
  });

  it('a stack is found by its outputs', async () => {
    await expect(stackInAws(client, 'WecomGpt', WANTED)).resolves.toMatchObject({
      outputs,
      allOutputs: { Step5TrustedIp: 'x' },
      sqs: {},
    });
  });

  it('a stack that is not there is named with its region', async () => {
    await expect(stackInAws(client, 'Other', WANTED)).rejects.toThrow(
      errorWith({ fault: { code: 'no-such-stack', stack: 'Other', region: 'ap-northeast-1' } }),
    );
  });

  it('whether there is a stack can be asked, whatever it puts out', async () => {
    await expect(findStackNamed(client, 'Older')).resolves.toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    await expect(findStackNamed(client, 'Other')).resolves.toBeUndefined();
  });

  it('an output that an older release does not have is named', async () => {
    await expect(stackInAws(client, 'Older', WANTED)).rejects.toThrow(
      errorWith({ fault: { code: 'old-stack', output: 'BotTableName' } }),
    );
  });
});

describe('on this machine', () => {
  const directory = mkdtempSync(join(tmpdir(), 'redrive-'));
  const file = join(directory, 'endpoints.json');
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const services = {
    sqsUrl: 'http://127.0.0.1:1',
    dynamodbUrl: 'http://127.0.0.1:2',
    simulatorUrl: 'http://127.0.0.1:3',
  };

  it('a stack that is not running is not found', () => {
    expect(() => localStack(file, WANTED)).toThrow(errorWith({ fault: { code: 'not-running' } }));
  });

  it('a stack is found by the file that npm start writes', () => {
    writeFileSync(file, JSON.stringify({ ...services, outputs }));
    expect(localStack(file, WANTED)).toMatchObject({
      outputs,
      sqs: { endpoint: services.sqsUrl, credentials: { accessKeyId: 'LOCALTOOLS' } },
      dynamodb: { endpoint: services.dynamodbUrl },
    });
  });

  it('a stack that was killed, and left its file, is not found', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(file, JSON.stringify({ ...services, outputs, pid }));
    expect(() => localStack(file, WANTED)).toThrow(errorWith({ fault: { code: 'not-running' } }));
    expect(simulatorUrlIn(file)).toBeUndefined();
    writeFileSync(file, JSON.stringify({ ...services, outputs, pid: process.pid }));
    expect(localStack(file, WANTED)).toMatchObject({ outputs });
    expect(simulatorUrlIn(file)).toBe(services.simulatorUrl);
  });

  it('a stack of an older release is told so', () => {
    writeFileSync(file, JSON.stringify(services));
    expect(() => localStack(file, WANTED)).toThrow(errorWith({ code: 'old-stack' }));
  });
});
