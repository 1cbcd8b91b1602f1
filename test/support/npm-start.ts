import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoints } from '../../local/local-stack';
import { eventually } from './eventually';
import { commandsOf, type Commands } from './local-commands';

const ROOT = join(__dirname, '..', '..');
/** Else it would take them from a developer's `.env`. */
const NOT_FROM_DOT_ENV = {
  OPENAI_API_KEY: '',
  WECOM_API_URL: '',
  WECOM_AGENT_ID: '',
  WECOM_ENCODING_AES_KEY: '',
};

/** `npm start` itself, beside that of a developer, with the commands that find it. */
export interface NpmStart {
  readonly commands: Commands;
  /** Waits until it can be used. @returns where it listens */
  isUp(): Promise<Endpoints>;
  /** @returns its exit code, once it has ended */
  ends(): Promise<number>;
  /** Whether it says where it listens. */
  isFound(): boolean;
  close(): Promise<void>;
}

/** Starts it, and does not wait: it synthesises first. */
export function npmStart(): NpmStart {
  const directory = mkdtempSync(join(tmpdir(), 'npm-start-'));
  const endpointsFile = join(directory, 'endpoints.json');
  const { PATH, HOME } = process.env;
  const options = ['--port', '0', '--no-page', '--quiet', '--stage', 'test'];
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts', ...options], {
    cwd: ROOT,
    env: { PATH, HOME, ...NOT_FROM_DOT_ENV, WECOM_GPT_ENDPOINTS: endpointsFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const ended = once(child, 'close');
  const exitCode = (): number | undefined => child.exitCode ?? undefined;
  return {
    commands: commandsOf(endpointsFile),
    isUp: () =>
      eventually('npm start is up', () => {
        if (exitCode() !== undefined) throw new Error(`npm start has ended:\n${said}`);
        if (!said.includes('Ctrl-C ends it.')) return undefined;
        return JSON.parse(readFileSync(endpointsFile, 'utf8')) as Endpoints;
      }),
    ends: () => eventually('npm start ends', exitCode),
    isFound: () => existsSync(endpointsFile),
    close: async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
