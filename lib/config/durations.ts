import { Duration } from 'aws-cdk-lib';

/** How long things may take. One place, so that what must fit into each other does. */
export interface Durations {
  /** A worker's time for one message: the model's answer and the sending of its parts. */
  readonly workerTimeout: Duration;
  /** How long a message stays away from other workers; more than the worker's time. */
  readonly visibilityTimeout: Duration;
}

const USUAL: Durations = { workerTimeout: Duration.seconds(300), visibilityTimeout: Duration.seconds(330) };

/** Seconds in place of minutes, so that tests see real time-outs. */
const TEST: Durations = { workerTimeout: Duration.seconds(20), visibilityTimeout: Duration.seconds(22) };

/** @param stage of `-c stage=…`; `test` is the one with short durations */
export function durationsFor(stage: string | undefined): Durations {
  return stage === 'test' ? TEST : USUAL;
}
