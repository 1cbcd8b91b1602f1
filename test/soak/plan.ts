import { Chance } from '../fuzz/chance';
import {
  CALLBACK_FAULTS,
  MODEL_FAULTS,
  SEND_FAULTS,
  type MemberFault,
  type ModelFault,
  type SendFault,
} from './faults';

/** What a run is drawn from. */
export interface PlanOptions {
  readonly seed: number;
  readonly members: number;
  /** Of each member. */
  readonly messages: number;
  /** The share of messages that gets a fault, of the model, of message/send and of the callback each; 0 to 1. */
  readonly faults: number;
  /** How many messages are to cost a worker its life. */
  readonly kills: number;
}

/** A question with a nonce in every sentence of its answer. */
export interface Question {
  /** Lower case, and part of nothing else that goes through the stack. */
  readonly nonce: string;
  /** What the member writes. */
  readonly text: string;
  /** What the model stand-in makes of it when nothing goes wrong. */
  readonly answer: string;
  readonly modelFault?: ModelFault;
  /** How many more times WeCom delivers it, though it was answered. */
  readonly repeats: number;
}

/** A member and what befalls them. */
export interface PlannedMember {
  readonly userid: string;
  readonly questions: readonly Question[];
  /** In the order in which the sends to them meet them. */
  readonly sendFaults: readonly SendFault[];
  readonly callbackFault?: MemberFault;
}

/** A worker's death at a call that it makes for a question, as `PUT /crashes` takes it. */
export interface Kill {
  readonly function: 'worker';
  readonly service: string;
  readonly operation: string;
  readonly nth: number;
  readonly when: 'before' | 'after';
  /** The question's nonce. */
  readonly message: string;
}

/** All of a run; the same options draw the same. */
export interface Plan extends PlanOptions {
  readonly people: readonly PlannedMember[];
  readonly deaths: readonly Kill[];
}

/** Sentences of an answer: it goes in one part, two, three or four. */
const LENGTHS: readonly [number, ...number[]] = [1, 1, 4, 14, 26];
const SENTENCES_A_PARAGRAPH = 4;
const SHARE_OF_REPEATS = 0.2;
const MOST_REPEATS = 3;
/** Each costs an attempt, as a death does, and the fifth attempt gives a message up. */
const MOST_UNKNOWN_SENDS = 2;

/** What a worker calls for a message, and how often for a short one. */
const CALLS: readonly [Call, ...Call[]] = [
  { service: 'dynamodb', operation: 'GetItem', times: 4 },
  { service: 'dynamodb', operation: 'UpdateItem', times: 7 },
  { service: 'dynamodb', operation: 'PutItem', times: 4 },
  { service: 'dynamodb', operation: 'Query', times: 1 },
  { service: 'sqs', operation: 'ChangeMessageVisibility', times: 1 },
  { service: 'wecom', operation: 'message/send', times: 2 },
  { service: 'model', operation: 'responses', times: 1 },
];

interface Call {
  readonly service: string;
  readonly operation: string;
  readonly times: number;
}

/** Draws a run. */
export function drawPlan(options: PlanOptions): Plan {
  const chance = new Chance(options.seed);
  const people = Array.from({ length: options.members }, (_, index) => drawMember(chance, index, options));
  return { ...options, people, deaths: drawDeaths(chance, people, options.kills) };
}

/** Whether WeCom will refuse for good what this member is sent first. */
export function meets(member: PlannedMember, outcome: SendFault['outcome']): boolean {
  return member.sendFaults.some((fault) => fault.outcome === outcome);
}

function drawMember(chance: Chance, index: number, { messages, faults }: PlanOptions): PlannedMember {
  const isHit = (): boolean => chance.fraction() < faults;
  const userid = `soak-${index}`;
  const hits = Array.from({ length: messages }, () => isHit()).filter(Boolean).length;
  const sendFaults = bearable(Array.from({ length: hits }, () => chance.one(...SEND_FAULTS)));
  const isDoomed = sendFaults.some(isPermanent);
  const isCallbackHit = Array.from({ length: messages }, () => isHit()).some(Boolean);
  const callbackFault = isCallbackHit ? chance.one(...CALLBACK_FAULTS) : undefined;
  const questions = Array.from({ length: messages }, (_, which) => {
    const modelFault = isHit() ? chance.one(...MODEL_FAULTS) : undefined;
    const nonce = `q${index}x${which}z`;
    const answer = answerWith(nonce, chance.one(...LENGTHS));
    const repeats = chance.fraction() < SHARE_OF_REPEATS ? 1 + chance.below(MOST_REPEATS) : 0;
    // A sign of life would meet the send's fault in the answer's place.
    const met = isDoomed ? undefined : modelFault;
    const text = `${met?.command ?? ''}原样返回：${answer}`;
    return { nonce, text, answer, repeats, ...(met && { modelFault: met }) };
  });
  return { userid, questions, sendFaults, ...(callbackFault && { callbackFault }) };
}

/** One that is permanent is alone, so that it is known what comes of it. */
function bearable(drawn: readonly SendFault[]): SendFault[] {
  const permanent = drawn.find(isPermanent);
  if (permanent) return [permanent];
  let unknown = 0;
  return drawn.filter(({ outcome }) => outcome === 'not-sent' || ++unknown <= MOST_UNKNOWN_SENDS);
}

function isPermanent({ outcome }: SendFault): boolean {
  return outcome === 'refused' || outcome === 'unreachable';
}

function answerWith(nonce: string, sentences: number): string {
  return Array.from({ length: sentences }, (_, index) => {
    const isParagraphEnd = index % SENTENCES_A_PARAGRAPH === 0 || index === sentences - 1;
    return `${nonce} 第 ${index + 1} 句，看有没有缺字、重复或者错位。${isParagraphEnd ? '\n\n' : ''}`;
  })
    .join('')
    .trim();
}

/** At most one for a question, and none where the model fails as well: it is asked twice, and no more. */
function drawDeaths(chance: Chance, people: readonly PlannedMember[], count: number): Kill[] {
  const mortal = people
    .filter(({ sendFaults }) => !sendFaults.some(isPermanent))
    .flatMap(({ questions }) => questions.filter(({ modelFault }) => !modelFault));
  const deaths: Kill[] = [];
  while (deaths.length < count && mortal.length > 0) {
    const [question] = mortal.splice(chance.below(mortal.length), 1);
    const { service, operation, times } = chance.one(...CALLS);
    const nth = 1 + chance.below(times);
    const when = chance.one('before', 'after');
    deaths.push({ function: 'worker', service, operation, nth, when, message: question?.nonce ?? '' });
  }
  return deaths;
}
