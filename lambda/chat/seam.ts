/** How much of what was said is looked for at the beginning of what is said next. Characters. */
const LOOK_BACK = 200;
/** An overlap that is shorter may be chance. Characters. */
const SHORTEST_OVERLAP = 4;

/** Joins a continued answer to what was said before: what the model says twice at the seam is left out. */
export class Seam {
  private held: string | undefined;

  /** @param said all that was said before; empty if nothing was */
  constructor(private readonly said: string) {
    this.held = said === '' ? undefined : '';
  }

  /** @returns what of the text is certainly new */
  push(text: string): string {
    if (this.held === undefined) return text;
    this.held += text;
    return this.held.length < LOOK_BACK ? '' : this.end();
  }

  /** The text is whole. @returns what of it is new and was held back */
  end(): string {
    const text = this.held ?? '';
    this.held = undefined;
    return text.slice(overlap(this.said, text));
  }
}

function overlap(said: string, text: string): number {
  for (let length = Math.min(LOOK_BACK, said.length, text.length); length >= SHORTEST_OVERLAP; length--) {
    if (said.endsWith(text.slice(0, length))) return length;
  }
  return 0;
}
