/** An answer that waits after its first sentence, as `GET /gates` tells it. */
export interface HeldAnswer {
  /** The member's text. */
  readonly question: string;
  /** Milliseconds since epoch. */
  readonly since: number;
}

const KEPT = 1000;

/** Where answers wait until somebody lets them go on. */
export class Gates {
  private readonly held = new Map<HeldAnswer, () => void>();
  private readonly opened: string[] = [];

  list(): HeldAnswer[] {
    return [...this.held.keys()];
  }

  /** Lets the answers to questions with this text go on, those that come later, too. @returns how many waited */
  open(text: string): number {
    this.opened.push(text);
    if (this.opened.length > KEPT) this.opened.shift();
    const ready = [...this.held].filter(([{ question }]) => question.includes(text));
    for (const [, goOn] of ready) goOn();
    return ready.length;
  }

  /** Resolves when the gate for this question is open, or the signal aborted. */
  async passage(question: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.opened.some((text) => question.includes(text))) return;
    const answer = { question, since: Date.now() };
    await new Promise<void>((resolve) => {
      this.held.set(answer, resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.held.delete(answer);
  }
}
