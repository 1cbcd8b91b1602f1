import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadConfig } from '../../../lib/config';
import { askYesOrNo } from '../../terminal/terminal';
import { done, LEFT_OUT, OPEN, type Step } from '../step';
import type { SetupWorld } from '../world';

/** The line of `config.ts` by which a later stack goes on with the address, the table and the secrets of this one. */
export const keep: Step = {
  name: 'keep',
  look: ({ isLocal, config, stack, texts }) => {
    if (isLocal) return Promise.resolve(LEFT_OUT);
    return Promise.resolve(config.keep.table === stack.outputs.BotTableName ? done(texts.isKept) : OPEN);
  },
  act: async (world) => {
    const { terminal, texts, stack, options } = world;
    const line = stack.outputs.KeepLine;
    terminal.say(`${texts.aboutKeep(options.stage)}\n\n    ${line}\n`);
    const isWanted = await askYesOrNo(terminal, texts.askKeep, true, world.allTexts.terminal.yesOrNo);
    if (isWanted && writeLine(world, line)) return texts.isKept;
    return texts.keepByHand;
  },
};

/** At the end of the configuration, if the result is one. @returns whether it is there now */
function writeLine({ ports: { directory }, options: { stage }, config }: SetupWorld, line: string): boolean {
  const file = join(directory, 'config.ts');
  const hasKeep = Object.keys(config.keep).length > 0;
  if (stage !== undefined || hasKeep || !existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  const end = text.lastIndexOf('\n});');
  if (end < 0) return false;
  // A name of its own: what was loaded once is not read again.
  const trial = 'config.with-keep.ts';
  writeFileSync(join(directory, trial), `${text.slice(0, end)}\n\n  ${line}${text.slice(end)}`);
  try {
    loadConfig(directory, { defaultRegion: config.region }, trial);
  } catch (error) {
    rmSync(join(directory, trial));
    if (error instanceof ConfigError) return false;
    throw error;
  }
  renameSync(join(directory, trial), file);
  return true;
}
