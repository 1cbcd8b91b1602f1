import { confirm } from '../../../cli/member/confirm';
import { NoAnswerError } from '../../../cli/terminal/terminal';
import { textsIn } from '../../../cli/texts';
import { errorWith } from '../../support/errors';

const { member: texts } = textsIn('en');
const QUESTION = 'Type zhangsan to erase it: ';

it('the userid confirms it, once asked', async () => {
  const asked: string[] = [];
  const ask = (question: string) => Promise.resolve(asked.push(question)).then(() => 'zhangsan');
  await expect(confirm('zhangsan', { ask }, texts)).resolves.toBeUndefined();
  expect(asked).toEqual([QUESTION]);
});

it.each(['', 'y', 'yes', 'ZhangSan', 'zhangsan2', 'lisi'])('%j does not', async (answer) => {
  await expect(confirm('zhangsan', { ask: () => Promise.resolve(answer) }, texts)).rejects.toThrow(
    errorWith({ fault: { code: 'not-confirmed', member: 'zhangsan' } }),
  );
});

it('Ctrl-C is no fault: it is said what is done, and how to go on', async () => {
  const ask = () => Promise.reject(new NoAnswerError('left', QUESTION));
  await expect(confirm('zhangsan', { ask }, texts)).rejects.toThrow(
    errorWith({
      code: 'LEFT',
      message: 'Left. Nothing was erased. To go on, run the same command again.',
    }),
  );
});
