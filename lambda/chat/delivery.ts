import { errorFields } from '../shared/log';
import { mediaOf, removeAttachments, type AttachingPorts, type MediaPart } from './attaching';
import { NO_USAGE } from './conversation';
import type { HeldLease } from './held-lease';
import { withoutFences } from './plain-text';
import type { Conclusion, Deliveries, DeliveryRecord, Finding, MediaSource, Outcome, Part } from './ports';
import { withVoice } from './prices';
import { Sender, UndeliverableError, type SendingPorts, type SendingSettings } from './sending';
import { MustWaitError } from './waiting';

/** WeCom's longest interval of the duplicate check, seconds [D90236]. */
const LONGEST_CHECK_SECONDS = 14_400;

/** What a delivery needs. */
export interface DeliveryPorts extends AttachingPorts, SendingPorts {
  readonly deliveries: Deliveries;
  readonly media: MediaSource;
}

/** How a worker delivers. */
export interface DeliverySettings extends SendingSettings {
  /** When what is still to be made must be given up; ms since epoch. */
  readonly answerBy: number;
}

/** WeCom no longer has, or never had, the file of this media id. */
const MEDIA_GONE = 'WECOM_40007';

/** What of a conclusion says what was paid. */
export type PaidBefore = Pick<Conclusion, 'usage' | 'tools' | 'isEstimated' | 'model'>;

/**
 * The answer to one message on its way to the member, in this worker's hands: each part is committed before it is sent,
 * sent by itself, and recorded as sent right afterwards.
 */
export class Delivery {
  private readonly sender: Sender;
  /** The part that an earlier attempt may have sent without recording it. */
  private uncertain: number | undefined;
  /** Why nothing can be sent for now; what the model says meanwhile is kept all the same. */
  private obstacle: MustWaitError | undefined;
  private unsaid: Part[] = [];
  /** What stands behind an answer. */
  private afterword: { readonly text: string; readonly isToSay: () => Promise<boolean> } | undefined;
  /** What may not be said and was found. */
  private findings: readonly Finding[] = [];
  private paidBefore: PaidBefore | undefined;

  constructor(
    private readonly ports: DeliveryPorts,
    private readonly lease: HeldLease,
    private readonly member: string,
    private readonly settings: DeliverySettings,
    private current: DeliveryRecord,
  ) {
    this.sender = new Sender(ports, lease, { app: current.app, id: member }, settings);
    this.uncertain = current.parts.length > current.sent ? current.sent : undefined;
  }

  /** As it is now. */
  get record(): DeliveryRecord {
    return this.current;
  }

  /** Aborted when nothing more may be said. */
  get lost(): AbortSignal {
    return this.lease.lost;
  }

  /** All that the model has said in parts so far. */
  get said(): string {
    return answerIn([...this.current.parts, ...this.unsaid]);
  }

  /** How many parts the model's answer has so far. */
  get saidParts(): number {
    return [...this.current.parts, ...this.unsaid].filter((part) => !isAside(part)).length;
  }

  /** @throws MediaError, MustWaitError, UndeliverableError */
  fetch(mediaId: string, maxBytes: number): Promise<Uint8Array> {
    return this.orWait(() => this.ports.media.get(this.current.app, mediaId, maxBytes));
  }

  /** Fixes what was made out of a message that is no text. @param heardSeconds of voice that a model heard for it */
  async understand(text: string, heardSeconds = 0): Promise<void> {
    this.current = await this.ports.deliveries.understood(this.current, text, heardSeconds);
  }

  /**
   * Gets ready to send, before anything is paid for.
   * @throws MustWaitError, UndeliverableError
   */
  async prepare(): Promise<void> {
    await this.orWait(() => this.ports.messenger.prepare(this.current.app));
  }

  /** @throws MustWaitError, UndeliverableError, LeaseEndsError */
  async sendCommitted(): Promise<void> {
    if (this.obstacle) throw this.obstacle;
    while (this.current.sent < this.current.parts.length) await this.sendNext();
  }

