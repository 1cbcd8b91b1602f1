import { join } from 'node:path';
import { buildSync } from 'esbuild';

type AmrDecoder = typeof import('@audio/decode-amr');

/**
 * `@audio/decode-amr` for Jest on a Node.js before 24.9, where it does not load ES modules: bundled, as it is in the
 * worker. For `jest.mock('@audio/decode-amr', () => require('…/support/amr-decoder').amrDecoder())`.
 */
export function amrDecoder(): AmrDecoder {
  const [bundle] = buildSync({
    absWorkingDir: join(__dirname, '..', '..'),
    entryPoints: ['@audio/decode-amr'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    write: false,
  }).outputFiles;
  const module = { exports: {} };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code of a package, as `require` would run it
  const run = new Function('module', 'require', bundle?.text ?? '') as (...globals: unknown[]) => void;
  run(module, require);
  return module.exports as AmrDecoder;
}
