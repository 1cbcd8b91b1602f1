import { Duration } from 'aws-cdk-lib';
import type { Timing } from '../../lambda/shared/timing';

/** How long things may take. One place, so that what must fit into each other does. */
export interface Durations {
  /** A worker's time for one message: the model's answer and the sending of its parts. */
  readonly workerTimeout: Duration;
  /** How long a message stays away from other workers until the one that has it says otherwise. */
  readonly visibilityTimeout: Duration;
  /** What the functions themselves keep to. */
  readonly timing: Timing;
}

const USUAL: Durations = {
  workerTimeout: Duration.seconds(300),
  visibilityTimeout: Duration.seconds(330),
  timing: {
    leaseMs: 50_000,
    renewalMs: 20_000,
    visibilityMs: 60_000,
    sendMs: 10_000,
    waitAtLeastMs: 30_000,
    waitAtMostMs: 22 * 60_000,
    unknownSendMs: 30_000,
    modelWaitMs: 10 * 60_000,
    modelStallMs: 60_000,
    signOfLifeMs: 6_000,
    statusMs: 1_000,
    auditMs: 60_000,
    reserveMs: 30_000,
  },
};

/** Seconds in place of minutes, so that tests see real time-outs. */
const TEST: Durations = {
  workerTimeout: Duration.seconds(24),
  visibilityTimeout: Duration.seconds(26),
  timing: {
    leaseMs: 8_000,
    renewalMs: 2_000,
    visibilityMs: 10_000,
    sendMs: 3_000,
    waitAtLeastMs: 1_000,
    waitAtMostMs: 3_000,
    unknownSendMs: 1_000,
    modelWaitMs: 4_000,
    modelStallMs: 7_000,
    signOfLifeMs: 5_000,
    // The read takes milliseconds, but on a machine that runs a whole stack and its tests.
    statusMs: 3_000,
    auditMs: 1_000,
    // Of it a send may take three seconds: the rest is for a machine that runs a whole stack and its tests.
    reserveMs: 8_000,
  },
};

/** @param stage of `-c stage=…`; `test` is the one with short durations */
export function durationsFor(stage: string | undefined): Durations {
  return stage === 'test' ? TEST : USUAL;
}
