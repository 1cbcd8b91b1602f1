import { parseArgs } from 'node:util';
import { swallowedByNpm, type OptionsConfig } from './npm/swallowed';
import type { ArgumentTexts } from './texts/arguments-texts';
import { SwallowedError, UsageError } from './usage-error';

type Parsed<Options extends OptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true }>
>;

/**
 * What stood behind `npm run NAME -- `.
 * @param command as npm knows it
 * @throws UsageError
 */
export function parsedArguments<const Options extends OptionsConfig>(
  command: string,
  args: string[],
  options: Options,
  texts: ArgumentTexts,
  environment = process.env,
): Parsed<Options> {
  const swallowed = swallowedByNpm(command, args, options, environment);
  if (swallowed !== undefined) throw new SwallowedError(swallowed);
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(texts.badArguments(reasonOf(error, options, texts), command));
  }
}

/** What is wrong with the arguments. @param error of `parseArgs` @throws any other error */
export function reasonOf(error: unknown, options: OptionsConfig, texts: ArgumentTexts): string {
  const { code, message } = error as NodeJS.ErrnoException;
  // The name is in the message only, and is the first that it quotes.
  const [, option = ''] = /'(--?[^\s'=]+)/.exec(message) ?? [];
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return texts.unknownOption(option);
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return options[option.slice(2)]?.type === 'string' ? texts.noValue(option) : texts.takesNoValue(option);
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return texts.nothingElse;
    default:
      throw error;
  }
}
