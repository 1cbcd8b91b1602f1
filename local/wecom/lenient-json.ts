/** JSON as WeCom reads it: what is malformed counts as absent, and the answer's errmsg says so. */
export class LenientJson {
  private constructor(
    /** As parsed; undefined if the body is not JSON. */
    readonly value: unknown,
    private readonly warning: { wrongFormat: boolean },
  ) {}

  /** A body that is no JSON reads like an empty one. */
  static parse(body: string): LenientJson {
    try {
      return new LenientJson(JSON.parse(body), { wrongFormat: false });
    } catch {
      return new LenientJson(undefined, { wrongFormat: true });
    }
  }

  /** For what is no body, such as a card that came as XML. */
  static of(value: unknown): LenientJson {
    return new LenientJson(value, { wrongFormat: false });
  }

  /** Something asked for had the wrong type, here or below, or the whole is not JSON. */
  get wrongFormat(): boolean {
    return this.warning.wrongFormat;
  }

  has(name: string): boolean {
    return this.at([name]) !== undefined;
  }

  /** @returns the string at `path`; `''` if there is none */
  string(...path: string[]): string {
    const found = this.at(path);
    if (typeof found === 'string') return found;
    this.warn(found !== undefined);
    return '';
  }

  /** @returns the integer at `path`, also if it is written as a string; undefined if there is none */
  integer(...path: string[]): number | undefined {
    const found = this.number(...path);
    return Number.isInteger(found) ? found : undefined;
  }

  /** @returns the number at `path`, also if it is written as a string of digits; undefined if there is none */
  number(...path: string[]): number | undefined {
    const found = this.at(path);
    if (typeof found === 'number') return found;
    this.warn(found !== undefined);
    return typeof found === 'string' && /^\d+$/.test(found) ? Number(found) : undefined;
  }

  /** @returns what is at `path`; empty if it is no object */
  object(...path: string[]): LenientJson {
    const found = this.at(path);
    const isObject = typeof found === 'object' && found !== null && !Array.isArray(found);
    this.warn(found !== undefined && !isObject);
    return new LenientJson(isObject ? found : {}, this.warning);
  }

  /** @returns the list at `path`; empty if it is none */
  list(...path: string[]): LenientJson[] {
    const found = this.at(path);
    this.warn(found !== undefined && !Array.isArray(found));
    return Array.isArray(found) ? found.map((item: unknown) => new LenientJson(item, this.warning)) : [];
  }

  private at(path: string[]): unknown {
    return path.reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
      this.value,
    );
  }

  private warn(wrong: boolean): void {
    this.warning.wrongFormat ||= wrong;
  }
}
