import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** `cdk synth` failed; what it said is the message. */
export class SynthError extends Error {
  readonly code = 'SYNTH';
}

/**
 * Runs `cdk synth`: the command line, not the app alone, since only that reads the context in cdk.json.
 * Policy checks are left out: they take most of its time and change nothing in what it writes.
 * @param root the project's folder
 * @throws SynthError
 */
export function synth(root: string, outputDirectory: string, stage: string | undefined): Promise<void> {
  const cdk = createRequire(join(root, 'package.json')).resolve('aws-cdk/bin/cdk');
  const stageOption = stage === undefined ? [] : ['--context', `stage=${stage}`];
  const child = spawn(
    process.execPath,
    [cdk, 'synth', '--quiet', '--no-notices', '--output', outputDirectory, ...stageOption],
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
