import { ControlError, readInteger, readObject } from './control-input';
import { concerns, type Concern, type Death, type FunctionCall } from './function-call';

/** The call at which a function's sandbox is killed. */
export interface Crash extends Concern {
  /** The function's plain name. */
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  /** Which of the calls that match, from 1, counted since the crash was set and over all invocations. */
  readonly nth: number;
  readonly when: Death;
}

/** What crashes can be set for. */
export interface Crashable {
  /** Plain names. */
  readonly functions: readonly string[];
  /** Operations by service. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
}

interface ActiveCrash {
  readonly crash: Crash;
  matched: number;
  fired: boolean;
}

const PARTS = ['function', 'service', 'operation', 'nth', 'when', 'member', 'message'];

/** The crashes that are to happen; each happens once. */
export class Crashes {
  private active: ActiveCrash[] = [];

  /** Replaces the crashes of everyone and of each member named; an empty list removes all of them. */
  replace(crashes: readonly Crash[]): void {
    const scopes = new Set(crashes.map(scopeOf));
    this.active = this.active.filter(({ crash }) => crashes.length > 0 && !scopes.has(scopeOf(crash)));
    this.active.push(...crashes.map((crash) => ({ crash, matched: 0, fired: false })));
  }

  /** @returns when the sandbox dies of this call, if it does; the call is counted */
  take(call: FunctionCall): Death | undefined {
    const due = this.active.filter((each) => matches(each.crash, call) && ++each.matched === each.crash.nth);
    for (const each of due) each.fired = true;
    return due[0]?.crash.when;
  }

  list(): (Crash & { fired: boolean })[] {
    return this.active.map(({ crash, fired }) => ({ ...crash, fired }));
  }
}

/**
 * Reads a list of crashes.
 * @throws ControlError that names what is wrong
 */
export function readCrashes(body: unknown, crashable: Crashable): Crash[] {
  if (!Array.isArray(body)) {
    throw new ControlError(
      400,
      'Send a list: [{"function":"worker","service":"wecom","operation":"message/send","nth":1,"when":"after"}]',
    );
  }
  const crashes = body.map((item: unknown) => readCrash(readObject(item, 'A crash'), crashable));
  const places = crashes.map((crash) => JSON.stringify({ ...crash, when: undefined }));
  if (new Set(places).size < places.length)
    throw new ControlError(400, 'Two crashes are at the same call: only one of them could happen');
  return crashes;
}

function readCrash(item: Record<string, unknown>, { functions, operations }: Crashable): Crash {
  const unknown = Object.keys(item).find((name) => !PARTS.includes(name));
  if (unknown !== undefined)
    throw new ControlError(400, `A crash has no "${unknown}", only: ${PARTS.join(', ')}`);
  const service = readOneOf(item['service'], 'service', Object.keys(operations));
  return {
    function: readFunction(item['function'], functions),
    service,
    operation: readOneOf(item['operation'], 'operation', operations[service] ?? []),
    nth: readInteger(item['nth'], 'nth', 1, 100_000),
    when: readOneOf(item['when'], 'when', ['before', 'after']) as Death,
    ...readText(item, 'member'),
    ...readText(item, 'message'),
  };
}

/** `worker` will do for `WorkerFunction` where no other function has it in its name. */
export function readFunction(value: unknown, functions: readonly string[]): string {
  const text = typeof value === 'string' ? value.toLowerCase() : undefined;
  const found = functions.filter((name) => text && name.toLowerCase().includes(text));
  const [only] = found.filter((name) => found.length === 1 || name.toLowerCase() === text);
  if (only !== undefined) return only;
  throw new ControlError(400, `"function" must mean one of: ${functions.join(', ')}`);
}

/** @throws ControlError if `value` is none of the known */
export function readOneOf(value: unknown, what: string, known: readonly string[]): string {
  if (typeof value === 'string' && known.includes(value)) return value;
  throw new ControlError(400, `"${what}" must be one of: ${known.join(', ')}`);
}

/** @throws ControlError if it is there and no text */
export function readText(item: Record<string, unknown>, name: 'member' | 'message'): Concern {
  const value = item[name];
  if (value === undefined) return {};
  if (typeof value === 'string' && value !== '') return { [name]: value };
  throw new ControlError(400, `"${name}" must be a text, or be left out`);
}

function matches(crash: Crash, { invocation, service, operation }: FunctionCall): boolean {
  return (
    crash.function === invocation.function &&
    crash.service === service &&
    crash.operation === operation &&
    concerns(invocation, crash)
  );
}

function scopeOf({ member }: Crash): string {
  return member?.toLowerCase() ?? '';
}
