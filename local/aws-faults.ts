import { AwsError } from './aws/service';
import { NoAnswerError } from './caller';
import { ControlError, readInteger, readObject } from './control-input';
import { readFunction, readOneOf, readText, type Crashable } from './crashes';
import { concerns, type Concern, type FunctionCall } from './function-call';

/** What an AWS service does instead of what it was asked. */
export interface AwsFault extends Concern {
  /** The function's plain name; absent: whichever calls. */
  readonly function?: string;
  readonly service: string;
  /** Absent: any. */
  readonly operation?: string;
  /** How many calls it applies to, a client's own repeats included; without it, all until it is replaced. */
  readonly count?: number;
  /** One of the service's errors, or `down`: the connection is broken off. */
  readonly error: string;
}

const DYNAMODB = 'com.amazonaws.dynamodb.v20120810#';

/** By service, as AWS's pages on common errors and on these operations name them. */
const ERRORS: Readonly<Record<string, Readonly<Record<string, () => AwsError>>>> = {
  dynamodb: {
    ProvisionedThroughputExceededException: () =>
      new AwsError(
        `${DYNAMODB}ProvisionedThroughputExceededException`,
        'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
      ),
    ThrottlingException: () =>
      new AwsError(
        `${DYNAMODB}ThrottlingException`,
        'Throughput exceeds the current capacity of your table or index.',
      ),
    InternalServerError: () =>
      new AwsError(`${DYNAMODB}InternalServerError`, 'Internal server error', undefined, 500),
  },
  secretsmanager: {
    ThrottlingException: () => new AwsError('ThrottlingException', 'Rate exceeded'),
    InternalServiceError: () =>
      new AwsError('InternalServiceError', 'An error occurred on the server side.', undefined, 500),
  },
  logs: {
    ServiceUnavailableException: () =>
      new AwsError('ServiceUnavailableException', 'The service cannot complete the request.', undefined, 500),
    ThrottlingException: () => new AwsError('ThrottlingException', 'Rate exceeded'),
  },
  sqs: {
    RequestThrottled: () =>
      new AwsError('com.amazonaws.sqs#RequestThrottled', 'Request is throttled.', 'RequestThrottled'),
    InternalFailure: () => new AwsError('InternalFailure', 'Internal failure.', 'InternalFailure', 500),
  },
};

const DOWN = 'down';
const PARTS = ['function', 'service', 'operation', 'count', 'error', 'member', 'message'];

/** The faults of AWS that are to happen. */
export class AwsFaults {
  private active: { readonly fault: AwsFault; left: number }[] = [];

  /** Replaces the faults of everyone and of each member named; an empty list removes all of them. */
  replace(faults: readonly AwsFault[]): void {
    const scopes = new Set(faults.map(scopeOf));
    this.active = this.active.filter(({ fault }) => faults.length > 0 && !scopes.has(scopeOf(fault)));
    this.active.push(...faults.map((fault) => ({ fault, left: fault.count ?? Infinity })));
  }

  /** @throws AwsError, NoAnswerError where the call meets a fault, which is counted as used */
  strike(call: FunctionCall): void {
    const found = this.active.find(({ fault, left }) => left > 0 && matches(fault, call));
    if (!found) return;
    found.left -= 1;
    const { service, error } = found.fault;
    throw ERRORS[service]?.[error]?.() ?? new NoAnswerError(`${service} is down.`);
  }
}

/**
 * Reads a list of faults.
 * @throws ControlError that names what is wrong
 */
export function readAwsFaults(body: unknown, { functions, operations }: Crashable): AwsFault[] {
  if (!Array.isArray(body))
    throw new ControlError(400, 'Send a list: [{"service":"sqs","operation":"SendMessage","error":"down"}]');
  return body.map((value: unknown) => {
    const item = readObject(value, 'A fault');
    const unknown = Object.keys(item).find((name) => !PARTS.includes(name));
    if (unknown !== undefined)
      throw new ControlError(400, `A fault has no "${unknown}", only: ${PARTS.join(', ')}`);
    const service = readOneOf(item['service'], 'service', Object.keys(ERRORS));
    const { function: name, operation, count } = item;
    return {
      service,
      error: readOneOf(item['error'], 'error', [...Object.keys(ERRORS[service] ?? {}), DOWN]),
      ...(name !== undefined && { function: readFunction(name, functions) }),
      ...(operation !== undefined && {
        operation: readOneOf(operation, 'operation', operations[service] ?? []),
      }),
      ...(count !== undefined && { count: readInteger(count, 'count', 1, 100_000) }),
      ...readText(item, 'member'),
      ...readText(item, 'message'),
    };
  });
}

function matches(fault: AwsFault, { invocation, service, operation }: FunctionCall): boolean {
  return (
    fault.service === service &&
    (fault.function ?? invocation.function) === invocation.function &&
    (fault.operation ?? operation) === operation &&
    concerns(invocation, fault)
  );
}

function scopeOf({ member }: AwsFault): string {
  return member?.toLowerCase() ?? '';
}
