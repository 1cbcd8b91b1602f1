import type { AppConfig } from '../shared/bot-config';
import type { Delivery } from './delivery';
import { findingsOf, type JudgingPorts } from './findings';
import { WordFilter } from './moderation';

/** Keeps from the member what an answer may not say: words as it grows, and what the provider flags part by part. */
export class AnswerGuard {
  private readonly filter: WordFilter;
  /** Nothing more may be said. */
  isBlocked = false;
  /** Whether the provider had a part hidden. */
  hasHidden = false;

  /**
   * @param said what the member was sent of the answer before
   * @param hidden what stands in the place of a part that is hidden
   * @param deadline of asking the provider; ms since epoch
   */
  constructor(
    private readonly ports: JudgingPorts,
    private readonly delivery: Delivery,
    private readonly app: Pick<AppConfig, 'moderation'>,
    said: string,
    private readonly hidden: string,
    private readonly deadline: number,
  ) {
    this.filter = new WordFilter(ports.wordsOf(delivery.record.app), said);
  }

  /** What is held back, since it may be the beginning of a word. */
  get held(): string {
    return this.filter.held;
  }

  /** @returns what may be shown now */
  push(words: string): string {
    return this.take(this.filter.push(words));
  }

  /** Nothing follows. @returns the rest */
  end(): string {
    return this.take(this.filter.end());
  }

  /**
   * A part as it may be sent.
   * @returns undefined if it may not, and nothing after it
   * @throws ModelError if the provider can't be asked, also not the second time
   */
  async check(text: string): Promise<string | undefined> {
    const { answer: action, model } = this.app.moderation.provider ?? {};
    const { moderator } = this.ports;
    if (!action || model === undefined || !moderator || text.trim() === '') return text;
    const ask = (): Promise<readonly string[]> => moderator.flags(model, text, this.deadline);
    const categories = await ask().catch(ask);
    const findings = findingsOf(categories, 'answer', action);
    this.delivery.addFindings(findings);
    if (findings.length === 0 || action === 'note') return text;
    if (action === 'mask') {
      this.hasHidden = true;
      return this.hidden;
    }
    this.isBlocked = true;
    return undefined;
  }

  private take({ text, blocked }: { text: string; blocked: boolean }): string {
    this.isBlocked ||= blocked;
    const found = this.filter.found.map(({ list, action }) => ({
      where: 'answer' as const,
      by: list,
      action,
    }));
    this.delivery.addFindings(found);
    return text;
  }
}
