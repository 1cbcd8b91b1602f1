import { parseArgs } from 'node:util';
import { STACK_OPTIONS } from './options';

const OURS = /npm run (setup|doctor|usage|audit|logs|secrets|pause|redrive|member|teardown)\b( --(?= ))?/g;

/** The options that say which stack is meant, and in which language, as they were given. */
export function flagsIn(args: string[]): string {
  const { values } = parseArgs({ args, options: STACK_OPTIONS, strict: false });
  const { local, stage, stack, lang } = values;
  return [
    ...(local === true ? ['--local'] : []),
    ...(typeof stage === 'string' ? ['--stage', stage] : []),
    ...(typeof stack === 'string' ? ['--stack', stack] : []),
    ...(lang === 'en' ? ['--lang', 'en'] : []),
  ].join(' ');
}

/** A text whose commands are meant for the same stack and in the same language. @param flags of {@link flagsIn} */
export function withFlags(text: string, flags: string): string {
  return flags === '' ? text : text.replace(OURS, (_, name: string) => `npm run ${name} -- ${flags}`);
}
