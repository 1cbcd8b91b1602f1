/** What is so old is asked for anew. */
const FRESH_MS = 5 * 60_000;
/** What is not so old yet is good enough where nobody answers. */
const USABLE_MS = 10 * 60_000;

interface Kept<T> {
  readonly answer: T;
  /** When the question was asked, since the answer may be as old as that; ms since epoch. */
  readonly askedAt: number;
}

/** What WeCom said, by what it was asked about: kept in memory, and never given out when it is older than 10 minutes. */
export class KeptAnswers<T> {
  private readonly kept = new Map<string, Kept<T>>();
  private readonly underWay = new Map<string, Promise<T>>();

  /**
   * @param max answers that are kept; the oldest is dropped
   * @param clock ms since epoch
   */
  constructor(
    private readonly max: number,
    private readonly clock: () => number,
  ) {}

  /**
   * The answer that is kept, or a new one; who asks the same at the same time shares it.
   * @throws what `ask` throws, if nothing usable is kept
   */
  async get(about: string, ask: () => Promise<T>): Promise<T> {
    const fresh = this.find(about, FRESH_MS);
    if (fresh) return fresh.answer;
    try {
      return await this.shared(about, ask);
    } catch (error) {
      const usable = this.find(about, USABLE_MS);
      if (!usable) throw error;
      return usable.answer;
    }
  }

  private find(about: string, maxAgeMs: number): Kept<T> | undefined {
    const kept = this.kept.get(about);
    return kept && this.clock() - kept.askedAt < maxAgeMs ? kept : undefined;
  }

  private shared(about: string, ask: () => Promise<T>): Promise<T> {
    const asked = this.underWay.get(about) ?? this.asked(about, ask);
    this.underWay.set(about, asked);
    return asked;
  }

  private async asked(about: string, ask: () => Promise<T>): Promise<T> {
    const askedAt = this.clock();
    try {
      const answer = await ask();
      this.keep(about, { answer, askedAt });
      return answer;
    } finally {
      this.underWay.delete(about);
    }
  }

  private keep(about: string, kept: Kept<T>): void {
    // A Map has the order in which its keys came.
    this.kept.delete(about);
    this.kept.set(about, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.max && oldest !== undefined) this.kept.delete(oldest);
  }
}
