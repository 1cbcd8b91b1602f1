import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LoadedConfig } from './config';
import type { AuditTrail } from './constructs/audit-trail';
import type { CallbackEndpoint } from './constructs/callback-endpoint';
import type { Credentials } from './constructs/credentials';
import type { EgressNetwork } from './constructs/egress-network';

/*
 * What a deployment prints at its end. CloudFormation shows outputs by name: numbers keep the order in which the WeCom
 * console asks for them. Like the rest of the template they are ASCII, since CloudFormation gives anything else back as
 * question marks.
 */

export function output(stack: Stack, id: string, value: string, description: string): void {
  new CfnOutput(stack, id, { value, description });
}

/** What the operator does next, in this order. */
export function nextSteps(
  stack: Stack,
  config: LoadedConfig,
  parts: {
    readonly credentials: Credentials;
    readonly endpoint: CallbackEndpoint;
    readonly network: EgressNetwork;
  },
): void {
  const { credentials, endpoint, network } = parts;
  output(
    stack,
    'Step1WecomSecret',
    credentials.wecom.secretArn,
    "Enter CorpID, and each app's AgentId and Secret",
  );
  output(stack, 'Step2ModelSecret', credentials.model.secretArn, "Enter the model provider's API key");
  output(
    stack,
    'Step3CallbackSecret',
    credentials.callback.secretArn,
    "Enter CorpID, and each app's AgentId, Token and EncodingAESKey, before the callback URL is saved",
  );
  const { domain } = endpoint;
  if (domain?.cnameTarget !== undefined) {
    output(
      stack,
      'Step4aCnameTarget',
      domain.cnameTarget,
      `At your DNS provider, a CNAME record of ${domain.name} with this value`,
    );
  }
  for (const app of defaultAppFirst(config)) {
    output(
      stack,
      `Step4CallbackUrlOf${pascalCase(app)}`,
      endpoint.urlOf(app),
      `The callback URL of the app "${app}", for the page where it receives messages by API`,
    );
  }
  output(
    stack,
    'Step5TrustedIp',
    network.ips.join(';'),
    'The trusted IP of each app, once its callback URL is saved',
  );
  if (credentials.robot) {
    output(
      stack,
      'Step6RobotSecret',
      credentials.robot.secretArn,
      "For alarms: enter the webhook of the robot in the admins' group in WeCom",
    );
  }
}

/** The line of the configuration with which a later deployment goes on with what outlives this one. */
export function keepLine(
  stack: Stack,
  parts: {
    readonly network: EgressNetwork;
    readonly table: ITable;
    readonly audit: AuditTrail;
    readonly credentials: Credentials;
    readonly key: IKey | undefined;
  },
): void {
  const { network, table, audit, credentials, key } = parts;
  const addresses = network.elasticAddresses.map(
    ({ allocationId, ip }) => `{ allocationId: '${allocationId}', ip: '${ip}' }`,
  );
  const { callback, wecom, model, robot } = credentials;
  const secrets = Object.entries({ callback, wecom, model, robot }).flatMap(([name, secret]) =>
    secret ? [`${name}: '${secret.secretArn}'`] : [],
  );
  const fields = [
    ...(addresses.length > 0 ? [`addresses: [${addresses.join(', ')}]`] : []),
    `table: '${table.tableName}'`,
    `auditLog: '${audit.log.logGroupName}'`,
    `secrets: { ${secrets.join(', ')} }`,
    ...(key ? [`keyArn: '${key.keyArn}'`] : []),
  ];
  output(
    stack,
    'KeepLine',
    `keep: { ${fields.join(', ')} },`,
    'In the configuration: a later deployment goes on with these',
  );
}

function defaultAppFirst({ apps }: LoadedConfig): string[] {
  const isDefault = (name: string): number => (apps[name]?.default ? 1 : 0);
  return Object.keys(apps).sort((one, other) => isDefault(other) - isDefault(one));
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(.?)/g, (_, letter: string) => letter.toUpperCase());
}
