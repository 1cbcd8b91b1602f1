import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A CloudFormation that knows stacks by their outputs, and nothing else. */
export async function startFakeCloudFormation(stacks: Readonly<Record<string, Record<string, string>>>) {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const asked = new URLSearchParams(body);
      const name = asked.get('StackName') ?? '';
      const outputs = asked.get('Action') === 'DescribeStacks' ? stacks[name] : undefined;
      response.setHeader('Content-Type', 'text/xml');
      response.statusCode = outputs ? 200 : 400;
      response.end(outputs ? described(name, outputs) : refused(`Stack with id ${name} does not exist`));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function described(name: string, outputs: Record<string, string>): string {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return (
    '<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult>' +
    `<Stacks><member><StackName>${name}</StackName><StackStatus>UPDATE_COMPLETE</StackStatus>` +
    `<CreationTime>2026-11-01T00:00:00Z</CreationTime><Outputs>${members.join('')}</Outputs></member></Stacks>` +
    '</DescribeStacksResult></DescribeStacksResponse>'
  );
}

function refused(message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`;
}
