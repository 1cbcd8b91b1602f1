import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { meets, type Kill, type Plan, type PlannedMember, type Question } from './plan';
import type { PhoneText, SoakRecord } from './record';

/** What became of the questions. */
export interface Verdict {
  readonly sent: number;
  readonly answered: number;
  readonly apologised: number;
  /** Members whom WeCom delivers nothing to: their question is kept in the dead-letter queue. */
  readonly unreachable: number;
  readonly lost: number;
  /** Parts that came again where nobody could know that they had come. */
  readonly doubledInside: number;
  readonly doubledOutside: number;
  readonly outOfOrder: number;
  /** Messages to a member that answer nothing. */
  readonly stray: number;
  /** From each question to the first words of its answer, ms. */
  readonly firstWordsMs: readonly number[];
  /** From each question to the end of its answer, ms. */
  readonly endMs: readonly number[];
  /** What is wrong, a line each. */
  readonly faults: readonly string[];
}

const NONCE = /q\d+x\d+z/;
const NOTES = [zhCn.cutOff, zhCn.filteredOff];
const APOLOGIES = [...Object.values(zhCn.modelFailed), zhCn.notTaken, zhCn.givenUp];

/** A question, and what came to its member because of it. */
interface Reply {
  readonly question: Question;
  readonly askedAt: number;
  readonly texts: PhoneText[];
}

/** Judges a run by its phones and its dead-letter queue. */
export function judge(plan: Plan, record: SoakRecord): Verdict {
  const members = plan.people.map((member) => judgeMember(member, record));
  const sum = (figure: (of: MemberVerdict) => number): number =>
    members.reduce((total, each) => total + figure(each), 0);
  const counts = {
    sent: sum(({ sent }) => sent),
    answered: sum(({ answered }) => answered),
    apologised: sum(({ apologised }) => apologised),
    unreachable: sum(({ unreachable }) => unreachable),
    lost: sum(({ lost }) => lost),
    doubledInside: sum(({ doubledInside }) => doubledInside),
    doubledOutside: sum(({ doubledOutside }) => doubledOutside),
    outOfOrder: sum(({ outOfOrder }) => outOfOrder),
    stray: sum(({ stray }) => stray),
  };
  const expected = expectedOf(plan);
  const faults = members.flatMap((each) => each.faults);
  if (!record.isSettled) faults.push('the stack did not come to rest in time');
  const compare = (what: string, found: number, planned: number): void => {
    if (found !== planned) faults.push(`${what}: ${found}, and not ${planned}`);
  };
  compare('sent', counts.sent, expected.sent);
  compare('apologised', counts.apologised, expected.apologised);
  compare('unreachable', counts.unreachable, expected.unreachable);
  compare('in the dead-letter queue', record.deadLetters.length, expected.deadLetters);
  return {
    ...counts,
    firstWordsMs: members.flatMap((each) => each.firstWordsMs),
    endMs: members.flatMap((each) => each.endMs),
    faults,
  };
}

/** What has to come of a plan: as many apologies as permanent faults. */
export function expectedOf({ people }: Plan) {
  const refused = people.filter((member) => meets(member, 'refused')).length;
  const unreachable = people.filter((member) => meets(member, 'unreachable')).length;
  const questions = people.flatMap((member) => member.questions);
  const failed = questions.filter(({ modelFault }) => modelFault?.isPermanent).length;
  return {
    sent: questions.length,
    apologised: failed + refused,
    unreachable,
    deadLetters: refused + unreachable,
  };
}

class MemberVerdict {
  sent = 0;
  answered = 0;
  apologised = 0;
  unreachable = 0;
  lost = 0;
  doubledInside = 0;
  doubledOutside = 0;
  outOfOrder = 0;
  stray = 0;
  readonly firstWordsMs: number[] = [];
  readonly endMs: number[] = [];
  readonly faults: string[] = [];
}

