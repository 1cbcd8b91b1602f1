import { copyFileSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SetupOptions } from '../../../cli/setup/arguments';
import { SetupWorld, type SetupPorts } from '../../../cli/setup/world';
import { NoAnswerError, type Terminal } from '../../../cli/terminal/terminal';
import { textsIn } from '../../../cli/texts';

const ROOT = join(__dirname, '..', '..', '..');

/** A terminal with somebody who answers in this order, and then goes. */
export class ScriptedTerminal implements Terminal {
  isThere = true;
  readonly said: string[] = [];
  readonly asked: string[] = [];
  constructor(private readonly answers: string[]) {}

  say = (text: string): void => void this.said.push(text);

  ask = (question: string): Promise<string> => {
    this.asked.push(question);
    const answer = this.answers.shift();
    return answer === undefined
      ? Promise.reject(new NoAnswerError('left', question))
      : Promise.resolve(answer);
  };
}

/** A folder with the example of the configuration, and a `config.ts` if one is given. */
export function projectFolder(config?: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'setup-unit-'));
  copyFileSync(join(ROOT, 'config.example.ts'), join(directory, 'config.example.ts'));
  symlinkSync(join(ROOT, 'lib'), join(directory, 'lib'));
  if (config !== undefined) writeFileSync(join(directory, 'config.ts'), config);
  return directory;
}

/** What the setup knows, with somebody who answers. */
export function worldIn(
  answers: string[] = [],
  ports: Partial<SetupPorts> = {},
  options: Partial<SetupOptions> = {},
): { world: SetupWorld; terminal: ScriptedTerminal } {
  const terminal = new ScriptedTerminal(answers);
  const world = new SetupWorld(
    {
      terminal,
      directory: ROOT,
      endpointsFile: join(ROOT, 'no-such-file'),
      runCdk: () => Promise.resolve({ exitCode: 0, lastWords: [] }),
      nodeVersion: '24.0.0',
      environment: {},
      randomBytes: (size) => Buffer.alloc(size, 7),
      clock: () => 1_700_000_000_000,
      limits: { checkMs: 1, messageMs: 1, patienceMs: 1 },
      resolveCname: () => Promise.resolve([]),
      pause: () => Promise.resolve(),
      ...ports,
    },
    {
      from: { stack: 'WecomGpt' },
      json: false,
      stage: undefined,
      app: undefined,
      check: false,
      language: 'en',
      ...options,
    },
    textsIn('en'),
  );
  return { world, terminal };
}
