import type { Directory, Member } from '../chat/ports';
import type { WecomApi } from './api';
import { getUser } from './user';

/** The name is for the records alone: nobody is to wait long for it. */
const PATIENCE_MS = 3_000;

/** Asks WeCom who a member is. */
export class WecomDirectory implements Directory {
  /** @param pause resolves after so many ms; rejects when the signal is aborted */
  constructor(
    private readonly api: WecomApi,
    private readonly pause: (ms: number, signal: AbortSignal) => Promise<unknown>,
  ) {}

  async nameOf({ app, id }: Member): Promise<string | undefined> {
    const nothing = (): undefined => undefined;
    const answered = new AbortController();
    try {
      return await Promise.race([
        getUser(this.api, app, id).then(({ name }) => name, nothing),
        this.pause(PATIENCE_MS, answered.signal).then(nothing, nothing),
      ]);
    } finally {
      answered.abort();
    }
  }
}
