import { confirm } from '../../../cli/member/confirm';
import { NoAnswerError } from '../../../cli/terminal/terminal';
import { errorWith } from '../../support/errors';

const QUESTION = 'Type zhangsan: ';
const notConfirmed = errorWith({ fault: { code: 'not-confirmed', member: 'zhangsan' } });

it('the userid confirms it, once asked', async () => {
  const asked: string[] = [];
  const ask = (question: string) => Promise.resolve(asked.push(question)).then(() => 'zhangsan');
  await expect(confirm('zhangsan', QUESTION, { ask })).resolves.toBeUndefined();
  expect(asked).toEqual([QUESTION]);
});

it.each(['', 'y', 'yes', 'ZhangSan', 'zhangsan2', 'lisi'])('%j does not', async (answer) => {
  await expect(confirm('zhangsan', QUESTION, { ask: () => Promise.resolve(answer) })).rejects.toThrow(
    notConfirmed,
  );
});

it('no answer does not', async () => {
  const ask = () => Promise.reject(new NoAnswerError('left', QUESTION));
  await expect(confirm('zhangsan', QUESTION, { ask })).rejects.toThrow(notConfirmed);
});
