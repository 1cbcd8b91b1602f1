/** Long enough for the line that ends a stream, with the line break before it. */
const TAIL_CHARACTERS = 32;

/**
 * Sees whether a stream was ended by who sent it, with the line `data: [DONE]`: the official client keeps that to
 * itself, and ends a stream that broke off as if it were complete.
 */
export class StreamEnd {
  private tail = '\n';
  private seen = false;

  get wasSeen(): boolean {
    return this.seen;
  }

  /** The same response, watched. */
  watch(response: Response): Response {
    const passOn = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        this.look(chunk);
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body?.pipeThrough(passOn) ?? null, { headers: response.headers });
  }

  private look(chunk: Uint8Array): void {
    this.tail += Buffer.from(chunk).toString('latin1');
    // Nothing in an answer looks like that: JSON holds no line breaks.
    this.seen ||= /[\r\n]data: ?\[DONE\]/.test(this.tail);
    this.tail = this.tail.slice(-TAIL_CHARACTERS);
  }
}
