import { CALLS_OF_A_MESSAGE } from '../../docs/make/cost/use';
import { startOwnStack } from '../support/own-stack';
import { askedAsUsual } from '../support/usual-answer';

it('docs/cost.md reckons with the calls that a message causes', async () => {
  const stack = await startOwnStack();
  const counts: Record<string, Record<string, number>> = {};
  for (const { function: name, service, operation } of await askedAsUsual(stack)) {
    const ofFunction = (counts[name] ??= {});
    const call = `${service} ${operation}`;
    ofFunction[call] = (ofFunction[call] ?? 0) + 1;
  }
  await stack.close();
  expect(counts).toEqual(CALLS_OF_A_MESSAGE);
});