  /**
   * Commits and sends one more part. If it can't be sent now, it is kept for the conclusion, and so is what follows:
   * the model's answer is not thrown away.
   * @throws UndeliverableError, LeaseEndsError
   */
  async say(part: Part): Promise<void> {
    if (this.obstacle) {
      this.unsaid.push(part);
      return;
    }
    this.current = await this.ports.deliveries.commit(this.current, part);
    try {
      await this.sendNext();
    } catch (error) {
      if (!(error instanceof MustWaitError)) throw error;
      this.obstacle = error;
    }
  }

  /** Says something beside the answer, before it; once, however often the message is taken. */
  async sayAside(text: string): Promise<void> {
    if (this.current.parts.length === 0) await this.say({ text, aside: true });
  }

  /** Counts a question to the model. */
  async asking(): Promise<void> {
    this.current = await this.ports.deliveries.asking(this.current);
  }

  /** Puts our own words behind the answer, if there will be one. @param isToSay asked then */
  addAfterword(text: string, isToSay: () => Promise<boolean>): void {
    this.afterword = { text, isToSay };
  }

  /** Has it recorded, and says so in the log; what was found before is left out. */
  addFindings(findings: readonly Finding[]): void {
    const { app, id } = this.current;
    for (const finding of findings) {
      if (this.findings.some((each) => isSame(each, finding))) continue;
      this.findings = [...this.findings, finding];
      this.ports.log.warn('moderated', { app, id, member: this.member, ...finding });
    }
  }

  /** What earlier attempts paid, for where this one asks nothing. */
  notePaid(paid: PaidBefore): void {
    this.paidBefore = paid;
  }

  /** Commits what is left of the answer. The voice of question and answer is added to the conclusion. */
  async conclude(rest: readonly Part[], conclusion: Conclusion): Promise<void> {
    const { deliveries } = this.ports;
    const last = isAnswer(conclusion.outcome) ? await this.lastWords() : [];
    const all = [...this.unsaid, ...rest, ...last];
    const whole = withVoice(this.withFindings(this.withPaid(conclusion)), this.current.heardSeconds, all);
    this.current = await deliveries.answered(this.current, all, whole);
    this.unsaid = [];
  }

  /** Where nothing but a voice is left to send, the member has the words: it is dropped. */
  async leaveUnspoken(): Promise<void> {
    const { conclusion, parts, sent } = this.current;
    const unsent = parts.slice(sent);
    if (!conclusion || unsent.length === 0 || !unsent.every((part) => 'speech' in part)) return;
    this.ports.log.warn('answer not spoken', { app: this.current.app, member: this.member });
    await this.giveUp([], conclusion);
  }

  /** Drops what is not sent; these words come in its place. */
  async giveUp(apology: readonly Part[], conclusion: Conclusion): Promise<void> {
    const before = this.current;
    const whole = withVoice(this.withFindings(conclusion), before.heardSeconds, apology);
    this.current = await this.ports.deliveries.giveUp(before, apology, whole);
    // Only now: who lost the lease must take nothing from who has it. Put back later, another answer has the same places.
    await removeAttachments(this.ports, before);
    this.unsaid = [];
    this.obstacle = undefined;
    this.uncertain = undefined;
  }

  /** Sends one sign of life for this message, at most: it is claimed before, and that it fails does no harm. */
  async giveSignOfLife(text: string): Promise<void> {
    const hasSpoken = this.current.parts.length > 0;
    if (hasSpoken || this.obstacle) return;
    const { deliveries, log } = this.ports;
    const claimed = await deliveries.claimSignOfLife(this.current);
    if (!claimed) return;
    this.current = claimed;
    await this.sender.send({ text }).catch((error: unknown) => {
      log.warn('sign of life not sent', {
        app: this.current.app,
        member: this.member,
        ...errorFields(error),
      });
    });
  }

