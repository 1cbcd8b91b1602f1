/** The command was called in a way that it can't work with. The message says what to do instead, and holds no value of a secret. */
export class UsageError extends Error {
  readonly code = 'USAGE';
}

/** npm kept options for itself: its words name a command with all that was typed. */
export class SwallowedError extends UsageError {}
