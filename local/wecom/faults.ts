import { ControlError, readInteger, readObject } from '../control-input';

const CALL_EFFECTS = ['errcode', 'httpStatus', 'delayMs', 'dropConnection', 'dropAnswer'] as const;

/** What may go wrong, by API. `callback` is WeCom's own call to the callback URL. */
const EFFECTS = {
  gettoken: CALL_EFFECTS,
  'agent/get': CALL_EFFECTS,
  'message/send': [...CALL_EFFECTS, 'refuseLongText', 'invaliduser', 'unlicenseduser'],
  'message/recall': CALL_EFFECTS,
  'message/update_template_card': CALL_EFFECTS,
  'media/upload': CALL_EFFECTS,
  'media/get': CALL_EFFECTS,
  'menu/create': CALL_EFFECTS,
  'menu/get': CALL_EFFECTS,
  'menu/delete': CALL_EFFECTS,
  'user/get': CALL_EFFECTS,
  'department/simplelist': CALL_EFFECTS,
  'tag/get': CALL_EFFECTS,
  get_api_domain_ip: CALL_EFFECTS,
  getcallbackip: CALL_EFFECTS,
  callback: ['delayMs', 'dropConnection', 'dropAnswer', 'repeatOnAnyNon200', 'reorder'],
} as const;

/** Effects that are numbers, with what they may be; the others are true or false. */
const RANGES: Record<string, [min: number, max: number]> = {
  errcode: [-1, 999_999],
  httpStatus: [300, 599],
  delayMs: [0, 600_000],
};

export type FaultyApi = keyof typeof EFFECTS;

/** What is called with a token, from a trusted address. */
export type CheckedApi = Exclude<FaultyApi, 'gettoken' | 'callback'>;

/** A departure from the normal course, applied to the next calls that match. */
export interface Fault {
  readonly api: FaultyApi;
  /** Only calls that concern this member. */
  readonly member?: string;
  /** How many calls (for `callback`: attempts) it applies to; without it, all until it is replaced. */
  readonly count?: number;
  /** Answer with this error instead. */
  readonly errcode?: number;
  /** Answer with this HTTP status and a page of HTML instead. */
  readonly httpStatus?: number;
  /** Wait this long first. The call takes effect even if the caller has gone by then. */
  readonly delayMs?: number;
  /** Break the connection before the call has any effect. */
  readonly dropConnection?: boolean;
  /** Let the call take effect, and break the connection instead of answering. */
  readonly dropAnswer?: boolean;
  /** Text above 2048 bytes: 45002 instead of cutting. */
  readonly refuseLongText?: boolean;
  /** Answer 0, but deliver nothing and list the receiver here. */
  readonly invaliduser?: boolean;
  readonly unlicenseduser?: boolean;
  /** Repeat after any status but 200, as the current page says, not only after a time-out or a broken connection. */
  readonly repeatOnAnyNon200?: boolean;
  /** Do not hold up the member's later callbacks; with `delayMs` they overtake this one. */
  readonly reorder?: boolean;
}

/** The faults of one app. A member's own come before everyone's. */
export class Faults {
  private active: { fault: Fault; left: number }[] = [];

  /** Replaces the faults of everyone and of each member named; an empty list removes all of them. */
  replace(faults: readonly Fault[]): void {
    const scopes = new Set(faults.map(scopeOf));
    this.active = this.active.filter(({ fault }) => faults.length > 0 && !scopes.has(scopeOf(fault)));
    this.add(faults);
  }

  /** Replaces the faults of one member, who is named in each. */
  replaceFor(member: string, faults: readonly Fault[]): void {
    this.active = this.active.filter(({ fault }) => scopeOf(fault) !== member.toLowerCase());
    this.add(faults);
  }

  /** @returns the fault for this call, counted as used */
  take(api: FaultyApi, members: readonly string[]): Fault | undefined {
    const scopes = new Set(members.map((member) => member.toLowerCase()));
    const matching = this.active.filter(({ fault, left }) => fault.api === api && left > 0);
    const found =
      matching.find(({ fault }) => scopes.has(scopeOf(fault))) ??
      matching.find(({ fault }) => scopeOf(fault) === '');
    if (found) found.left -= 1;
    return found?.fault;
  }

  private add(faults: readonly Fault[]): void {
    this.active.push(...faults.map((fault) => ({ fault, left: fault.count ?? Infinity })));
  }
}

/**
 * Reads a list of faults.
 * @param scope added to each of them: `{ member }` for those of one member
 * @throws ControlError that names what is wrong
 */
export function readFaults(body: unknown, scope: { member?: string } = {}): Fault[] {
  if (!Array.isArray(body))
    throw new ControlError(400, 'Send a list: [{"api":"message/send","errcode":-1,"count":2}]');
  return body.map((item: unknown) => readFault({ ...readObject(item, 'A fault'), ...scope }));
}

function readFault(item: Record<string, unknown>): Fault {
  const { api, member, count } = item;
  if (!isFaultyApi(api))
    throw new ControlError(400, `A fault needs "api", one of: ${Object.keys(EFFECTS).join(', ')}`);
  const effects: readonly string[] = EFFECTS[api];
  for (const [name, value] of Object.entries(item)) {
    if (['api', 'member', 'count'].includes(name)) continue;
    if (!effects.includes(name))
      throw new ControlError(400, `${api} takes no fault "${name}", only: ${effects.join(', ')}`);
    const range = RANGES[name];
    if (range) readInteger(value, name, ...range);
    else if (typeof value !== 'boolean') throw new ControlError(400, `"${name}" must be true or false`);
  }
  if (item['errcode'] === 0) throw new ControlError(400, '"errcode" 0 is no fault');
  if (count !== undefined) readInteger(count, 'count', 1, 1000);
  if (member !== undefined && typeof member !== 'string')
    throw new ControlError(400, '"member" must be a userid');
  if (member !== undefined && api !== 'message/send' && api !== 'callback')
    throw new ControlError(400, `${api} concerns no member: leave "member" out`);
  return { ...item, api };
}

function isFaultyApi(api: unknown): api is FaultyApi {
  return typeof api === 'string' && Object.hasOwn(EFFECTS, api);
}

function scopeOf(fault: Fault): string {
  return fault.member?.toLowerCase() ?? '';
}
