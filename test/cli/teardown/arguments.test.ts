import { readArguments } from '../../../cli/teardown/arguments';
import { textsIn } from '../../../cli/texts';

const { usage, stack, teardown } = textsIn('en');
const texts = { ...usage, ...stack, ...teardown.usage };
const read = (...args: string[]) => readArguments(args, texts);

it('by itself it keeps what can’t be got back, and asks', () => {
  expect(read()).toEqual({
    from: { stack: 'WecomGpt' },
    json: false,
    name: 'WecomGpt',
    dryRun: false,
    yes: false,
    removed: [],
    keepFile: undefined,
  });
});

it('what is to go besides is named each, or all of it', () => {
  expect(read('--delete-table', '--release-address')).toMatchObject({ removed: ['address', 'table'] });
  expect(read('--everything')).toMatchObject({ removed: ['address', 'secret', 'table', 'auditLog'] });
});

it('without a question it is done only if the stack is named again', () => {
  expect(read('--stage', 'dev', '--yes', 'WecomGpt-dev')).toMatchObject({ yes: true, name: 'WecomGpt-dev' });
  expect(read('--local', '--yes', 'local')).toMatchObject({ yes: true, name: 'local' });
  expect(() => read('--stage', 'dev', '--yes', 'WecomGpt')).toThrow(/WecomGpt-dev/);
});

it('of the local stack nothing stays that could be named', () => {
  expect(() => read('--local', '--delete-table')).toThrow(teardown.usage.notOfLocal);
  expect(() => read('--local', '--keep-file', 'x')).toThrow(teardown.usage.notOfLocal);
  expect(() => read('--delete-key')).toThrow(/--delete-key[^]*npm run teardown -- --help/);
  expect(() => read('WecomGpt')).toThrow(/options alone/);
});
