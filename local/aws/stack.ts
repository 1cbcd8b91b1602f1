import { randomUUID } from 'node:crypto';
import type { ActivityLog, Place } from '../activity';
import type { CallObserver } from '../function-call';
import { EventSourceMapping } from './event-source-mapping';
import { Front } from './front';
import { makeFunction, type FunctionSurroundings, type OutsideWorld } from './functions';
import { HttpApi } from './http-api';
import type { ApiIdentity } from './http-api-event';
import type { GrantUse, Withholds } from './iam/execution-role';
import { ExecutionRoles } from './iam/execution-roles';
import { lambdaService } from './lambda';
import type { LambdaFunction, Result } from './lambda-function';
import { LogGroups, logsService } from './logs';
import { outputsOf } from './outputs';
import { ACCOUNT_ID, plainName } from './physical';
import { PollingPermissions } from './polling-permissions';
import { Resolver } from './resolver';
import { mappingsIn, queuesIn, routesIn, secretsIn, tablesIn } from './resources';
import { Schedule } from './schedule';
import { schedulesIn } from './schedule-rules';
import { secretsService } from './secrets';
import { sqsService } from './sqs';
import { deliverTo, subscriptionsIn, type Subscription } from './subscriptions';
import { Tables } from './table';
import {
  AssemblyError,
  loadAssembly,
  resourcesOf,
  type Assembly,
  type CloudFormationTemplate,
} from './template';

/** What the local AWS is started with. */
export interface LocalAwsOptions {
  /** What `cdk synth` wrote, with one stack in it. */
  readonly assemblyDirectory: string;
  /** 0 or absent: any. */
  readonly httpApiPort?: number;
  readonly outsideWorld: OutsideWorld;
  /** Where calls leave from subnets that the template only names. @default nowhere */
  readonly addressesElsewhere?: readonly string[];
  readonly activity: ActivityLog;
  /** Sees each call that a function makes, and decides whether the sandbox lives on. */
  readonly observe?: CallObserver;
  /** Takes grants away. @default none */
  readonly withholds?: Withholds;
  /** Every line that a function writes and its log keeps. */
  readonly onLog?: (functionId: string, line: string) => void;
  /** Lets a test change the template before it runs. */
  readonly alterTemplate?: (template: CloudFormationTemplate) => void;
}

/** The stack, running on this machine. */
export interface LocalAws {
  readonly region: string;
  /** The stack's outputs by logical id, as far as they can be worked out here; URLs are local. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly httpApiUrl: string;
  readonly endpoints: {
    readonly dynamodbUrl: string;
    readonly sqsUrl: string;
    readonly secretsManagerUrl: string;
    readonly logsUrl: string;
    readonly lambdaUrl: string;
  };
  /** The functions' plain names. */
  readonly functionNames: readonly string[];
  /** Runs every schedule now; resolves when the functions have ended. */
  runSchedules(): Promise<FunctionRun[]>;
  /** Publishes a message to every topic. @returns which functions were called, and whether they succeeded */
  publish(message: string): Promise<FunctionRun[]>;
  /** Invokes a function by its plain name, as an operator does. @throws AssemblyError if there is none */
  invoke(name: string): Promise<Result>;
  /** What is not at rest: messages that functions are to take, invocations that are going on. */
  busy(): string[];
  /** What the functions' policies allow, and what came of it. */
  grants(): GrantUse[];
  /** Ends the sandboxes that have nothing to do: the next invocations are cold. @returns how many */
  endIdleSandboxes(): Promise<number>;
  close(): Promise<void>;
}

/** One run of a function. */
export interface FunctionRun {
  /** The function's plain name. */
  readonly function: string;
  readonly ok: boolean;
}

const WITHOUT_A_REGION = 'ap-northeast-1';
/** What would call functions by itself on AWS and is not played. */
const NOT_PLAYED = ['AWS::Scheduler::Schedule', 'AWS::Lambda::Url'];

