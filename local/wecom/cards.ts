import { randomBytes } from 'node:crypto';
import { WecomError } from './errors';

/** 72 h in the current page; older text says 24 [D94888]. */
const CODE_LIFE_MS = 72 * 3_600_000;

/** A template card that was sent with a task id. */
export interface SentCard {
  readonly taskId: string;
  readonly msgid: string;
  readonly cardType: string;
}

/** The cards of one app: their task ids, which never repeat, and the codes with which they can be changed. */
export class Cards {
  private readonly byTask = new Map<string, SentCard>();
  private readonly codes = new Map<string, { card: SentCard; until: number }>();

  add(card: SentCard): void {
    this.byTask.set(card.taskId, card);
  }

  withTask(taskId: string): SentCard | undefined {
    return this.byTask.get(taskId);
  }

  /** @returns a response_code for one change of the card */
  issueCode(card: SentCard, now: number): string {
    const code = randomBytes(24).toString('base64url');
    this.codes.set(code, { card, until: now + CODE_LIFE_MS });
    return code;
  }

  /** @throws WecomError 60140 if the code is unknown, spent or expired */
  cardOf(code: string, now: number): SentCard {
    const found = this.codes.get(code);
    if (!found || found.until <= now) throw new WecomError(60140);
    return found.card;
  }

  spend(code: string): void {
    this.codes.delete(code);
  }
}
