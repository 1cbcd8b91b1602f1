import { parseArgs } from 'node:util';
import { STACK_OPTIONS, stageOfStack } from './options';

const OURS =
  /npm run (setup|doctor|usage|audit|logs|secrets|pause|redrive|member|teardown|callback-check)\b( --(?= ))?/g;

/** The options that say which stack is meant, and in which language. */
export interface Flags {
  readonly local: boolean;
  readonly stage: string | undefined;
  readonly stack: string | undefined;
  readonly english: boolean;
}

/** As they were given. */
export function flagsIn(args: string[]): Flags {
  const { values } = parseArgs({ args, options: STACK_OPTIONS, strict: false });
  const { local, stage, stack, lang } = values;
  return {
    local: local === true,
    stage: typeof stage === 'string' ? stage : undefined,
    stack: typeof stack === 'string' ? stack : undefined,
    english: lang === 'en',
  };
}

/** A text whose commands are meant for the same stack and in the same language, each with what it takes. */
export function withFlags(text: string, flags: Flags): string {
  return text.replace(OURS, (found, command: string) => {
    const taken = flagsOf(command, flags);
    return taken.length === 0 ? found : `npm run ${command} -- ${taken.join(' ')}`;
  });
}

function flagsOf(command: string, { local, english, ...named }: Flags): string[] {
  return [
    ...(local ? ['--local'] : []),
    // It asks no stack in AWS.
    ...(command === 'callback-check' ? [] : command === 'setup' ? stageOf(named) : stackOf(named)),
    ...(english ? ['--lang', 'en'] : []),
  ];
}

function stackOf({ stage, stack }: Pick<Flags, 'stage' | 'stack'>): string[] {
  if (stage !== undefined) return ['--stage', stage];
  return stack === undefined ? [] : ['--stack', stack];
}

/** `npm run setup` makes the stack, and calls it by its stage; of one that it did not make it says so. */
function stageOf({ stage, stack = '' }: Pick<Flags, 'stage' | 'stack'>): string[] {
  const made = stageOfStack(stack);
  return stackOf(made ? { ...made, stack: undefined } : { stage, stack: stack === '' ? undefined : stack });
}
