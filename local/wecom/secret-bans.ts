const HOUR_MS = 3_600_000;

/** Addresses that asked for a token with a wrong secret too often; WeCom bans them for an hour [D90313]. */
export class SecretBans {
  private wrong = new Map<string, number[]>();
  private bannedUntil = new Map<string, number>();

  /** @param allowed the ban begins with this many within an hour */
  countWrong(address: string, now: number, allowed: number): void {
    const times = [...(this.wrong.get(address) ?? []).filter((time) => time > now - HOUR_MS), now];
    this.wrong.set(address, times);
    if (times.length >= allowed) this.bannedUntil.set(address, now + HOUR_MS);
  }

  isBanned(address: string, now: number): boolean {
    return (this.bannedUntil.get(address) ?? 0) > now;
  }

  /** Forgets bans and what was counted. */
  lift(): void {
    this.wrong = new Map();
    this.bannedUntil = new Map();
  }
}
