/** What is said of the arguments of any command. */
export interface ArgumentTexts {
  /** @param command as npm knows it */
  readonly badArguments: (reason: string, command: string) => string;
  readonly unknownOption: (option: string) => string;
  readonly noValue: (option: string) => string;
  readonly takesNoValue: (option: string) => string;
  /** There is a word that belongs to no option. */
  readonly nothingElse: string;
  /** npm took options that are the command's. @param instead what to type */
  readonly swallowed: (options: readonly string[], instead: string) => string;
}
