import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SNSEvent } from 'aws-lambda';
import { clientSettings } from '../aws/client-settings';
import { SecretReader } from '../aws/secret-reader';
import { compiledConfig } from '../shared/compiled-config';
import { robotKeyIn, type RobotSecret } from '../shared/credentials';
import { ENVIRONMENT, requiredVariable } from '../shared/environment';
import { jsonLog } from '../shared/log';
import { sayInGroup } from '../wecom/group-robot';
import { WECOM_API } from '../wecom/http';
import { notify, type NotifierPorts } from './handler';

const REQUEST_MS = 3_000;

let ports: NotifierPorts | undefined;

/** Entry point of the notifier function. */
export const handler = (event: SNSEvent): Promise<void> => notify((ports ??= wire(process.env)), event);

function wire(environment: NodeJS.ProcessEnv): NotifierPorts {
  const secret = new SecretReader<RobotSecret>(
    new SecretsManagerClient(clientSettings(REQUEST_MS)),
    requiredVariable(environment, ENVIRONMENT.robotSecret),
    Date.now,
  );
  const url = environment[ENVIRONMENT.wecomApi] ?? WECOM_API;
  const { language, projectUrl } = compiledConfig();
  return {
    language,
    projectUrl,
    ips: requiredVariable(environment, ENVIRONMENT.trustedIps),
    say: async (markdown) => sayInGroup(url, robotKeyIn((await secret.read()).value), markdown),
    log: jsonLog(console.log),
  };
}
