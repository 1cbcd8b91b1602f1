const BEGIN = '<think>';
const END = '</think>';

/**
 * Takes away what a model writes of its thoughts where it begins its answer with `<think>`, as some do that Ollama and
 * others serve. Later in an answer the same word is part of it: a member may have asked what it means.
 */
export class ThoughtFilter {
  private state: 'beginning' | 'thinking' | 'thought' | 'answer' = 'beginning';
  /** What may be part of a tag, or stands before one. */
  private held = '';

  /** @returns what of the answer is certain by now */
  push(text: string): string {
    if (this.state === 'answer') return text;
    this.held += text;
    if (this.state === 'beginning') this.begin();
    if (this.state === 'thinking') this.think();
    if (this.state === 'thought') this.held = this.held.trimStart();
    return this.isUndecided ? '' : this.release();
  }

  /** The answer ends here. @returns what was held back of it */
  end(): string {
    return this.state === 'thinking' ? '' : this.release();
  }

  private get isUndecided(): boolean {
    return this.state === 'beginning' || this.state === 'thinking' || this.held === '';
  }

  private begin(): void {
    const words = this.held.trimStart();
    if (words.startsWith(BEGIN)) {
      this.state = 'thinking';
      this.held = words.slice(BEGIN.length);
    } else if (!BEGIN.startsWith(words)) {
      this.state = 'answer';
    }
  }

  private think(): void {
    const end = this.held.indexOf(END);
    if (end >= 0) {
      this.state = 'thought';
      this.held = this.held.slice(end + END.length);
    } else {
      this.held = this.held.slice(-(END.length - 1));
    }
  }

  private release(): string {
    const words = this.held;
    this.state = 'answer';
    this.held = '';
    return words;
  }
}
