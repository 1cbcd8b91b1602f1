import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { MODEL_FAULTS, SEND_FAULTS, type SendFault } from './faults';
import { judge, type Verdict } from './judge';
import type { Kill, Plan, PlannedMember, Question } from './plan';
import type { PhoneText, SoakRecord } from './record';

const [FIRST, SECOND] = ['q0x0z 一。', 'q0x0z 二。'];
const QUESTIONS: Question[] = [
  { nonce: 'q0x0z', text: '', answer: `${FIRST}\n\n${SECOND}`, repeats: 0 },
  { nonce: 'q0x1z', text: '', answer: 'q0x1z 一。', repeats: 0 },
];
const WHOLE = [FIRST, SECOND, 'q0x1z 一。'];
const APOLOGY = zhCn.modelFailed.refused;
const CUT = `q0x0z 一。\n\n${zhCn.cutOff}`;

interface World {
  /** What has come to the member, in order. */
  readonly texts: readonly string[];
  /** Of the first question. */
  readonly fails?: boolean;
  readonly sendFault?: SendFault['outcome'];
  readonly deadLetters?: readonly string[];
  readonly death?: Pick<Kill, 'operation' | 'when'>;
  readonly isSettled?: boolean;
}

function judged({
  texts,
  fails = false,
  sendFault,
  deadLetters = [],
  death,
  isSettled = true,
}: World): Verdict {
  const modelFault = MODEL_FAULTS.find(({ isPermanent }) => isPermanent);
  const questions = QUESTIONS.map((question, index) =>
    fails && index === 0 ? { ...question, ...(modelFault && { modelFault }) } : question,
  );
  const sendFaults = SEND_FAULTS.filter(({ outcome }) => outcome === sendFault).slice(0, 1);
  const member: PlannedMember = { userid: 'soak-0', questions, sendFaults };
  const asked = QUESTIONS.map(({ text }, time): PhoneText => ({ direction: 'in', content: text, time }));
  const came = texts.map((content, index): PhoneText => ({ direction: 'out', content, time: 10 + index }));
  const kill: Kill[] = death ? [{ function: 'worker', service: '', nth: 1, message: 'q0x0z', ...death }] : [];
  const record: SoakRecord = {
    phones: new Map([['soak-0', [...asked, ...came]]]),
    deadLetters,
    deaths: kill,
    isSettled,
    ms: 1,
  };
  const plan: Plan = {
    seed: 1,
    members: 1,
    messages: 2,
    faults: 0,
    kills: 0,
    people: [member],
    deaths: kill,
  };
  return judge(plan, record);
}

it.each<[string, World, Partial<Verdict>]>([
  ['whole answers', { texts: WHOLE }, { answered: 2, firstWordsMs: [10, 11], endMs: [11, 11] }],
  ['a sign of life', { texts: [zhCn.signOfLife, ...WHOLE] }, { answered: 2 }],
  [
    'an apology for a failure',
    { texts: [APOLOGY, 'q0x1z 一。'], fails: true },
    { answered: 1, apologised: 1 },
  ],
  ['an answer that says that it broke off', { texts: [CUT, 'q0x1z 一。'], fails: true }, { apologised: 1 }],
  [
    'a part that came twice, and the worker died after its send',
    { texts: [FIRST, ...WHOLE], death: { operation: 'message/send', when: 'after' } },
    { answered: 2, doubledInside: 1, doubledOutside: 0 },
  ],
  [
    'a part that came twice, and the worker died before it was recorded',
    { texts: [FIRST, ...WHOLE], death: { operation: 'UpdateItem', when: 'before' } },
    { doubledInside: 1, doubledOutside: 0 },
  ],
  [
    'a part that came twice, and WeCom had not answered',
    { texts: [FIRST, ...WHOLE], sendFault: 'unknown-but-sent' },
    { doubledInside: 1, doubledOutside: 0 },
  ],
  [
    'an apology that came twice, and WeCom had not answered',
    { texts: [APOLOGY, APOLOGY, 'q0x1z 一。'], fails: true, sendFault: 'unknown-but-sent' },
    { apologised: 1, answered: 1, doubledInside: 1, outOfOrder: 0 },
  ],
  [
    'a member whom nothing reaches, and whose question is kept',
    { texts: ['q0x1z 一。'], sendFault: 'unreachable', deadLetters: ['… q0x0z …'] },
    { answered: 1, unreachable: 1, lost: 0 },
  ],
])('%s: nothing is wrong', (_, world, expected) => {
  expect(judged(world)).toMatchObject({ ...expected, faults: [] });
});

it.each<[string, World, Partial<Verdict>]>([
  ['no answer', { texts: ['q0x1z 一。'] }, { lost: 1 }],
  ['half an answer', { texts: [FIRST, 'q0x1z 一。'] }, { lost: 1 }],
  ['nothing at all', { texts: [] }, { lost: 2 }],
  [
    'a member whom nothing reaches, and nothing is kept',
    { texts: ['q0x1z 一。'], sendFault: 'unreachable' },
    { lost: 1 },
  ],
  ['a part twice', { texts: [FIRST, ...WHOLE] }, { doubledOutside: 1, answered: 2 }],
  [
    'two parts twice for one death',
    {
      texts: [FIRST, FIRST, SECOND, SECOND, 'q0x1z 一。'],
      death: { operation: 'message/send', when: 'after' },
    },
    { doubledInside: 1, doubledOutside: 1 },
  ],
  [
    'a part twice for a death that is none of the window',
    { texts: [FIRST, ...WHOLE], death: { operation: 'Query', when: 'after' } },
    { doubledInside: 0, doubledOutside: 1 },
  ],
  ['a whole answer twice', { texts: [...WHOLE, 'q0x1z 一。'] }, { doubledOutside: 1 }],
  ['answers in the wrong order', { texts: ['q0x1z 一。', FIRST, SECOND] }, { outOfOrder: 1 }],
  ['an answer inside another', { texts: [FIRST, 'q0x1z 一。', SECOND] }, { outOfOrder: 1 }],
  ['an apology behind a later answer', { texts: ['q0x1z 一。', APOLOGY], fails: true }, { outOfOrder: 1 }],
  ['parts in the wrong order', { texts: [SECOND, FIRST, 'q0x1z 一。'] }, { outOfOrder: 1 }],
  ['an apology for nothing', { texts: [APOLOGY, 'q0x1z 一。'] }, { apologised: 1 }],
  ['an answer in spite of a permanent fault', { texts: WHOLE, fails: true }, { apologised: 0 }],
  ['words that answer nothing', { texts: [...WHOLE, '你好'] }, { stray: 1 }],
  ['an apology beside whole answers', { texts: [...WHOLE, APOLOGY] }, { stray: 1 }],
  ['a dead letter that nobody planned', { texts: WHOLE, deadLetters: ['q0x0z'] }, { answered: 2 }],
  ['a stack that does not come to rest', { texts: WHOLE, isSettled: false }, { answered: 2 }],
])('%s: something is wrong', (_, world, expected) => {
  const verdict = judged(world);
  expect(verdict).toMatchObject(expected);
  expect(verdict.faults).not.toEqual([]);
});
