import { zhCn } from '../../lambda/chat/texts/zh-cn';
import type { Question } from './plan';
import type { PhoneText } from './record';

const NONCE = /q\d+x\d+z/;
/** What may stand under an answer that broke off. */
const NOTES = [zhCn.cutOff, zhCn.filteredOff];
const APOLOGIES = [...Object.values(zhCn.modelFailed), zhCn.notTaken, zhCn.givenUp];

/** A question, and what came to its member because of it. */
export interface Reply {
  readonly question: Question;
  /** Whether nothing can come, as WeCom delivers nothing to the member. */
  readonly isUnreachable: boolean;
  readonly texts: readonly PhoneText[];
}

/** A phone, sorted by questions. */
export interface Sorted {
  readonly replies: readonly Reply[];
  /** The questions' indexes, in the order in which what belongs to them came. */
  readonly order: readonly number[];
  /** What belongs to no question. */
  readonly stray: readonly string[];
}

/** How the answer to a question ended. */
export type End = 'answered' | 'apologised' | 'shuffled' | 'lost';

/** Gives each text on a phone to the question that it answers. @param unreachable nonces */
export function sortByQuestion(
  phone: readonly PhoneText[],
  questions: readonly Question[],
  unreachable: ReadonlySet<string>,
): Sorted {
  const came = phone.filter(({ direction }) => direction === 'out');
  const spoken = new Set(came.map(({ content }) => nonceIn(content)));
  const replies = questions.map((question) => {
    return { question, isUnreachable: unreachable.has(question.nonce), texts: new Array<PhoneText>() };
  });
  const order: number[] = [];
  const stray: string[] = [];
  let signsOfLife = 0;

  /** An apology has no nonce: it is for the question whose turn it is, if nothing else came for that. */
  const indexOfApology = (content: string): number => {
    const isDue = ({ question, isUnreachable, texts }: Reply): boolean =>
      !isUnreachable && texts.length === 0 && !spoken.has(question.nonce);
    const last = order.at(-1) ?? -1;
    const next = replies.findIndex(({ isUnreachable }, index) => index > last && !isUnreachable);
    const isNext = replies.slice(next, next + 1).some(isDue);
    if (isNext) return next;
    const isAgain = replies[last]?.texts.at(-1)?.content === content;
    return isAgain ? last : replies.findIndex(isDue);
  };
  const indexOf = (content: string): number => {
    const nonce = nonceIn(content);
    if (nonce !== undefined) return replies.findIndex(({ question }) => question.nonce === nonce);
    if (NOTES.includes(content)) return order.at(-1) ?? -1;
    return APOLOGIES.includes(content) ? indexOfApology(content) : -1;
  };

  for (const text of came) {
    const isSignOfLife = text.content === zhCn.signOfLife && ++signsOfLife <= questions.length;
    if (isSignOfLife) continue;
    const index = indexOf(text.content);
    if (index < 0) stray.push(text.content);
    else {
      replies[index]?.texts.push(text);
      order.push(index);
    }
  }
  return { replies, order, stray };
}

/** What the member has in the end. @param parts what came, each once */
export function endOf(parts: readonly string[], { answer }: Question): End {
  if (isWhole(answer, parts)) return 'answered';
  const [last = ''] = parts.slice(-1);
  if (parts.length === 1 && APOLOGIES.includes(last)) return 'apologised';
  const note = NOTES.find((each) => last.endsWith(each));
  if (note !== undefined) {
    const begun = [...parts.slice(0, -1), last.slice(0, -note.length)];
    return restAfter(answer, begun) === undefined ? 'lost' : 'apologised';
  }
  const sorted = [...parts].sort((one, other) => answer.indexOf(one) - answer.indexOf(other));
  return isWhole(answer, sorted) ? 'shuffled' : 'lost';
}

function nonceIn(content: string): string | undefined {
  return NONCE.exec(content)?.[0];
}

function isWhole(answer: string, parts: readonly string[]): boolean {
  return restAfter(answer, parts)?.trim() === '';
}

/** White space between two parts need not be sent. @returns what follows the parts; undefined if they do not begin it */
function restAfter(answer: string, parts: readonly string[]): string | undefined {
  let rest = answer;
  for (const part of parts.map((each) => each.trim())) {
    rest = rest.trimStart();
    if (!rest.startsWith(part)) return undefined;
    rest = rest.slice(part.length);
  }
  return rest;
}
