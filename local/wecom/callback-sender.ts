import { setTimeout as pause } from 'node:timers/promises';
import { ControlError } from '../control-input';
import type { App } from './app';
import { callOut, type CallOutcome } from './call-out';
import { composeCallback, kindFields, type Callback } from './callback';
import type { Corp } from './corp';
import { sealCallback } from './envelope';
import type { Fault } from './faults';
import { onPhone, type MemberMessage } from './member-message';
import { takePassiveReply } from './passive-reply';

/** "总共重试三次" [D90238], read as three after the first. */
const REPEATS = 3;

/**
 * Names the member, whom a real callback hides in its ciphertext: so that what happens inside the stack because of it
 * can be told apart by member there. Nothing of ours that is deployed reads it.
 */
const MEMBER_HEADER = 'X-Simulated-Member';

export interface CallbackTiming {
  /** WeCom cuts the connection after this long without a response, ms. */
  readonly timeoutMs: number;
  /** Pause before a repeat, ms; WeCom's is not documented. */
  readonly retryDelayMs: number;
}

/** Sends callbacks as WeCom does: a member's one after another, members side by side. */
export class CallbackSender {
  private readonly lastOf = new Map<string, Promise<void>>();
  private readonly underWay = new Map<Callback, Promise<void>>();
  private readonly closing = new AbortController();

  constructor(
    private readonly corp: Corp,
    private readonly timing: CallbackTiming,
  ) {}

  /**
   * Puts the message on the member's phone and its callback on the way.
   * @param again how many more times to deliver it, answered or not
   * @returns the MsgId; events have none
   * @throws ControlError if no callback URL is saved, or the member cannot see the app
   */
  send(app: App, userid: string, message: MemberMessage, again: number): string | undefined {
    if (app.callbackUrl === undefined)
      throw new ControlError(
        409,
        'No callback URL is saved, so WeCom would send nothing. Save one: POST /callback-url',
      );
    if (message.from !== 'member' && userid !== 'sys')
      throw new ControlError(
        409,
        `No member causes ${message.content}: send it as POST /members/sys/messages`,
      );
    if (message.from === 'member' && !app.isVisibleTo(userid))
      throw new ControlError(409, `${userid} is outside the app's visible range and cannot write to it.`);
    const callback = composeCallback(this.corp, app, userid, message);
    if (message.from === 'member') this.show(callback);
    const delivered = this.enqueue(callback, again).finally(() => this.underWay.delete(callback));
    this.underWay.set(callback, delivered);
    return callback.msgid?.toString();
  }

  /** Callbacks that are not yet answered or given up. */
  busy(): string[] {
    return [...this.underWay.keys()].map(
      ({ app, member }) => `callback for ${member} (${app.settings.name})`,
    );
  }

  /** Breaks off what is under way. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.underWay.values());
  }

  private show(callback: Callback): void {
    const { app, member, message, msgid } = callback;
    const shown = { ...message, fields: kindFields(callback) };
    app.member(member).messages.push(onPhone(shown, this.corp.clock(), msgid));
  }

  private enqueue(callback: Callback, again: number): Promise<void> {
    const key = `${callback.app.settings.name}/${callback.member.toLowerCase()}`;
    const fault = this.faultFor(callback);
    if (fault?.reorder === true) return this.deliver(callback, fault, again);
    const before = this.lastOf.get(key) ?? Promise.resolve();
    const delivered = before.then(() => this.deliver(callback, fault, again));
    this.lastOf.set(key, delivered);
    return delivered;
  }

  private async deliver(callback: Callback, fault: Fault | undefined, again: number): Promise<void> {
    await this.deliverOnce(callback, fault);
    for (let time = 0; time < again && !this.closing.signal.aborted; time++)
      await this.deliverOnce(callback, this.faultFor(callback));
  }

  private async deliverOnce(callback: Callback, firstFault: Fault | undefined): Promise<void> {
    let fault = firstFault;
    for (let attempt = 1; attempt <= 1 + REPEATS; attempt++) {
      const outcome = await this.attempt(callback, attempt, fault);
      if (!isRepeated(outcome, fault) || attempt === 1 + REPEATS) return;
      await this.wait(this.timing.retryDelayMs);
      if (this.closing.signal.aborted) return;
      fault = this.faultFor(callback);
    }
  }

  private async attempt(callback: Callback, attempt: number, fault: Fault | undefined): Promise<CallOutcome> {
    const { app, member, msgid } = callback;
    await this.wait(fault?.delayMs ?? 0);
    const time = this.corp.clock();
    const started = performance.now();
    const outcome = await this.call(callback, fault);
    const ms = Math.round(performance.now() - started);
    const described = describe(outcome);
    const passiveReply = this.passiveReplyTo(callback, outcome);
    const at = { member, ...(msgid !== undefined && { msgid: msgid.toString() }), attempt, time, ms };
    app.recordAttempt({ ...at, outcome: described, passiveReply });
    const which = attempt === 1 ? 'callback' : `callback, repeat ${attempt - 1}`;
    this.corp.activity.record({ place: 'wecom', what: `${which} → ${described} in ${ms} ms`, member, ms });
    return outcome;
  }

  private async call({ app, member, fields }: Callback, fault: Fault | undefined): Promise<CallOutcome> {
    if (fault?.dropConnection === true)
      return { kind: 'broken', reason: 'dropped before it was sent (fault)' };
    const secrets = { ...app.settings, corpId: this.corp.id };
    const { query, body } = sealCallback(secrets, fields, this.corp.clock(), this.corp.chance);
    const url = new URL(app.callbackUrl ?? '');
    url.search += `${url.search === '' ? '' : '&'}${query}`;
    const outcome = await callOut({
      url,
      xml: body,
      headers: { [MEMBER_HEADER]: member },
      timeoutMs: this.timing.timeoutMs,
      signal: this.closing.signal,
    });
    return fault?.dropAnswer === true ? { kind: 'broken', reason: 'answer dropped (fault)' } : outcome;
  }

  /** @returns what became of the answer's body */
  private passiveReplyTo(callback: Callback, outcome: CallOutcome): string {
    if (outcome.kind !== 'answered' || outcome.status !== 200) return 'none';
    const body = outcome.body.toString();
    if (body === '' || body === 'success') return 'none';
    const refusal = takePassiveReply(this.corp, callback, body);
    const what = refusal === undefined ? 'passive reply shown' : `passive reply ignored: ${refusal}`;
    this.corp.activity.record({ place: 'wecom', what, member: callback.member });
    return refusal ?? 'shown';
  }

  private faultFor({ app, member }: Callback): Fault | undefined {
    return app.faults.take('callback', [member]);
  }

  /** Ends early, without an error, when the simulator closes. */
  private async wait(ms: number): Promise<void> {
    if (ms > 0) await pause(ms, undefined, { signal: this.closing.signal }).catch(() => undefined);
  }
}

/** The stricter reading: repeated "仅针对网络连接失败或者网络请求超时情况" [D90930]; the current page says any non-200 [D90238]. */
function isRepeated(outcome: CallOutcome, fault: Fault | undefined): boolean {
  if (outcome.kind !== 'answered') return true;
  return fault?.repeatOnAnyNon200 === true && outcome.status !== 200;
}

function describe(outcome: CallOutcome): string {
  if (outcome.kind === 'answered') return String(outcome.status);
  return outcome.kind === 'broken' ? `broken: ${outcome.reason}` : outcome.kind;
}
