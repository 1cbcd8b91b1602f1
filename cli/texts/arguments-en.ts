import type { ArgumentTexts } from './arguments-texts';

export const argumentsEn: ArgumentTexts = {
  badArguments: (reason, command) => `${reason}\nUsage: npm run ${command} -- --help`,
  unknownOption: (option) => `There is no option ${option}.`,
  noValue: (option) => `${option} needs a value behind it; one that begins with - is written ${option}=-…`,
  takesNoValue: (option) => `${option} takes no value.`,
  nothingElse: 'This takes options alone.',
  swallowed: (options, instead) =>
    `Nothing was done: npm took ${options.join(', ')} for itself. It passes on only what stands behind a lone --.\nType instead: ${instead}`,
};