function judgeMember(member: PlannedMember, record: SoakRecord): MemberVerdict {
  const verdict = new MemberVerdict();
  const phone = record.phones.get(member.userid) ?? [];
  const asked = phone.filter(({ direction }) => direction === 'in');
  verdict.sent = asked.length;
  const replies = member.questions.map((question, index): Reply => {
    return { question, askedAt: asked[index]?.time ?? 0, texts: [] };
  });
  const isKept = ({ question }: Reply): boolean =>
    record.deadLetters.some((body) => body.includes(question.nonce));
  const isUnreachable = (reply: Reply): boolean => meets(member, 'unreachable') && isKept(reply);
  const fault = (what: string, nonce: string): void => {
    verdict.faults.push(`${member.userid}, ${nonce}: ${what}`);
  };

  const { order, stray } = assign(phone, replies, isUnreachable);
  for (const text of stray) fault(`a message that answers nothing: ${text.slice(0, 40)}`, '-');
  verdict.stray = stray.length;
  for (const [at, index] of order.entries()) {
    if (index >= (order[at - 1] ?? 0)) continue;
    verdict.outOfOrder += 1;
    fault('came after an answer to a later question', replies[index]?.question.nonce ?? '');
  }

  let unknownSends = member.sendFaults.filter(({ outcome }) => outcome === 'unknown-but-sent').length;
  for (const reply of replies) {
    const { question, texts, askedAt } = reply;
    const contents = texts.map(({ content }) => content);
    const parts = [...new Set(contents)];
    let windows = record.deaths.filter((kill) => isInWindow(kill, question)).length;
    for (let again = contents.length - parts.length; again > 0; again--) {
      if (windows > 0) windows -= 1;
      else if (unknownSends > 0) unknownSends -= 1;
      else {
        verdict.doubledOutside += 1;
        fault('a part came twice, and should not have', question.nonce);
        continue;
      }
      verdict.doubledInside += 1;
    }
    const end = endOf(parts, question);
    if (end === 'lost' && parts.length === 0 && isUnreachable(reply)) verdict.unreachable += 1;
    else if (end === 'shuffled') {
      verdict.answered += 1;
      verdict.outOfOrder += 1;
      fault('the parts came out of order', question.nonce);
    } else verdict[end] += 1;
    if (end === 'lost' && !isUnreachable(reply))
      fault(`has no whole answer, and no word why, but: ${contents.join(' | ')}`, question.nonce);
    const [first, last] = [texts[0], texts.at(-1)];
    if (end !== 'answered' || !first || !last) continue;
    verdict.firstWordsMs.push(first.time - askedAt);
    verdict.endMs.push(last.time - askedAt);
  }
  return verdict;
}

/** Gives each text on the phone to the question that it answers. @returns the questions' indexes as the texts came */
function assign(
  phone: readonly PhoneText[],
  replies: readonly Reply[],
  isUnreachable: (reply: Reply) => boolean,
): { order: number[]; stray: string[] } {
  const texts = phone.filter(({ direction }) => direction === 'out');
  const spoken = new Set(texts.map(({ content }) => NONCE.exec(content)?.[0]));
  const isSilent = ({ question, texts: own }: Reply): boolean =>
    !spoken.has(question.nonce) && own.length === 0;
  const order: number[] = [];
  const stray: string[] = [];
  let signs = 0;

  const apologyFor = (content: string): number => {
    const last = order.at(-1) ?? -1;
    const isDue = (reply: Reply): boolean => isSilent(reply) && !isUnreachable(reply);
    const next = replies.findIndex((reply, index) => index > last && !isUnreachable(reply));
    const following = replies[next];
    if (following && isDue(following)) return next;
    if (replies[last]?.texts.at(-1)?.content === content) return last;
    const late = replies.findIndex(isDue);
    return late >= 0 ? late : -1;
  };

  for (const text of texts) {
    const { content } = text;
    if (content === zhCn.signOfLife) {
      signs += 1;
      if (signs > replies.length) stray.push(content);
      continue;
    }
    const nonce = NONCE.exec(content)?.[0];
    let index = -1;
    if (nonce !== undefined) index = replies.findIndex(({ question }) => question.nonce === nonce);
    else if (NOTES.includes(content.trim())) index = order.at(-1) ?? -1;
    else if (APOLOGIES.includes(content)) index = apologyFor(content);
    const reply = replies[index];
    if (!reply) stray.push(content);
    else {
      reply.texts.push(text);
      order.push(index);
    }
  }
  return { order, stray };
}

/** What the member has in the end. @param parts each once */
function endOf(
  parts: readonly string[],
  { answer }: Question,
): 'answered' | 'apologised' | 'shuffled' | 'lost' {
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

/** Dead between WeCom's acceptance of a part and the write that records it. */
function isInWindow({ message, operation, when }: Kill, { nonce }: Question): boolean {
  if (message !== nonce) return false;
  return (
    (operation === 'message/send' && when === 'after') || (operation === 'UpdateItem' && when === 'before')
  );
}
