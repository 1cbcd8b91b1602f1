/** For text and markdown, sent or in a passive reply; bytes of UTF-8 [D90236] [D90241]. */
export const TEXT_LIMIT_BYTES = 2048;

/** "超过将截断" [D90236]: what is above a limit is lost, and the phone's message is marked `cut`. */
export class Cutter {
  private lost = false;

  /** At most so many bytes of UTF-8. Where exactly the real one cuts within a character is not known. */
  bytes(text: string, limit: number): string {
    const bytes = Buffer.from(text);
    return bytes.length <= limit ? text : this.cut(bytes.subarray(0, limit).toString());
  }

  /** At most so many characters (code points). */
  characters(text: string, limit: number): string {
    const characters = Array.from(text);
    return characters.length <= limit ? text : this.cut(characters.slice(0, limit).join(''));
  }

  /** For PhoneMessage: whether anything was lost. */
  get mark(): { cut?: true } {
    return this.lost ? { cut: true } : {};
  }

  private cut(rest: string): string {
    this.lost = true;
    return rest;
  }
}
