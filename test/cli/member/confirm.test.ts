import { PassThrough } from 'node:stream';
import { confirm } from '../../../cli/member/confirm';
import { errorWith } from '../../support/errors';

/** Asks, with these lines typed; undefined: the terminal is closed without one. */
async function asked(typed: string | undefined): Promise<string> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(typed);
  await confirm('zhangsan', 'Type zhangsan: ', input, output);
  return String(output.read());
}

it.each(['zhangsan\n', ' zhangsan \r\n'])('%j confirms it, once asked', async (typed) => {
  await expect(asked(typed)).resolves.toBe('Type zhangsan: ');
});

it.each(['\n', 'y\n', 'yes\n', 'ZhangSan\n', 'zhangsan2\n', 'lisi\nzhangsan\n', undefined])(
  '%j does not',
  async (typed) => {
    await expect(asked(typed)).rejects.toThrow(
      errorWith({ fault: { code: 'not-confirmed', member: 'zhangsan' } }),
    );
  },
);
