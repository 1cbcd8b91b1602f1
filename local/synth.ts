import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** `cdk synth` failed; what it said is the message. */
export class SynthError extends Error {
  readonly code = 'SYNTH';
}

/** What of the operator's choices is synthesised. */
export interface SynthOptions {
  readonly stage?: string | undefined;
  /** Path of the configuration. @default as `cdk synth` chooses it */
  readonly config?: string | undefined;
}

/**
 * Runs `cdk synth`: the command line, not the app alone, since only that reads the context in cdk.json.
 * Policy checks are left out: they take most of its time and change nothing in what it writes.
 * What an earlier deployment has left is left out as well: it is not on this machine.
 * @param root the project's folder
 * @throws SynthError
 */
export function synth(root: string, outputDirectory: string, options: SynthOptions = {}): Promise<void> {
  const cdk = createRequire(join(root, 'package.json')).resolve('aws-cdk/bin/cdk');
  const context = Object.entries<string | undefined>({ ...options, keep: 'ignore' }).flatMap(
    ([name, value]) => (value === undefined ? [] : ['--context', `${name}=${value}`]),
  );
  const child = spawn(
    process.execPath,
    [cdk, 'synth', '--quiet', '--no-notices', '--output', outputDirectory, ...context],
    {
      cwd: root,
      env: { ...process.env, CDK_VALIDATION: 'false', AWS_EC2_METADATA_DISABLED: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new SynthError(`cdk synth failed:\n${said.trim()}`));
    });
  });
}
