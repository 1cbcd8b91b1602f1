import { LeftError } from '../left-error';
import { NoAnswerError, type Terminal } from '../terminal/terminal';
import type { MemberTexts } from '../texts/member-texts';
import { MemberError } from './faults';

/** Lets somebody at a terminal type the userid. @throws MemberError not-confirmed; LeftError */
export async function confirm(
  member: string,
  terminal: Pick<Terminal, 'ask'>,
  texts: Pick<MemberTexts, 'confirm' | 'left'>,
): Promise<void> {
  const answer = await terminal.ask(texts.confirm(member)).catch((error: unknown) => {
    throw error instanceof NoAnswerError ? new LeftError(texts.left) : error;
  });
  if (answer !== member) throw new MemberError({ code: 'not-confirmed', member });
}
