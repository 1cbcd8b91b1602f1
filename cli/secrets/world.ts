import type { StatusItem } from '../../lambda/aws/app-status';
import type { DoctorReport } from '../../lambda/doctor/handler';
import type { Terminal } from '../terminal/terminal';
import type { Texts } from '../texts/texts';
import type { CallbackLog } from './callback-log';
import { SecretsError } from './faults';
import type { RandomBytes } from './new-values';
import type { SecretStore } from './secret-store';

/** What looking at secrets and changing them takes. */
export interface SecretsWorld {
  readonly store: SecretStore;
  readonly terminal: Terminal;
  readonly texts: Texts;
  /** Of the stack. */
  readonly apps: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Pick<CallbackLog, 'isCheckedWith' | 'refusalsOf'>;
  readonly statusOf: (app: string) => Promise<StatusItem>;
  /** @throws DoctorError, and what the client throws */
  readonly askDoctor: () => Promise<DoctorReport>;
  /** As it is entered in WeCom. */
  readonly callbackUrlOf: (app: string) => string;
  readonly randomBytes: RandomBytes;
  /** Milliseconds since epoch. */
  readonly clock: () => number;
  /** @throws InterruptedError at Ctrl-C */
  readonly pause: (ms: number) => Promise<void>;
}

/** Between two looks at something that takes its time. */
export const POLL_MS = 1_000;

/** Ctrl-C while nothing was asked. */
export class InterruptedError extends Error {
  readonly code = 'INTERRUPTED';
}

/** The app that is meant. @throws SecretsError no-such-app */
export function knownApp({ apps }: Pick<SecretsWorld, 'apps'>, app: string): string {
  if (!apps.includes(app)) throw new SecretsError({ code: 'no-such-app', app, apps });
  return app;
}
