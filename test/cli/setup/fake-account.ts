import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An AWS account, as far as the setup looks at it before there is a stack. */
export interface FakeAccount {
  /** Lambda lets ten functions run at once. For AWS_ENDPOINT_URL_STS, …_EC2, …_SERVICE_QUOTAS and …_CLOUDFORMATION. */
  readonly url: string;
  /** Numbers of what there is, and of what there may be. */
  readonly vpcs: { used: number; limit: number };
  readonly addresses: { used: number; limit: number };
  /** Names of stacks with their status and outputs. */
  readonly stacks: Map<string, { status: string; outputs: Readonly<Record<string, string>> }>;
  close(): Promise<void>;
}

/**
 * Starts it. A stack is made by `Action=Make&StackName=…`, which stands for the CDK command line.
 * @param made the outputs of stacks that may be made
 */
export async function startFakeAccount(
  made: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<FakeAccount> {
  const account = {
    vpcs: { used: 1, limit: 5 },
    addresses: { used: 0, limit: 5 },
    stacks: new Map<string, { status: string; outputs: Readonly<Record<string, string>> }>(),
  };
  const answer = (body: string): { readonly status?: number; readonly body: string } => {
    if (body.startsWith('{')) return { body: quota(account, JSON.parse(body) as { QuotaCode: string }) };
    const asked = new URLSearchParams(body);
    const name = asked.get('StackName') ?? '';
    switch (asked.get('Action')) {
      case 'GetCallerIdentity':
        return { body: IDENTITY };
      case 'DescribeVpcs':
        return { body: listOf('DescribeVpcs', 'vpcSet', account.vpcs.used) };
      case 'DescribeAddresses':
        return { body: listOf('DescribeAddresses', 'addressesSet', account.addresses.used) };
      case 'Make':
        account.stacks.set(name, { status: 'CREATE_COMPLETE', outputs: made[name] ?? {} });
        return { body: '' };
      case 'DescribeStacks': {
        const stack = account.stacks.get(name);
        return stack ? { body: described(name, stack) } : { status: 400, body: noStack(name) };
      }
      default:
        return { status: 400, body: refusal('InvalidAction', String(asked.get('Action'))) };
    }
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const isOfLambda = request.url?.endsWith('/account-settings') ?? false;
      const { status = 200, body: said } = isOfLambda ? { body: LAMBDA } : answer(body);
      response.writeHead(status, {
        'Content-Type': said.startsWith('{') ? 'application/x-amz-json-1.1' : 'text/xml',
      });
      response.end(said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...account,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const LAMBDA = JSON.stringify({ AccountLimit: { ConcurrentExecutions: 10 } });
const IDENTITY =
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
  '<Arn>arn:aws:iam::123456789012:user/admin</Arn><UserId>AIDA</UserId><Account>123456789012</Account>' +
  '</GetCallerIdentityResult></GetCallerIdentityResponse>';

function listOf(action: string, set: string, count: number): string {
  const items = '<item><ownerId>123456789012</ownerId></item>'.repeat(count);
  return `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><${set}>${items}</${set}></${action}Response>`;
}

function quota(
  { vpcs, addresses }: Pick<FakeAccount, 'vpcs' | 'addresses'>,
  { QuotaCode }: { QuotaCode: string },
) {
  return JSON.stringify({ Quota: { Value: QuotaCode === 'L-F678F1CE' ? vpcs.limit : addresses.limit } });
}

function described(
  name: string,
  { status, outputs }: { status: string; outputs: Readonly<Record<string, string>> },
): string {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return (
    '<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult>' +
    `<Stacks><member><StackName>${name}</StackName><StackStatus>${status}</StackStatus>` +
    `<CreationTime>2026-11-01T00:00:00Z</CreationTime><Outputs>${members.join('')}</Outputs></member></Stacks>` +
    '</DescribeStacksResult></DescribeStacksResponse>'
  );
}

const noStack = (name: string): string => refusal('ValidationError', `Stack with id ${name} does not exist`);

function refusal(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

/** For all tests of a file: the SDK's clients of this process ask a fake account. @returns it, once tests run */
export function useFakeAccount(made: Parameters<typeof startFakeAccount>[0]): () => FakeAccount {
  const before = { ...process.env };
  let account: FakeAccount;
  beforeAll(async () => {
    account = await startFakeAccount(made);
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'k',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_ENDPOINT_URL: account.url,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    });
  });
  afterAll(async () => {
    process.env = before;
    await account.close();
  });
  return () => account;
}
