import { once } from 'node:events';

/** JSON Lines: one thing a line. Whoever reads, e.g. `head`, may have enough at any time. */
export class Lines {
  /** How many were printed. */
  count = 0;

  constructor(private readonly output: NodeJS.WriteStream) {
    output.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));
  }

  /** Resolves when there is room for another. */
  async print(thing: object): Promise<void> {
    this.count += 1;
    if (!this.output.write(`${JSON.stringify(thing)}\n`)) await once(this.output, 'drain');
  }
}