/**
 * Runs the synthesised stack.
 * @throws AssemblyError where the assembly holds what the local stack does not know
 * @throws PortInUseError
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const stack = new LocalStack(options);
  try {
    await stack.start();
    return stack;
  } catch (error) {
    await stack.close();
    throw error;
  }
}

class LocalStack implements LocalAws {
  readonly region: string;
  outputs: Readonly<Record<string, string>> = {};
  httpApiUrl = '';
  private servicesUrl = '';

  private readonly assembly: Assembly;
  private readonly front: Front;
  private readonly httpApi: HttpApi;
  private readonly logGroups = new LogGroups(Date);
  private readonly functions = new Map<string, LambdaFunction>();
  private roles: ExecutionRoles | undefined;
  private readonly closing = new AbortController();
  private mappings: readonly EventSourceMapping[] = [];
  private subscriptions: readonly Subscription[] = [];
  private readonly schedules: (readonly [functionName: string, schedule: Schedule])[] = [];
  private tables: Tables | undefined;

  constructor(private readonly options: LocalAwsOptions) {
    this.assembly = loadAssembly(options.assemblyDirectory);
    options.alterTemplate?.(this.assembly.template);
    const [unknown] = resourcesOf(this.assembly.template, ...NOT_PLAYED);
    if (unknown !== undefined) {
      throw new AssemblyError(`${unknown[0]} is an ${unknown[1].Type}, which the local stack does not play.`);
    }
    this.region = this.assembly.region ?? WITHOUT_A_REGION;
    this.front = new Front(options.activity);
    this.httpApi = new HttpApi(options.activity);
  }

  get endpoints(): LocalAws['endpoints'] {
    const url = this.servicesUrl;
    return { dynamodbUrl: url, sqsUrl: url, secretsManagerUrl: url, logsUrl: url, lambdaUrl: url };
  }

  async start(): Promise<void> {
    const { template, stackName } = this.assembly;
    this.servicesUrl = await this.front.listen();
    this.httpApiUrl = await this.httpApi.listen(this.options.httpApiPort ?? 0);
    const { region, servicesUrl, httpApiUrl } = this;
    const { activity } = this.options;
    const resolver = new Resolver(template, { stackName, region, servicesUrl, httpApiUrl });

    const queues = queuesIn(template, resolver, Date, randomUUID);
    const queuesByUrl = new Map([...queues].map(([id, queue]) => [resolver.ref(id), queue]));
    this.front.serve('sqs', sqsService(queuesByUrl, Date, this.closing.signal));
    const secrets = secretsIn(template, resolver, Date, randomUUID);
    this.front.serve('secretsmanager', secretsService(secrets, Date, randomUUID));
    this.tables = await Tables.start(tablesIn(template, resolver));
    this.front.serve('dynamodb', this.tables.service);
    for (const [id] of resourcesOf(template, 'AWS::Logs::LogGroup')) this.logGroups.create(resolver.ref(id));
    this.front.serve('logs', logsService(this.logGroups, Date));
    this.front.serve(
      'lambda',
      lambdaService((name, event) => {
        const id = [...this.functions.keys()].find((each) => resolver.ref(each) === name);
        return id === undefined ? undefined : this.functionOf(id).invoke(event);
      }),
    );

    const roles = (this.roles = new ExecutionRoles(template, resolver, this.options.withholds));
    const surroundings: FunctionSurroundings = {
      assembly: this.assembly,
      resolver,
      roles,
      servicesUrl,
      logGroups: this.logGroups,
      activity,
      newId: randomUUID,
      outsideWorld: this.options.outsideWorld,
      addressesElsewhere: this.options.addressesElsewhere ?? [],
      front: this.front,
      observe: this.options.observe ?? (() => undefined),
      onLog: this.options.onLog ?? (() => undefined),
    };
    const routes = routesIn(template, resolver);
    const mappings = mappingsIn(template, resolver, queues);
    const schedules = schedulesIn(template, resolver);
    this.makeFunctions(routes.map(functionIdOf), 'callback', surroundings);
    this.makeFunctions(mappings.map(functionIdOf), 'worker', surroundings);
    this.makeFunctions(schedules.map(functionIdOf), 'schedule', surroundings);
    this.subscriptions = subscriptionsIn(template, resolver);
    this.makeFunctions(this.subscriptions.map(functionIdOf), 'alarm', surroundings);
    // The rest is called by people.
    const all = resourcesOf(template, 'AWS::Lambda::Function').map(([id]) => id);
    this.makeFunctions(all, 'doctor', surroundings);
    this.httpApi.serve(
      routes.map((route) => ({ ...route, lambda: this.functionOf(route.functionId) })),
      apiIdentity(template, resolver, httpApiUrl),
    );
    this.mappings = mappings.map((mapping) => {
      const permissions = new PollingPermissions(roles.of(mapping.functionId), mapping.queueUrl, (reason) =>
        activity.record({ place: 'queue', what: `polling is denied: ${reason}` }),
      );
      const lambda = this.functionOf(mapping.functionId);
      return new EventSourceMapping(mapping.queue, lambda, mapping, permissions, Date);
    });
    for (const mapping of this.mappings) mapping.start();
    for (const settings of schedules) {
      const { functionId } = settings;
      const schedule = new Schedule(this.functionOf(functionId), settings, randomUUID);
      this.schedules.push([plainName(functionId), schedule]);
      schedule.start();
    }

    this.outputs = outputsOf(template, resolver);
  }

  get functionNames(): string[] {
    return [...this.functions.keys()].map(plainName);
  }

  grants(): GrantUse[] {
    return this.roles?.grants() ?? [];
  }

  runSchedules(): Promise<FunctionRun[]> {
    return Promise.all(
      this.schedules.map(async ([name, schedule]) => ({ function: name, ok: await schedule.run() })),
    );
  }

  publish(message: string): Promise<FunctionRun[]> {
    return Promise.all(
      this.subscriptions.map(async (subscription) => {
        const { functionId } = subscription;
        const ok = await deliverTo(this.functionOf(functionId), subscription, message, randomUUID);
        return { function: plainName(functionId), ok };
      }),
    );
  }

  invoke(name: string): Promise<Result> {
    const id = [...this.functions.keys()].find((each) => plainName(each) === name);
    return this.functionOf(id ?? name).invoke({});
  }

  async endIdleSandboxes(): Promise<number> {
    const ended = await Promise.all([...this.functions.values()].map((lambda) => lambda.endIdle()));
    return ended.reduce((sum, count) => sum + count, 0);
  }

  busy(): string[] {
    const waiting = this.mappings.flatMap(({ queue }) => {
      const { visible, inFlight } = queue.counts();
      const messages = visible + inFlight;
      return messages === 0 ? [] : [`${messages} messages in ${queue.settings.name}`];
    });
    const running = [...this.functions].flatMap(([id, lambda]) =>
      lambda.running === 0 ? [] : [`${lambda.running} invocations of ${id}`],
    );
    return [...waiting, ...running];
  }

  async close(): Promise<void> {
    this.closing.abort();
    for (const [, schedule] of this.schedules) schedule.close();
    const mappingsClosed = this.mappings.map((mapping) => mapping.close());
    await Promise.all([...this.functions.values()].map((lambda) => lambda.close()));
    await Promise.all(mappingsClosed);
    await this.httpApi.close();
    await this.front.close();
    await this.tables?.close();
  }

  private makeFunctions(ids: readonly string[], place: Place, surroundings: FunctionSurroundings): void {
    for (const id of new Set(ids)) {
      if (this.functions.has(id)) continue;
      this.functions.set(id, makeFunction(id, place, surroundings));
    }
  }

  private functionOf(id: string): LambdaFunction {
    const lambda = this.functions.get(id);
    if (lambda === undefined) throw new AssemblyError(`The template has no function ${id}.`);
    return lambda;
  }
}

/** @throws AssemblyError where there are several */
function apiIdentity(template: CloudFormationTemplate, resolver: Resolver, url: string): ApiIdentity {
  const [api, ...others] = resourcesOf(template, 'AWS::ApiGatewayV2::Api');
  if (others.length > 0) throw new AssemblyError('The local stack plays one HTTP API, not several.');
  return {
    accountId: ACCOUNT_ID,
    apiId: api === undefined ? '' : resolver.ref(api[0]),
    domainName: new URL(url).host,
  };
}

function functionIdOf({ functionId }: { readonly functionId: string }): string {
  return functionId;
}
