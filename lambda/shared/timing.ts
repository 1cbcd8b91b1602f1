/** How long things may take, in ms: compiled into the functions, since a `test` stage has seconds in place of minutes. */
export interface Timing {
  /** A worker holds a message for so long; what it does afterwards is not recorded. */
  readonly leaseMs: number;
  /** How often lease and visibility are renewed. */
  readonly renewalMs: number;
  /** How long the queue keeps a message from others while a worker lives; more than the lease. */
  readonly visibilityMs: number;
  /** A call of WeCom by which a member is sent something; less than what is left of a lease when it is renewed. */
  readonly sendMs: number;
  /**
   * A message that waits does so for a tenth of the time that it has waited, but at least and at most so long: in the
   * queue's 14 days it must be taken fewer times than the 1000 after which SQS moves it away.
   */
  readonly waitAtLeastMs: number;
  readonly waitAtMostMs: number;
  /** After a send of which nobody knows whether it arrived, it is not sent again before. */
  readonly unknownSendMs: number;
  /** A message waits no longer than this for the model. */
  readonly modelWaitMs: number;
  /** A model that began to speak and has said nothing for so long has stalled. */
  readonly modelStallMs: number;
  /** After so long without a word, the member gets a sign of life. */
  readonly signOfLifeMs: number;
  /** Of WeCom's 5 s, the callback gives so much to the question whether the app can answer. */
  readonly statusMs: number;
  /** A worker puts its audit record into the log within this time, or leaves that to the recovery. */
  readonly auditMs: number;
  /** Kept at the end of the function's time to say that the model took too long, and to record it. */
  readonly reserveMs: number;
}
