import type {
  Confirmations,
  Controls,
  Counted,
  DailyWord,
  Limits,
  ManagingAction,
  Member,
  MemberControl,
  Spendings,
  Spent,
  UsageCounts,
  Used,
} from '../../lambda/chat/ports';

interface Day {
  admitted: Set<string>;
  settled: Set<string>;
  messages: number;
  tokens: number;
  cost: number;
  told: Map<DailyWord, string>;
}

/** What members used, by the ports' rules, without a table. */
export class MemoryUsage implements UsageCounts, Spendings {
  /** By app, member and date. */
  readonly days = new Map<string, Day>();

  // eslint-disable-next-line @typescript-eslint/require-await -- as the port has it
  async admit(member: Member, counted: Counted, limits: Limits): ReturnType<UsageCounts['admit']> {
    const day = this.dayOf(member, counted.date);
    if (day.admitted.has(idOf(counted))) return { isAdmitted: true, used: usedOn(day) };
    if (limits.tokens !== undefined && day.tokens >= limits.tokens)
      return { isAdmitted: false, by: 'tokens' };
    if (limits.messages !== undefined && day.messages >= limits.messages) {
      return { isAdmitted: false, by: 'messages' };
    }
    day.admitted.add(idOf(counted));
    day.messages += 1;
    return { isAdmitted: true, used: usedOn(day) };
  }

  settle(member: Member, counted: Counted, { tokens, cost }: Spent): Promise<void> {
    const day = this.dayOf(member, counted.date);
    const id = idOf(counted);
    if (day.settled.has(id)) return Promise.resolve();
    day.settled.add(id);
    day.tokens += tokens;
    day.cost += cost;
    return Promise.resolve();
  }

  takeBack(member: Member, counted: Counted): Promise<void> {
    const day = this.dayOf(member, counted.date);
    if (day.admitted.delete(idOf(counted))) day.messages -= 1;
    return Promise.resolve();
  }

  used(member: Member, date: string): ReturnType<UsageCounts['used']> {
    const prefix = `${member.app}/${member.id}/`;
    return Promise.resolve({
      day: this.sum(prefix + date),
      month: this.sum(prefix + date.slice(0, 7)),
    });
  }

  mayTell(member: Member, counted: Counted, word: DailyWord): Promise<boolean> {
    const { told } = this.dayOf(member, counted.date);
    const first = told.get(word) ?? idOf(counted);
    told.set(word, first);
    return Promise.resolve(first === idOf(counted));
  }

  spent(app: string, period: string): Promise<Used> {
    const keys = [...this.days.keys()].filter(
      (key) => key.startsWith(`${app}/`) && key.includes(`/${period}`),
    );
    return Promise.resolve(keys.map((key) => this.sum(key)).reduce(plus, NOTHING));
  }

  /** Of all members, apps and days. */
  get all(): Used {
    return this.sum('');
  }

  private sum(prefix: string): Used {
    const days = [...this.days].filter(([key]) => key.startsWith(prefix)).map(([, day]) => usedOn(day));
    return days.reduce(plus, NOTHING);
  }

  private dayOf({ app, id }: Member, date: string): Day {
    const key = `${app}/${id}/${date}`;
    const day = this.days.get(key) ?? {
      admitted: new Set(),
      settled: new Set(),
      messages: 0,
      tokens: 0,
      cost: 0,
      told: new Map(),
    };
    this.days.set(key, day);
    return day;
  }
}

/** What admins set, without a table. */
export class MemoryControls implements Controls, Confirmations {
  readonly controls = new Map<string, MemberControl>();
  private readonly raisedBy = new Set<string>();
  private readonly pending = new Map<string, { action: ManagingAction; until: number; takenBy?: string }>();

  constructor(private readonly clock: () => number) {}

  controlOf({ id }: Member): Promise<MemberControl> {
    return Promise.resolve(this.controls.get(id) ?? {});
  }

  block({ id }: Member, by: string, at: number): Promise<void> {
    const control = this.controls.get(id) ?? {};
    this.controls.set(id, { ...control, blocked: control.blocked ?? { by, at } });
    return Promise.resolve();
  }

  unblock({ id }: Member): Promise<void> {
    const { raised } = this.controls.get(id) ?? {};
    this.controls.set(id, { ...(raised && { raised }) });
    return Promise.resolve();
  }

  raise({ id }: Member, date: string, more: { messages: number; tokens: number }, by: string): Promise<void> {
    if (this.raisedBy.has(by)) return Promise.resolve();
    this.raisedBy.add(by);
    const control = this.controls.get(id) ?? {};
    const before = control.raised?.date === date ? control.raised : { messages: 0, tokens: 0 };
    const raised = {
      date,
      messages: before.messages + more.messages,
      tokens: before.tokens + more.tokens,
    };
    this.controls.set(id, { ...control, raised });
    return Promise.resolve();
  }

  propose({ app, id }: Member, action: ManagingAction, until: number): Promise<void> {
    this.pending.set(`${app}/${id}`, { action, until });
    return Promise.resolve();
  }

  take({ app, id: admin }: Member, id: string): Promise<ManagingAction | undefined> {
    const pending = this.pending.get(`${app}/${admin}`);
    const isFree = pending?.takenBy === undefined && (pending?.until ?? 0) > this.clock();
    const isAgain = pending?.takenBy === id && pending.until > this.clock() - 15 * 60_000;
    if (!pending || !(isFree || isAgain)) return Promise.resolve(undefined);
    pending.takenBy = id;
    return Promise.resolve(pending.action);
  }
}

const NOTHING: Used = { messages: 0, tokens: 0, cost: 0 };

function plus(one: Used, other: Used): Used {
  return {
    messages: one.messages + other.messages,
    tokens: one.tokens + other.tokens,
    cost: one.cost + other.cost,
  };
}

function usedOn({ messages, tokens, cost }: Day): Used {
  return { messages, tokens, cost };
}

function idOf({ id, at }: Counted): string {
  return `${at}-${id}`;
}
