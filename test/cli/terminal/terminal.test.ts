import { PassThrough } from 'node:stream';
import { NoAnswerError, terminalOver } from '../../../cli/terminal/terminal';
import { inTerminal } from '../../support/terminal';

const ASKING = 'test/cli/terminal/asking.ts';

it('a person answers; what is hidden is not on the screen; what is no answer is asked again', async () => {
  const terminal = inTerminal(ASKING, []);
  await terminal.shows('Name: ');
  terminal.types('  小兰 ');
  await terminal.shows('Secret: ');
  terminal.types('s3cret');
  await terminal.shows('Go on? [Y/n] ');
  terminal.types('perhaps');
  await terminal.shows(/✗ yes or no[^]*Go on\? \[Y\/n\] /);
  terminal.types('');
  await terminal.shows('name 小兰, secret of 6 letters, true');
  await expect(terminal.ends()).resolves.toBe(0);
  expect(terminal.screen()).not.toContain('s3cret');
});

it('Ctrl-C at a question is no answer, and what is said of it has a line of its own', async () => {
  const terminal = inTerminal(ASKING, []);
  await terminal.shows('Name: ');
  terminal.interrupts();
  await expect(terminal.ends()).resolves.toBe(0);
  expect(terminal.screen()).toBe('Name: \nleft at "Name: "\n');
});

it('where there is no terminal nobody is asked', async () => {
  const { ask } = terminalOver({ input: new PassThrough().end('x\n'), output: new PassThrough() });
  await expect(ask('Name: ')).rejects.toThrow(new NoAnswerError('no-terminal', 'Name: '));
});
