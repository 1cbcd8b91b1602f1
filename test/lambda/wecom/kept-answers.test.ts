import { KeptAnswers } from '../../../lambda/wecom/kept-answers';

const MINUTE = 60_000;

let now: number;
let asked: string[];
/** What is the case; undefined: nobody answers. */
let truth: string | undefined;
beforeEach(() => {
  now = 1_000_000;
  asked = [];
  truth = 'old';
});

const answersOf = (max = 10) => new KeptAnswers<string>(max, () => now);
const ask = (kept: KeptAnswers<string>, about = 'a') =>
  kept.get(about, async () => {
    asked.push(about);
    await Promise.resolve();
    if (truth === undefined) throw new Error('nobody answers');
    return truth;
  });

it('an answer is kept for five minutes, and asked for anew after them', async () => {
  const kept = answersOf();
  await ask(kept);
  truth = 'new';
  now += 5 * MINUTE - 1;
  await expect(ask(kept)).resolves.toBe('old');
  now += 1;
  await expect(ask(kept)).resolves.toBe('new');
  expect(asked).toHaveLength(2);
});

it('each question has its own answer', async () => {
  const kept = answersOf();
  await ask(kept, 'a');
  truth = 'of b';
  await expect(ask(kept, 'b')).resolves.toBe('of b');
  await expect(ask(kept, 'a')).resolves.toBe('old');
});

it('who asks the same at the same time shares the answer, or the failure', async () => {
  const kept = answersOf();
  await expect(Promise.all([ask(kept), ask(kept), ask(kept)])).resolves.toEqual(['old', 'old', 'old']);
  expect(asked).toHaveLength(1);
  now += 10 * MINUTE;
  truth = undefined;
  const failures = await Promise.allSettled([ask(kept), ask(kept)]);
  expect(failures.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(asked).toHaveLength(2);
});

it('an answer of less than ten minutes is good enough where nobody answers, an older one is not', async () => {
  const kept = answersOf();
  await ask(kept);
  truth = undefined;
  now += 10 * MINUTE - 1;
  await expect(ask(kept)).resolves.toBe('old');
  now += 1;
  await expect(ask(kept)).rejects.toThrow('nobody answers');
  truth = 'new';
  await expect(ask(kept)).resolves.toBe('new');
});

it('an answer is as old as its question', async () => {
  const kept = answersOf();
  await kept.get('a', () => {
    now += 4 * MINUTE;
    return Promise.resolve('slow');
  });
  now += MINUTE;
  await expect(ask(kept)).resolves.toBe('old');
});

it('the oldest answer is dropped where there are too many', async () => {
  const kept = answersOf(2);
  await ask(kept, 'a');
  await ask(kept, 'b');
  now += 5 * MINUTE;
  await ask(kept, 'a');
  await ask(kept, 'c');
  asked = [];
  await ask(kept, 'a');
  await ask(kept, 'c');
  expect(asked).toEqual([]);
  truth = undefined;
  await expect(ask(kept, 'b')).rejects.toThrow('nobody answers');
});
