/** As a shell counts what Ctrl-C has ended. */
export const LEFT = 130;

/** A person has left a command. The message says in their language what is done so far, and how to go on. */
export class LeftError extends Error {
  readonly code = 'LEFT';
}
