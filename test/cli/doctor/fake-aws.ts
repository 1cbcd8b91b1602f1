import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an action is answered: the elements of its result, or a refusal. */
export type Answer = string | { readonly code: string; readonly message: string };

/** STS, CloudFormation and EC2 as far as a test says, by action; what it does not say is refused. */
export interface FakeAws {
  readonly url: string;
  /** How a client is made that calls it. */
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Changed by a test at any time. Several answers are given one after another, the last for good. */
  answers: Record<string, Answer | Answer[]>;
  /** The parameters of each call, in order. */
  readonly calls: URLSearchParams[];
  close(): Promise<void>;
}

export async function startFakeAws(answers: FakeAws['answers'] = {}): Promise<FakeAws> {
  const calls: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const asked = new URLSearchParams(body);
      calls.push(asked);
      const action = asked.get('Action') ?? '';
      const answer = answerTo(action);
      response.setHeader('Content-Type', 'text/xml');
      response.statusCode = typeof answer === 'string' ? 200 : 400;
      response.end(xmlOf(action, answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeAws = {
    url,
    settings: {
      endpoint: url,
      region: 'ap-northeast-1',
      credentials: { accessKeyId: 'k', secretAccessKey: 's' },
    },
    answers,
    calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const answerTo = (action: string): Answer => {
    const answer = fake.answers[action] ?? {
      code: 'InvalidAction',
      message: `The test says nothing of ${action}`,
    };
    if (!Array.isArray(answer)) return answer;
    return (answer.length > 1 ? answer.shift() : answer[0]) ?? '';
  };
  return fake;
}

/** `is not authorized to perform`, in the words and by the codes of the service. */
export function denied(action: string): Answer {
  const message = `User: arn:aws:iam::111122223333:user/op is not authorized to perform: ${action} on resource: x`;
  return { code: action.startsWith('ec2:') ? 'UnauthorizedOperation' : 'AccessDenied', message };
}

/** What `DescribeStacks` says of one. */
export function stackXml(status: string, outputs: Readonly<Record<string, string>>, reason = ''): string {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return (
    `<Stacks><member><StackName>x</StackName><StackStatus>${status}</StackStatus>` +
    `<StackStatusReason>${reason}</StackStatusReason><CreationTime>2026-11-01T00:00:00Z</CreationTime>` +
    `<Outputs>${members.join('')}</Outputs></member></Stacks>`
  );
}

/** What `DescribeAddresses` says. */
export function addressesXml(
  addresses: readonly { readonly ip: string; readonly association?: string }[],
): string {
  const items = addresses.map(
    ({ ip, association }) =>
      `<item><publicIp>${ip}</publicIp>${association === undefined ? '' : `<associationId>${association}</associationId>`}</item>`,
  );
  return `<addressesSet>${items.join('')}</addressesSet>`;
}

const OF_EC2 = 'DescribeAddresses';

function xmlOf(action: string, answer: Answer): string {
  if (typeof answer === 'string') {
    const result = action === OF_EC2 ? answer : `<${action}Result>${answer}</${action}Result>`;
    return `<${action}Response>${result}</${action}Response>`;
  }
  const error = `<Error><Code>${answer.code}</Code><Message>${answer.message}</Message></Error>`;
  return action === OF_EC2
    ? `<Response><Errors>${error}</Errors></Response>`
    : `<ErrorResponse>${error}</ErrorResponse>`;
}
