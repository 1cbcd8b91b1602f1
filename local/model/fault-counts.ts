import type { Fault, TimedFault } from './commands';

const KEPT = 5000;

/** How often each fault of each question has happened; the questions that came last are remembered. */
export class FaultCounts {
  private readonly happened = new Map<string, number[]>();

  /**
   * @param text the member's whole text
   * @returns the fault for this request, counted as used
   */
  take(text: string, faults: readonly TimedFault[], hasEarlierTurns: boolean): Fault | undefined {
    const counts = this.happened.get(text) ?? [];
    const index = faults.findIndex(
      ({ fault, times }, at) => (counts[at] ?? 0) < times && (fault.kind !== 'too-long' || hasEarlierTurns),
    );
    if (index < 0) return;
    counts[index] = (counts[index] ?? 0) + 1;
    this.happened.delete(text);
    this.happened.set(text, counts);
    const [oldest] = this.happened.keys();
    if (this.happened.size > KEPT && oldest !== undefined) this.happened.delete(oldest);
    return faults[index]?.fault;
  }
}
