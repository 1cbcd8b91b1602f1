import { randomBytes } from 'node:crypto';
import type { App } from './app';

const TOKEN_LIFE_MS = 7200 * 1000;
/** WeCom asks to reserve at least 512 bytes for a token [D91039]. */
const TOKEN_LENGTH = 512;

interface Issued {
  readonly app: App;
  readonly expiresAt: number;
}

/** The access tokens of all apps [D91039]. */
export class AccessTokens {
  private readonly issued = new Map<string, Issued>();

  /**
   * A new token; those before it stay valid, since nothing promises otherwise.
   * @param again the last one instead, if it is still valid
   */
  issue(app: App, now: number, again: boolean): { token: string; expiresInSeconds: number } {
    const last = again
      ? [...this.issued].findLast(([, one]) => one.app === app && one.expiresAt > now)
      : undefined;
    if (last) return { token: last[0], expiresInSeconds: Math.floor((last[1].expiresAt - now) / 1000) };
    const token = randomBytes(TOKEN_LENGTH).toString('base64url').slice(0, TOKEN_LENGTH);
    this.issued.set(token, { app, expiresAt: now + TOKEN_LIFE_MS });
    return { token, expiresInSeconds: TOKEN_LIFE_MS / 1000 };
  }

  lookUp(token: string, now: number): { app: App; expired: boolean } | undefined {
    const found = this.issued.get(token);
    return found && { app: found.app, expired: found.expiresAt <= now };
  }

  /** WeCom may invalidate tokens before they expire. @returns how many there were */
  revoke(app: App): number {
    const revoked = [...this.issued].filter(([, issued]) => issued.app === app);
    for (const [token] of revoked) this.issued.delete(token);
    return revoked.length;
  }
}
