import { drawPlan, meets, type PlanOptions } from './plan';

const OPTIONS: PlanOptions = { seed: 7, members: 200, messages: 5, faults: 0.3, kills: 50 };
const plan = drawPlan(OPTIONS);
const questions = plan.people.flatMap((member) => member.questions);

it('a seed draws the same again, and another seed draws another', () => {
  expect(drawPlan(OPTIONS)).toEqual(plan);
  expect(drawPlan({ ...OPTIONS, seed: 8 })).not.toEqual(plan);
});

it('no nonce is part of another question', () => {
  const texts = questions.map(({ text }) => text);
  const elsewhere = questions.filter(({ nonce }) => texts.filter((text) => text.includes(nonce)).length > 1);
  expect(elsewhere).toEqual([]);
});

it('a member whom WeCom refuses for good meets nothing else, so that it is known what comes of it', () => {
  const doomed = plan.people.filter((member) => meets(member, 'refused') || meets(member, 'unreachable'));
  expect(doomed.length).toBeGreaterThan(20);
  expect(doomed.filter(({ sendFaults }) => sendFaults.length > 1)).toEqual([]);
  expect(doomed.flatMap((member) => member.questions).filter(({ modelFault }) => modelFault)).toEqual([]);
});

it('each death is of another question, whose model does not fail', () => {
  expect(plan.deaths).toHaveLength(OPTIONS.kills);
  expect(new Set(plan.deaths.map(({ message }) => message)).size).toBe(OPTIONS.kills);
  const failing = questions.filter(({ modelFault }) => modelFault).map(({ nonce }) => nonce);
  expect(plan.deaths.filter(({ message }) => failing.includes(message))).toEqual([]);
});
