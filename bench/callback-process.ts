import { randomInt } from 'node:crypto';
import { environmentOf } from '../local/aws/function-environment';
import { eventOf } from '../local/aws/http-api-event';
import { ACCOUNT_ID } from '../local/aws/physical';
import { Resolver } from '../local/aws/resolver';
import { routesIn } from '../local/aws/resources';
import { isRecord } from '../local/aws/service';
import { loadAssembly } from '../local/aws/template';
import type { LocalStack } from '../local/local-stack';
import { Chance } from '../local/wecom/chance';
import { sealUrlCheck, type CallbackSecrets } from '../local/wecom/envelope';
import { MeasurementError } from './report';

/** The environment in which the stack would run the callback, by the template and the running services. */
export function callbackEnvironment({ endpoints }: LocalStack, directory: string): Record<string, string> {
  const assembly = loadAssembly(directory);
  const { template, stackName, region = '' } = assembly;
  const servicesUrl = endpoints.secretsManagerUrl;
  const httpApiUrl = new URL(endpoints.callbackUrl).origin;
  const resolver = new Resolver(template, { stackName, region, servicesUrl, httpApiUrl });
  const id = routesIn(template, resolver)[0]?.functionId;
  if (id === undefined) throw new MeasurementError('The template has no route, and so no callback.');
  const property = (name: string) => resolver.property(id, name);
  const code = property('Code');
  const environment = property('Environment');
  const variables = isRecord(environment) ? environment['Variables'] : {};
  return environmentOf({
    functionId: id,
    functionName: resolver.ref(id),
    region,
    handler: String(property('Handler')),
    runtime: String(property('Runtime')),
    memorySize: resolver.number(id, 'MemorySize', 128),
    codeDirectory: assembly.assetDirectory(isRecord(code) ? String(code['S3Key']) : ''),
    logGroup: '',
    logStream: '',
    servicesUrl,
    variables: variables as Record<string, string>,
    outsideWorld: {},
  });
}

/** A signed URL check as the HTTP API hands it to the callback, with the plaintext to answer. */
export function urlCheckEvent(
  callbackUrl: string,
  secrets: CallbackSecrets,
): { event: object; echo: string } {
  const { query, echo } = sealUrlCheck(secrets, Date.now(), new Chance(randomInt(2 ** 31)));
  const url = new URL(`${callbackUrl}?${query}`);
  const event = eventOf(
    {
      method: 'GET',
      url,
      rawQuery: query,
      headers: { host: url.host, accept: '*/*', 'user-agent': 'Mozilla/4.0' },
      body: Buffer.alloc(0),
      remoteAddress: '127.0.0.1',
      closed: new AbortController().signal,
    },
    {
      routeKey: 'GET /wxcomapp/{app}',
      pathParameters: { app: url.pathname.split('/').at(-1) ?? '' },
      requestId: 'bench',
      identity: { accountId: ACCOUNT_ID, apiId: '', domainName: url.host },
      now: new Date(),
    },
  );
  return { event, echo };
}
