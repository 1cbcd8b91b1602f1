import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface BotRoleProps {
  /** The function's own log. */
  readonly logs: ILogGroup;
  /** Whether the function stands in a VPC. */
  readonly inVpc: boolean;
}

/** What Lambda needs of a function's role to place it in a VPC. They take no resource. */
const NETWORK_INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * A function's role: it may write its own log and, in a VPC, have a network interface. The policies that CDK would attach
 * (AWSLambdaBasicExecutionRole, AWSLambdaVPCAccessExecutionRole) let a function write into every log of the account, the
 * audit log among them.
 */
export function botRole(scope: Construct, { logs, inVpc }: BotRoleProps): Role {
  const document = new PolicyDocument({
    statements: [
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logs.logGroupArn],
      }),
    ],
  });
  if (inVpc) {
    document.addStatements(new PolicyStatement({ actions: NETWORK_INTERFACES, resources: ['*'] }));
  }
  return new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Runtime: document },
  });
}
