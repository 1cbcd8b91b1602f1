import { zhCn } from '../../lambda/chat/texts/zh-cn';
import { Member } from '../support/member';
import { logged, startOwnStack, type OwnStack } from '../support/own-stack';

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack();
});
afterAll(() => stack.close());

it.each([
  [401, zhCn.modelFailed.credentials, 'MODEL_CREDENTIALS', 'API key'],
  [403, zhCn.modelFailed.region, 'MODEL_REGION', 'another provider'],
  [404, zhCn.modelFailed['not-found'], 'MODEL_NOT_FOUND', 'config.ts'],
])(
  'after HTTP %d of the model the member reads why, and the log has cause and remedy',
  async (status, said, code, remedy) => {
    const member = new Member(undefined, stack);
    await expect(member.asks(`出错 ${status}`)).resolves.toBe(said);

    const lines = logged(stack, 'model failed').filter((line) => line['member'] === member.userid);
    expect(lines).toEqual([expect.objectContaining({ level: 'error', code, app: 'assistant' })]);
    expect(lines[0]?.['message']).toContain(String(status));
    expect(lines[0]?.['message']).toContain(remedy);

    // The conversation goes on with the next message.
    await expect(member.asks('原样返回：好了')).resolves.toBe('好了');
  },
);
