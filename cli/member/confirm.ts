import { NoAnswerError, type Terminal } from '../terminal/terminal';
import { MemberError } from './faults';

/** Lets somebody at a terminal type the userid. @param question ends where the answer begins @throws MemberError not-confirmed */
export async function confirm(
  member: string,
  question: string,
  terminal: Pick<Terminal, 'ask'>,
): Promise<void> {
  const answer = await terminal.ask(question).catch((error: unknown) => {
    if (!(error instanceof NoAnswerError)) throw error;
    return '';
  });
  if (answer !== member) throw new MemberError({ code: 'not-confirmed', member });
}