  /**
   * Asks WeCom something.
   * @throws MustWaitError if it can't be asked now, UndeliverableError, and what else the call throws
   */
  orWait<T>(call: () => Promise<T>): Promise<T> {
    return this.sender.orWait(call);
  }

  private async lastWords(): Promise<Part[]> {
    const { text, isToSay } = this.afterword ?? {};
    return text !== undefined && (await isToSay?.()) === true ? [{ text, aside: true }] : [];
  }

  private withPaid(conclusion: Conclusion): Conclusion {
    const isUnpaid = conclusion.usage === NO_USAGE && !conclusion.tools;
    return isUnpaid && this.paidBefore ? { ...conclusion, ...this.paidBefore } : conclusion;
  }

  /** What was found is recorded whatever becomes of the answer. */
  private withFindings(conclusion: Conclusion): Conclusion {
    const before = this.current.conclusion?.moderation ?? [];
    const moderation = [
      ...before,
      ...this.findings.filter((each) => !before.some((one) => isSame(one, each))),
    ];
    return moderation.length === 0 ? conclusion : { ...conclusion, moderation };
  }

  private async sendNext(): Promise<void> {
    const index = this.current.sent;
    const part = this.current.parts[index];
    if (part) await ('text' in part ? this.sendText(index, part.text) : this.sendMedia(index, part));
    this.current = await this.ports.deliveries.sent(this.current);
  }

  private async sendText(index: number, text: string): Promise<void> {
    const message = asMessage(text);
    // WeCom refuses a message of white space alone (44004).
    if (message !== '') await this.sender.send({ text: message }, this.doubtOf(index));
  }

  private async sendMedia(index: number, part: MediaPart, isGone = false): Promise<void> {
    const { ports, settings, current: record } = this;
    try {
      const media = await this.orWait(() =>
        mediaOf(ports, { record, index, part }, settings.answerBy, isGone),
      );
      if (media) await this.sender.send(media, this.doubtOf(index));
    } catch (error) {
      if (!(error instanceof UndeliverableError) || error.outcome !== 'given-up') throw error;
      if (error.code === MEDIA_GONE && !isGone) return this.sendMedia(index, part, true);
      if (!('speech' in part)) throw error;
      // The member has read the words.
      ports.log.warn('answer not spoken', { app: record.app, member: this.member, ...errorFields(error) });
    }
  }

  /**
   * For how long WeCom is to look back for the same part: only to when it was committed, since an equal message before
   * that is another one. Where the answer itself holds the same part twice, it is rather sent twice than not at all.
   */
  private doubtOf(index: number): number | undefined {
    if (index !== this.uncertain) return undefined;
    const [part, ...before] = this.current.parts
      .slice(0, index + 1)
      .reverse()
      .map(contentOf);
    if (part !== undefined && before.includes(part)) return undefined;
    const seconds = Math.ceil((this.ports.clock() - this.current.committedAt) / 1000);
    return Math.min(Math.max(seconds, 1), LONGEST_CHECK_SECONDS);
  }
}

function isSame(one: Finding, other: Finding): boolean {
  return one.where === other.where && one.by === other.by && one.action === other.action;
}

/** Each part is a message of its own: blank lines before and after it would show as such. */
function asMessage(text: string): string {
  return withoutFences(text)
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
}

/** By which WeCom would see that it was sent the same before. */
function contentOf(part: Part): string {
  return 'text' in part ? asMessage(part.text) : JSON.stringify(part);
}

/** Whether the model answered, or drew. */
export function isAnswer(outcome: Outcome): boolean {
  return outcome === 'answered' || outcome === 'broken-off' || outcome === 'drawn';
}

/** The words of an answer, whichever way they are sent. */
export function answerIn(parts: readonly Part[]): string {
  return parts
    .filter((part) => !isAside(part))
    .map(wordsIn)
    .join('');
}

function wordsIn(part: Part): string {
  if ('text' in part) return part.text;
  return 'file' in part && part.name === undefined ? part.file : '';
}

function isAside(part: Part): boolean {
  return 'text' in part && part.aside === true;
}
