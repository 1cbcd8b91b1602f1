import { askYesOrNo, NoAnswerError, terminalOver } from '../../../cli/terminal/terminal';

const terminal = terminalOver({ input: process.stdin, output: process.stdout });

async function ask(): Promise<string> {
  const name = await terminal.ask('Name: ');
  const secret = await terminal.ask('Secret: ', { hidden: true });
  const goesOn = await askYesOrNo(terminal, 'Go on?', true, 'yes or no');
  return `name ${name}, secret of ${secret.length} letters, ${goesOn}`;
}

void ask()
  .catch((error: unknown) => {
    if (!(error instanceof NoAnswerError)) throw error;
    return `${error.why} at "${error.question}"`;
  })
  .then(terminal.say);
