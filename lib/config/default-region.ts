import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the CDK command line takes if nothing names a region: nobody chose it. */
const NOBODYS_CHOICE = 'us-east-1';

/**
 * The region of the credentials in use, as the CDK command line found it (CDK_DEFAULT_REGION); undefined where it found
 * none and took one of its own.
 */
export function regionOfCredentials(environment: NodeJS.ProcessEnv): string | undefined {
  const found = environment['CDK_DEFAULT_REGION'];
  if (found !== NOBODYS_CHOICE) return found;
  const named = [environment['AWS_REGION'], environment['AWS_DEFAULT_REGION']];
  return named.includes(found) || isInFiles(found, environment) ? found : undefined;
}

/** Whether a profile names the region, in either of the files that AWS's tools read. */
function isInFiles(region: string, environment: NodeJS.ProcessEnv): boolean {
  const files = [
    environment['AWS_CONFIG_FILE'] ?? join(homedir(), '.aws', 'config'),
    environment['AWS_SHARED_CREDENTIALS_FILE'] ?? join(homedir(), '.aws', 'credentials'),
  ];
  return files.some((file) => new RegExp(`^\\s*region\\s*=\\s*${region}\\s*$`, 'm').test(textOf(file)));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
