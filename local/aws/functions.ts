import { resolve } from 'node:path';
import type { ActivityLog, Place } from '../activity';
import type { Caller } from '../caller';
import type { CallObserver } from '../function-call';
import type { Front } from './front';
import { environmentOf } from './function-environment';
import type { ExecutionRoles } from './iam/execution-roles';
import { LambdaFunction, type SandboxPlace } from './lambda-function';
import type { LogGroups } from './logs';
import { addressesOf } from './network';
import { plainName } from './physical';
import type { Resolver } from './resolver';
import { refuse } from './resources';
import { SandboxIdentity } from './sandbox-identity';
import { SandboxLog } from './sandbox-log';
import { isRecord } from './service';
import { AssemblyError, type Assembly } from './template';

/** The ways out of AWS that one sandbox has to itself. */
export interface WaysOut {
  /** Environment that leads to the world outside AWS. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Makes the ways out of a new sandbox. @param at the sandbox, as a service of this name sees it */
export type OpenWaysOut = (at: (service: string) => Caller) => Promise<WaysOut>;

/**
 * The world outside AWS, for a function by its logical id, seen from the address that its calls leave from;
 * undefined: they have no way out.
 */
export type OutsideWorld = (functionId: string, address: string | undefined) => OpenWaysOut;

/** What functions run among. */
export interface FunctionSurroundings {
  readonly assembly: Assembly;
  readonly resolver: Resolver;
  /** Where the AWS services answer. */
  readonly servicesUrl: string;
  readonly front: Front;
  readonly roles: ExecutionRoles;
  readonly logGroups: LogGroups;
  readonly activity: ActivityLog;
  readonly newId: () => string;
  readonly outsideWorld: OutsideWorld;
  /** Where calls leave from subnets that the template only names. */
  readonly addressesElsewhere: readonly string[];
  readonly observe: CallObserver;
  /** Hears each line that a function's log keeps. */
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
 * Makes the function of the template with this logical id; its calls carry the id as access key id, and a session
 * token that tells its sandboxes apart.
 * @param place where what becomes of it shows
 * @throws AssemblyError
 */
export function makeFunction(id: string, place: Place, surroundings: FunctionSurroundings): LambdaFunction {
  const { assembly, resolver, servicesUrl, front, logGroups, activity, newId, onLog } = surroundings;
  const properties = functionProperties(id, assembly, resolver);
  const role = surroundings.roles.of(id);
  const openers = addressesOf(id, assembly.template, resolver, surroundings.addressesElsewhere).map(
    (address) => surroundings.outsideWorld(id, address),
  );
  let sandboxes = 0;
  const name = plainName(id);
  logGroups.create(properties.logGroup);
  const environmentWith = (logStream: string, outsideWorld: WaysOut['environment']): Record<string, string> =>
    environmentOf({
      ...properties,
      functionId: id,
      functionName: properties.name,
      region: resolver.region,
      logStream,
      servicesUrl,
      outsideWorld,
    });
  // What Lambda would refuse is refused at the start, not by the first sandbox.
  environmentWith('', {});
  const logOf = (stream: string): SandboxLog =>
    new SandboxLog({
      groups: logGroups,
      group: properties.logGroup,
      stream,
      role,
      onLine: (line) => onLog(id, line),
      onLost: (reason) => activity.record({ place, what: `log lines of ${name} are lost: ${reason}` }),
    });
  const placeOf = async (kill: () => void): Promise<SandboxPlace> => {
    const identity = new SandboxIdentity(name, newId(), surroundings.observe, kill);
    const logStream = `[$LATEST]${newId().replaceAll('-', '')}`;
    const log = logOf(logStream);
    // Lambda spreads sandboxes over the subnets.
    const openWaysOut = openers[sandboxes++ % openers.length];
    if (openWaysOut === undefined) throw new AssemblyError(`${id} stands in no subnet.`);
    const waysOut = await openWaysOut((service) => identity.at(service));
    front.admit(id, identity, role);
    return {
      environment: { ...environmentWith(logStream, waysOut.environment), AWS_SESSION_TOKEN: identity.token },
      worksOn: (event) => identity.worksOn(event),
      line: (line) => log.write(line),
      close: () => {
        front.dismiss(identity);
        return waysOut.close();
      },
    };
  };
  return new LambdaFunction(
    { ...properties, place: placeOf, initialisationMs: INITIALISATION_MS },
    {
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
