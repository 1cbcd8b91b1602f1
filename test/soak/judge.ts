import { meets, type Kill, type Plan, type PlannedMember, type Question } from './plan';
import type { PhoneText, SoakRecord } from './record';
import { endOf, sortByQuestion, type Reply } from './replies';

const COUNTS = [
  'sent',
  'answered',
  'apologised',
  /** WeCom delivers nothing to the member: the question is kept in the dead-letter queue. */
  'unreachable',
  'lost',
  /** Parts that came again where nobody could know that they had come. */
  'doubledInside',
  'doubledOutside',
  'outOfOrder',
  /** Messages to a member that answer nothing. */
  'stray',
] as const;

/** What became of the questions. */
export interface Verdict extends Readonly<Record<(typeof COUNTS)[number], number>> {
  /** From each question to the first words of its answer, ms. */
  readonly firstWordsMs: readonly number[];
  /** From each question to the end of its answer, ms. */
  readonly endMs: readonly number[];
  /** What is wrong, a line each. */
  readonly faults: readonly string[];
}

/** Judges a run by its phones and its dead-letter queue. */
export function judge(plan: Plan, record: SoakRecord): Verdict {
  const members = plan.people.map((member) => new MemberVerdict(member, record));
  const counts = Object.fromEntries(
    COUNTS.map((name) => [name, members.reduce((sum, member) => sum + member[name], 0)]),
  ) as Record<(typeof COUNTS)[number], number>;
  const faults = members.flatMap((member) => member.faults);
  if (!record.isSettled) faults.push('the stack did not come to rest in time');
  const found = { ...counts, deadLetters: record.deadLetters.length };
  for (const [name, due] of Object.entries(expectedOf(plan))) {
    const count = found[name as keyof typeof found];
    if (count !== due) faults.push(`${name}: ${count}, and not ${due}`);
  }
  return {
    ...counts,
    firstWordsMs: members.flatMap((member) => member.firstWordsMs),
    endMs: members.flatMap((member) => member.endMs),
    faults,
  };
}

/** What has to come of a plan: as many apologies as permanent faults. */
export function expectedOf({ people }: Pick<Plan, 'people'>) {
  const refused = people.filter((member) => meets(member, 'refused')).length;
  const unreachable = people.filter((member) => meets(member, 'unreachable')).length;
  const questions = people.flatMap((member) => member.questions);
  const failed = questions.filter(({ modelFault }) => modelFault?.isPermanent).length;
  return {
    sent: questions.length,
    answered: questions.length - failed - refused - unreachable,
    apologised: failed + refused,
    unreachable,
    deadLetters: refused + unreachable,
  };
}

class MemberVerdict implements Verdict {
  readonly sent: number;
  answered = 0;
  apologised = 0;
  unreachable = 0;
  lost = 0;
  doubledInside = 0;
  doubledOutside = 0;
  outOfOrder = 0;
  readonly stray: number;
  readonly firstWordsMs: number[] = [];
  readonly endMs: number[] = [];
  readonly faults: string[] = [];
  /** Sends of which WeCom did not say that they had come. */
  private unknownSends: number;

  constructor(
    private readonly member: PlannedMember,
    private readonly record: SoakRecord,
  ) {
    this.unknownSends = member.sendFaults.filter(({ outcome }) => outcome === 'unknown-but-sent').length;
    const phone = record.phones.get(member.userid) ?? [];
    const asked = phone.filter(({ direction }) => direction === 'in');
    this.sent = asked.length;

    const { replies, order, stray } = sortByQuestion(phone, member.questions, this.keptInVain());
    this.stray = stray.length;
    for (const text of stray) this.fault(`got what answers nothing: ${text}`);
    for (const [at, index] of order.entries()) {
      if (index < (order[at - 1] ?? 0))
        this.disorder('came after an answer to a later question', replies[index]);
    }
    for (const [index, reply] of replies.entries()) {
      this.judgeDoubles(reply);
      this.judgeEnd(reply, asked[index]);
    }
  }

  /** The nonces of what is in the dead-letter queue because WeCom delivers nothing to this member. */
  private keptInVain(): Set<string> {
    if (!meets(this.member, 'unreachable')) return new Set();
    const { deadLetters } = this.record;
    const nonces = this.member.questions.map(({ nonce }) => nonce);
    return new Set(nonces.filter((nonce) => deadLetters.some((body) => body.includes(nonce))));
  }

  private judgeDoubles(reply: Reply): void {
    const contents = reply.texts.map(({ content }) => content);
    let windows = this.record.deaths.filter((kill) => isInWindow(kill, reply.question)).length;
    for (let again = contents.length - new Set(contents).size; again > 0; again--) {
      const isInside = windows > 0 || this.unknownSends > 0;
      if (!isInside) {
        this.doubledOutside += 1;
        this.fault(`has a part twice: ${contents.join(' | ')}`, reply);
        continue;
      }
      this.doubledInside += 1;
      if (windows > 0) windows -= 1;
      else this.unknownSends -= 1;
    }
  }

  private judgeEnd(reply: Reply, asked: PhoneText | undefined): void {
    const { question, isUnreachable, texts } = reply;
    const parts = [...new Set(texts.map(({ content }) => content))];
    if (isUnreachable && parts.length === 0) {
      this.unreachable += 1;
      return;
    }
    const end = endOf(parts, question);
    if (end === 'shuffled') {
      this.answered += 1;
      this.disorder('has its parts out of order', reply);
      return;
    }
    this[end] += 1;
    if (end === 'lost') this.fault(`has no whole answer, and no word why, but: ${parts.join(' | ')}`, reply);
    const [first, last] = [texts[0], texts.at(-1)];
    if (end !== 'answered' || !first || !last || !asked) return;
    this.firstWordsMs.push(first.time - asked.time);
    this.endMs.push(last.time - asked.time);
  }

  private disorder(what: string, reply: Reply | undefined): void {
    this.outOfOrder += 1;
    this.fault(what, reply);
  }

  private fault(what: string, reply?: Reply): void {
    this.faults.push([this.member.userid, reply?.question.nonce, what].filter(Boolean).join(' '));
  }
}

/** Dead between WeCom's acceptance of a part and the write that records it. */
function isInWindow({ message, operation, when }: Kill, { nonce }: Question): boolean {
  if (message !== nonce) return false;
  return (
    (operation === 'message/send' && when === 'after') || (operation === 'UpdateItem' && when === 'before')
  );
}
