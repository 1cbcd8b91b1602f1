/** A JSON body as WeCom reads one: what is malformed counts as absent, and the answer's errmsg says so. */
export class LenientJson {
  /** As parsed; undefined if the body is not JSON. */
  readonly value: unknown;
  /** Something asked for had the wrong type, or the whole is not JSON. */
  wrongFormat = false;

  constructor(body: string) {
    try {
      this.value = JSON.parse(body);
    } catch {
      this.wrongFormat = true;
    }
  }

  /** @returns the string at `path`; `''` if there is none */
  string(...path: string[]): string {
    const found = this.at(path);
    if (typeof found === 'string') return found;
    this.wrongFormat ||= found !== undefined;
    return '';
  }

  /** @returns the integer at `path`, also if it is written as a string; undefined if there is none */
  integer(...path: string[]): number | undefined {
    const found = this.at(path);
    if (typeof found === 'number' && Number.isInteger(found)) return found;
    this.wrongFormat ||= found !== undefined;
    return typeof found === 'string' && /^\d+$/.test(found) ? Number(found) : undefined;
  }

  private at(path: string[]): unknown {
    return path.reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
      this.value,
    );
  }
}
