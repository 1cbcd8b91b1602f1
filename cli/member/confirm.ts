import { createInterface } from 'node:readline';
import { MemberError } from './faults';

/** Lets somebody at a terminal type the userid. @param question ends where the answer begins @throws MemberError not-confirmed */
export async function confirm(
  member: string,
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<void> {
  const lines = createInterface({ input, output, prompt: question });
  lines.prompt();
  const answer = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
    // Ctrl-C, or the end of the input.
    lines.once('close', () => resolve(''));
  });
  lines.close();
  if (answer.trim() !== member) throw new MemberError({ code: 'not-confirmed', member });
}
