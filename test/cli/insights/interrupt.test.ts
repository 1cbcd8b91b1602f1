import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../../support/eventually';
import { inTerminal } from '../../support/terminal';
import { startFakeCloudFormation } from '../stack/fake-cloudformation';

/** A CloudWatch that is never done with a query. */
const calls: string[] = [];
const cloudWatch = createServer((request, response) => {
  const action = request.headers['x-amz-target']?.toString().split('.').at(-1) ?? '';
  calls.push(action);
  const answers: Record<string, object> = {
    StartQuery: { queryId: 'q' },
    GetQueryResults: { status: 'Running', results: [] },
    StopQuery: { success: true },
  };
  request.resume();
  response.setHeader('Content-Type', 'application/x-amz-json-1.1');
  response.end(JSON.stringify(answers[action]));
});
let cloudFormation: Awaited<ReturnType<typeof startFakeCloudFormation>>;

beforeAll(async () => {
  cloudFormation = await startFakeCloudFormation({
    WecomGpt: { AppNames: 'assistant', AuditLogName: 'log' },
  });
  await new Promise<void>((resolve) => cloudWatch.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await cloudFormation.close();
  cloudWatch.closeAllConnections();
  await new Promise((resolve) => cloudWatch.close(resolve));
});

it('Ctrl-C stops the query, and then ends the command without a word', async () => {
  const audit = inTerminal('cli/audit.ts', ['who-used-how-much', '--stack', 'WecomGpt', '--lang', 'en'], {
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: 'k',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(cloudWatch.address() as AddressInfo).port}`,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url,
  });
  await eventually('it asks', () => (calls.includes('GetQueryResults') ? true : undefined));
  audit.interrupts();
  await audit.ends();
  expect(calls).toContain('StopQuery');
  expect(audit.screen()).not.toContain('✗');
});
