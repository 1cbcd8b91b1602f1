import type { FaultOf, StackFaultDetails } from '../stack/faults';
import type { ArgumentTexts } from './arguments-texts';
import type { Explanation, UsageTexts } from './texts';

/** A sentence or two for each fault of a command. */
export type FaultTexts<Details> = {
  readonly [Code in keyof Details]: (fault: FaultOf<Details, Code>) => Explanation;
};

/** What every command says that works on a stack. */
export interface StackTexts {
  readonly oneStack: string;
  /**
   * The end of a command's help: the options that all of them have, credentials, exit codes.
   * @param command as npm knows it @param page of docs/ that lists the permissions that the command takes
   * @param exitCode what 1 means, where it is more than something wrong
   */
  readonly commonHelp: (command: string, page: string, exitCode?: string) => string;
  /** @param page of docs/ that lists the permissions that the command takes */
  readonly faults: (page: string) => FaultTexts<StackFaultDetails>;
}

/** What is said of a call of such a command that can't work. */
export type StackUsageTexts = ArgumentTexts &
  Pick<UsageTexts, 'unknownLanguage'> &
  Pick<StackTexts, 'oneStack'>;
