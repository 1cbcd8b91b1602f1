import { randomBytes } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WECOM_LIMITS } from './callback-check/check';
import { runCdk } from './cdk/run-cdk';
import { setup } from './setup/command';
import { endpointsFile } from './stack/command';
import { terminalOver } from './terminal/terminal';

/** Between two looks at something that takes its time, ms: each costs a call or two. */
const PAUSE_MS = 5_000;

void setup(
  {
    terminal: terminalOver({ input: process.stdin, output: process.stderr }),
    directory: join(__dirname, '..'),
    endpointsFile: endpointsFile(),
    runCdk,
    nodeVersion: process.versions.node,
    environment: process.env,
    randomBytes,
    clock: Date.now,
    limits: WECOM_LIMITS,
    // A resolver of its own: it does not remember.
    resolveCname: (name) => new Resolver().resolveCname(name),
    pause: () => pause(PAUSE_MS),
  },
  process.argv.slice(2),
);
