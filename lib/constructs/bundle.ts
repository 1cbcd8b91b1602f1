import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync, type BuildOptions } from 'esbuild';
import type { BotConfig } from '../../lambda/shared/bot-config';

const ROOT = join(__dirname, '..', '..');
const MAX_CONFIG_BYTES = 100_000;

/** The configuration is too large to be compiled into the functions. */
export class ConfigTooLargeError extends Error {
  readonly code = 'CONFIG_TOO_LARGE';
  constructor(bytes: number) {
    super(
      `The configuration is ${bytes} bytes, and at most ${MAX_CONFIG_BYTES} are compiled into each function. ` +
        'Shorten the personas.',
    );
  }
}

const COMMON: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  platform: 'node',
  // The lowest that the same bundle runs on, on somebody's own machine.
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

/**
 * One function's code: a single CommonJS file with the AWS SDK and the configuration inside, and beside it the libraries
 * that are loaded only when they are used, each a file in `node_modules`.
 *
 * esbuild is called by its API, not by CDK's `NodejsFunction`, which puts `define` through a shell: a persona with a
 * quote or a dollar sign would be changed, and Windows ends a command line at 8 KB.
 * @param name folder below `lambda/` with an `index.ts`
 * @param apart libraries that stay out of that file, as they are required
 * @throws ConfigTooLargeError
 */
export function bundleOf(name: string, config: BotConfig, apart: readonly string[] = []): Code {
  const definition = JSON.stringify(config);
  if (Buffer.byteLength(definition) > MAX_CONFIG_BYTES) {
    throw new ConfigTooLargeError(Buffer.byteLength(definition));
  }
  const entry = join(ROOT, 'lambda', name);
  return Code.fromAsset(entry, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('never-used'),
      local: {
        tryBundle: (outputDirectory) => {
          buildSync({
            ...COMMON,
            entryPoints: [join(entry, 'index.ts')],
            outfile: join(outputDirectory, 'index.js'),
            external: [...apart],
            define: { BOT_CONFIG: definition },
          });
          for (const library of apart) {
            const outfile = join(outputDirectory, 'node_modules', `${library.replace(/\.js$/, '')}.js`);
            buildSync({ ...COMMON, entryPoints: [library], outfile });
          }
          return true;
        },
      },
    },
  });
}
