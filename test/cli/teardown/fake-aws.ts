import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call, in the order in which they came. */
export interface AwsCall {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A resource as ListStackResources has it. */
export interface FakeResource {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly status?: string;
}

/** An AWS account with one stack in it, as far as taking it away goes. */
export class FakeAws {
  readonly calls: AwsCall[] = [];
  /** Undefined: there is no stack. */
  status: string | undefined = 'UPDATE_COMPLETE';
  isProtected = false;
  outputs: Readonly<Record<string, string>> = {};
  resources: readonly FakeResource[] = [];
  /** The newest first. */
  events: readonly (Omit<FakeResource, 'physicalId'> & { readonly reason?: string })[] = [];
  /** Error codes by action, or by action and what it is about. */
  readonly refused = new Map<string, string>();
  /** What is said of a refusal. */
  words = 'no';
  /** Whether the table is protected from its deletion. */
  isTableProtected = true;

  private readonly server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const target = request.headers['x-amz-target']?.toString();
      const query = new URLSearchParams(body);
      const action = target?.split('.').at(-1) ?? query.get('Action') ?? '';
      const input = (target === undefined ? Object.fromEntries(query) : JSON.parse(body)) as AwsCall['input'];
      this.calls.push({ action, input });
      const code = this.refused.get(action);
      const answer = code === undefined ? this.answer(action, input) : undefined;
      response.statusCode = answer === undefined ? 400 : 200;
      response.setHeader('Content-Type', target === undefined ? 'text/xml' : 'application/x-amz-json-1.0');
      response.end(answer ?? refusal(action, code, target !== undefined, this.words));
    });
  });

  /** @returns its address */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What was called besides looking. */
  get changes(): AwsCall[] {
    return this.calls.filter(({ action }) => !/^(Describe|List|Get)/.test(action));
  }

  private answer(action: string, input: AwsCall['input']): string | undefined {
    switch (action) {
      case 'DescribeStacks':
        return this.status === undefined ? undefined : xmlOf(action, this.described(this.status));
      case 'ListStackResources':
        return xmlOf(action, this.listed(input['NextToken']));
      case 'DescribeStackEvents':
        return xmlOf(action, `<StackEvents>${this.events.map(eventOf).join('')}</StackEvents>`);
      case 'ReleaseAddress':
        return xmlOf(action, '');
      case 'GetQueueAttributes':
        return JSON.stringify({
          Attributes: {
            ApproximateNumberOfMessages: String(input['QueueUrl']).endsWith('dead') ? '1' : '2',
            ApproximateNumberOfMessagesNotVisible: '1',
            ApproximateNumberOfMessagesDelayed: '0',
          },
        });
      case 'DescribeTable':
        return JSON.stringify({
          Table: { TableStatus: 'ACTIVE', DeletionProtectionEnabled: this.isTableProtected },
        });
      case 'UpdateTable':
      case 'DeleteTable':
      case 'DeleteSecret':
      case 'DeleteLogGroup':
        return '{}';
      default:
        return undefined;
    }
  }

  private described(status: string): string {
    const outputs = Object.entries(this.outputs).map(([key, value]) =>
      member(`<OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue>`),
    );
    return `<Stacks>${member(
      `<StackName>WecomGpt</StackName><StackStatus>${status}</StackStatus><CreationTime>2026-11-01T00:00:00Z</CreationTime>` +
        `<EnableTerminationProtection>${this.isProtected}</EnableTerminationProtection><Outputs>${outputs.join('')}</Outputs>`,
    )}</Stacks>`;
  }

  /** Two pages. */
  private listed(token: unknown): string {
    const half = Math.ceil(this.resources.length / 2);
    const page = token === undefined ? this.resources.slice(0, half) : this.resources.slice(half);
    const members = page.map((resource) =>
      member(
        `<ResourceType>${resource.type}</ResourceType><LogicalResourceId>${resource.logicalId}</LogicalResourceId>` +
          `<PhysicalResourceId>${resource.physicalId}</PhysicalResourceId>` +
          `<ResourceStatus>${resource.status ?? 'CREATE_COMPLETE'}</ResourceStatus>`,
      ),
    );
    const next = token === undefined ? '<NextToken>two</NextToken>' : '';
    return `<StackResourceSummaries>${members.join('')}</StackResourceSummaries>${next}`;
  }
}

function eventOf({ type, logicalId, status = '', reason = '' }: FakeAws['events'][number]): string {
  return member(
    `<ResourceType>${type}</ResourceType><LogicalResourceId>${logicalId}</LogicalResourceId>` +
      `<ResourceStatus>${status}</ResourceStatus><ResourceStatusReason>${reason}</ResourceStatusReason>`,
  );
}

function member(xml: string): string {
  return `<member>${xml}</member>`;
}

function xmlOf(action: string, result: string): string {
  return `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
}

function refusal(action: string, code = 'ValidationError', isJson = false, words = 'no'): string {
  const message = action === 'DescribeStacks' ? 'Stack with id WecomGpt does not exist' : words;
  if (isJson) return JSON.stringify({ __type: `x#${code}`, message });
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return action === 'ReleaseAddress'
    ? `<Response><Errors>${error}</Errors></Response>`
    : `<ErrorResponse>${error}</ErrorResponse>`;
}
