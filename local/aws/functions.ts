import { resolve } from 'node:path';
import type { ActivityLog, Place } from '../activity';
import { environmentOf } from './function-environment';
import { LambdaFunction } from './lambda-function';
import type { LogGroups } from './logs';
import { addressOf } from './network';
import { plainName } from './physical';
import type { Resolver } from './resolver';
import { refuse } from './resources';
import { isRecord } from './service';
import { AssemblyError, type Assembly } from './template';

/** What functions run among. */
export interface FunctionSurroundings {
  readonly assembly: Assembly;
  readonly resolver: Resolver;
  /** Where the AWS services answer. */
  readonly servicesUrl: string;
  readonly logGroups: LogGroups;
  readonly activity: ActivityLog;
  readonly newId: () => string;
  /** Environment that leads to the world outside AWS, seen from this address. */
  readonly outsideWorld: (
    functionId: string,
    address: string | undefined,
  ) => Promise<Record<string, string>> | Record<string, string>;
  readonly onLog: (functionId: string, line: string) => void;
}

/** A function's properties, worked out. */
interface FunctionProperties {
  readonly name: string;
  readonly arn: string;
  readonly codeDirectory: string;
  readonly handler: string;
  readonly runtime: string;
  /** In MB. */
  readonly memorySize: number;
  readonly timeoutMs: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroup: string;
}

/** Lambda gives every function this long to load. */
const INITIALISATION_MS = 10_000;

/**
 * Makes the function of the template with this logical id; its calls carry the id as access key id.
 * @param place where what becomes of it shows
 * @throws AssemblyError
 */
export async function makeFunction(
  id: string,
  place: Place,
  surroundings: FunctionSurroundings,
): Promise<LambdaFunction> {
  const { assembly, resolver, servicesUrl, logGroups, activity, newId, outsideWorld, onLog } = surroundings;
  const properties = functionProperties(id, assembly, resolver);
  const address = addressOf(id, assembly.template, resolver);
  const name = plainName(id);
  const logStream = `[$LATEST]${id}`;
  logGroups.create(properties.logGroup);
  const environment = environmentOf({
    ...properties,
    functionId: id,
    functionName: properties.name,
    region: resolver.region,
    logStream,
    servicesUrl,
    outsideWorld: await outsideWorld(id, address),
  });
  return new LambdaFunction(
    { ...properties, environment, initialisationMs: INITIALISATION_MS },
    {
      line: (line) => {
        logGroups.append(properties.logGroup, logStream, line);
        onLog(id, line);
      },
      coldStart: (ms) => activity.record({ place, what: `cold start of ${name}`, ms }),
      returned: (ms) => activity.record({ place, what: `${name} returned`, ms }),
      failed: ({ errorType, errorMessage }) =>
        activity.record({ place, what: `${name} failed: ${errorType}: ${errorMessage}` }),
    },
    newId,
  );
}

function functionProperties(id: string, assembly: Assembly, resolver: Resolver): FunctionProperties {
  for (const property of ['ReservedConcurrentExecutions', 'Layers', 'ImageConfig']) {
    refuse(resolver, id, property);
  }
  const code = assembly.template.Resources[id]?.Properties?.['Code'];
  if (!isRecord(code) || typeof code['S3Key'] !== 'string') {
    throw new AssemblyError(`The code of ${id} is not an asset of the assembly.`);
  }
  const name = resolver.ref(id);
  const environment = resolver.property(id, 'Environment');
  const variables = isRecord(environment) ? environment['Variables'] : {};
  const logging = resolver.property(id, 'LoggingConfig');
  const logGroup = isRecord(logging) ? logging['LogGroup'] : undefined;
  return {
    name,
    arn: resolver.attribute(id, 'Arn'),
    codeDirectory: resolve(assembly.assetDirectory(code['S3Key'])),
    handler: resolver.text(resolver.property(id, 'Handler')),
    runtime: resolver.text(resolver.property(id, 'Runtime')),
    memorySize: resolver.number(id, 'MemorySize', 128),
    timeoutMs: resolver.number(id, 'Timeout', 3) * 1000,
    variables: isRecord(variables)
      ? Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)]))
      : {},
    logGroup: typeof logGroup === 'string' ? logGroup : `/aws/lambda/${name}`,
  };
}
