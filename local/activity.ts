/** Where in the stack something happened. */
export type Place =
  | 'wecom'
  | 'http-api'
  | 'callback'
  | 'queue'
  | 'worker'
  | 'schedule'
  | 'alarm'
  | 'doctor'
  | 'table'
  | 'secrets'
  | 'model';

/** One thing that happened, for the page and for tests to look at. Never holds a secret. */
export interface Activity {
  /** Milliseconds since epoch. */
  readonly at: number;
  readonly place: Place;
  /** A short English phrase, e.g. `message/send → 0 ok`. */
  readonly what: string;
  /** The member whom it concerns, where known. */
  readonly member?: string;
  /** How long it took, in ms. */
  readonly ms?: number;
}

const KEPT = 500;

/** What has happened inside the local stack, newest last; bounded. */
export class ActivityLog {
  private readonly kept: Activity[] = [];
  private readonly listeners = new Set<(activity: Activity) => void>();

  record(activity: Omit<Activity, 'at'>): void {
    const stamped = { at: Date.now(), ...activity };
    this.kept.push(stamped);
    if (this.kept.length > KEPT) this.kept.shift();
    for (const listener of this.listeners) listener(stamped);
  }

  recent(): readonly Activity[] {
    return this.kept;
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: (activity: Activity) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
