import { Member } from '../support/member';
import { startOwnStack, type OwnStack } from '../support/own-stack';

/** More that start at the same moment are too much for two cores that do something else as well. */
const SANDBOXES = 6;

/** It reached the member by the token. Whether a busy machine let the stand-in speak to the end is another matter. */
const ANSWERED = expect.stringMatching(/^你/) as unknown;

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack({
    alterTemplate: ({ Resources }) => {
      for (const { Type, Properties = {} } of Object.values(Resources)) {
        if (Type === 'AWS::Lambda::EventSourceMapping')
          Properties['ScalingConfig'] = { MaximumConcurrency: SANDBOXES };
      }
    },
  });
});
afterAll(() => stack.close());

async function calls(): Promise<string[]> {
  const made = (await (await fetch(`${stack.endpoints.simulatorUrl}/api-calls`)).json()) as { api: string }[];
  return made.map(({ api }) => api);
}

it('sandboxes that need a token at the same moment make one call for it, and again one when WeCom revokes it', async () => {
  const members = Array.from({ length: SANDBOXES }, () => new Member(undefined, stack));
  const askAll = () => Promise.all(members.map((member) => member.asks('原样返回：你好')));
  await expect(askAll()).resolves.toEqual(members.map(() => ANSWERED));
  expect((await calls()).filter((api) => api === 'gettoken')).toHaveLength(1);

  await fetch(`${stack.endpoints.simulatorUrl}/access-tokens`, { method: 'DELETE' });
  await expect(askAll()).resolves.toEqual(members.map(() => ANSWERED));
  expect((await calls()).filter((api) => api === 'gettoken')).toHaveLength(2);
});
