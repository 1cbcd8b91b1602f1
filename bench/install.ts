import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTemporaryFolder } from './cleanup';
import { during, npm, run } from './command';
import type { Report, Row } from './report';
import { phoneOf, until, write } from './simulator';
import { ROOT } from './stack';

const READY_WITHIN_MS = 120_000;
const ANSWERED_WITHIN_MS = 60_000;
const MEMBER = 'bench';

/** From nothing to the first answer, as a newcomer does it. */
export function measureInstall(): Promise<Report> {
  return withTemporaryFolder(async (folder) => {
    const clone = join(folder, 'clone');
    const environment = newcomersEnvironment(join(folder, 'npm-cache'));
    const steps: Row[] = [];
    const time = async (what: string, step: () => Promise<void>): Promise<void> => {
      const startedAt = performance.now();
      await step();
      steps.push({ what, figures: { s: (performance.now() - startedAt) / 1000 } });
    };

    await time('git clone', () => run({ file: 'git', args: ['clone', '--quiet', ROOT, clone], cwd: folder }));
    await time('npm ci', () => run({ ...npm('ci'), cwd: clone, environment }));
    const start = { ...npm('start', '--', '--port', '0'), cwd: clone, environment };
    await during(start, async ({ ended }) => {
      let simulatorUrl = '';
      await time('npm start until ready', async () => {
        const ready = until('npm start is ready', READY_WITHIN_MS, () => {
          simulatorUrl = simulatorUrlIn(clone) ?? '';
          return Promise.resolve(simulatorUrl !== '');
        });
        await Promise.race([ready, ended]);
      });
      await time('a message until its answer', () => ask(simulatorUrl));
    });

    const sum = steps.reduce((seconds, { figures }) => seconds + (figures['s'] ?? 0), 0);
    return {
      title: 'install: from git clone to the first answer',
      counted: [
        'wall time of each step, one run: a clone of HEAD from this folder, npm with an empty cache',
        'the model stand-in answers with two tokens at its usual speed',
      ],
      rows: [...steps, { what: 'sum', figures: { s: sum } }],
    };
  });
}

/** Without credentials, so that the model stand-in and the simulator answer, and with nothing downloaded before. */
function newcomersEnvironment(npmCache: string): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(WECOM|OPENAI)_/.test(name));
  return { ...Object.fromEntries(others), npm_config_cache: npmCache };
}

/** npm start writes the file when all is ready. */
function simulatorUrlIn(clone: string): string | undefined {
  try {
    const file = readFileSync(join(clone, '.local', 'endpoints.json'), 'utf8');
    return (JSON.parse(file) as { simulatorUrl: string }).simulatorUrl;
  } catch {
    return undefined;
  }
}

async function ask(simulatorUrl: string): Promise<void> {
  await write(simulatorUrl, MEMBER, '原样返回：你好');
  await until('the answer', ANSWERED_WITHIN_MS, async () =>
    (await phoneOf(simulatorUrl, MEMBER)).some(({ direction }) => direction === 'out'),
  );
}
