import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';

/** Nobody answered: Ctrl-C, the end of the input, or no terminal to ask in. */
export class NoAnswerError extends Error {
  readonly code = 'NO_ANSWER';
  /** @param why `left`: the person ended it; `no-terminal`: there is none to ask */
  constructor(
    readonly why: 'left' | 'no-terminal',
    /** What was asked. */
    readonly question: string,
  ) {
    super(why);
  }
}

/** A person in front of a terminal, or none. */
export interface Terminal {
  /** Whether somebody is in front of it who can read and answer. */
  readonly isThere: boolean;
  /** Prints a line or several. */
  readonly say: (text: string) => void;
  /**
   * Asks for one line.
   * @param hidden does not show what is typed
   * @returns it, without white space around it
   * @throws NoAnswerError
   */
  readonly ask: (question: string, options?: { readonly hidden?: boolean }) => Promise<string>;
}

/** What a terminal is made of. */
export interface Streams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Questions and answers over streams: a person's, if the input is a terminal; otherwise nobody can be asked. */
export function terminalOver({ input, output }: Streams): Terminal {
  return {
    isThere: input.isTTY === true && output.isTTY === true,
    say: (text) => void output.write(`${text}\n`),
    ask: (question, { hidden = false } = {}) =>
      input.isTTY === true
        ? askIn({ input, output }, question, hidden)
        : Promise.reject(new NoAnswerError('no-terminal', question)),
  };
}

/** Asks until an answer is one. @param read what is wrong with an answer, or what it means */
export async function askUntil<T>(
  { say, ask }: Terminal,
  question: string,
  read: (answer: string) => { readonly fault: string } | { readonly value: T },
  options: { readonly hidden?: boolean } = {},
): Promise<T> {
  for (;;) {
    const result = read(await ask(question, options));
    if ('value' in result) return result.value;
    say(`  ✗ ${result.fault}`);
  }
}

/** Asks for yes or no. @param preset what an empty answer means */
export function askYesOrNo(
  terminal: Terminal,
  question: string,
  preset: boolean,
  fault: string,
): Promise<boolean> {
  return askUntil<boolean>(terminal, `${question} ${preset ? '[Y/n]' : '[y/N]'} `, (answer) => {
    if (answer === '') return { value: preset };
    if (/^(y|yes|是|好)$/i.test(answer)) return { value: true };
    return /^(n|no|否|不)$/i.test(answer) ? { value: false } : { fault };
  });
}

function askIn({ input, output }: Streams, question: string, hidden: boolean): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  // What was typed is in no history, and the terminal gives no hint of its length.
  const lines: Interface = createInterface({
    input,
    output: hidden ? nowhere : output,
    terminal: true,
    historySize: 0,
  });
  if (hidden) output.write(question);
  else {
    lines.setPrompt(question);
    lines.prompt();
  }
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    lines.once('line', (line) => {
      isAnswered = true;
      resolve(line.trim());
      lines.close();
    });
    lines.once('close', () => {
      // The return key has ended the line already, if it is shown.
      if (hidden || !isAnswered) output.write('\n');
      // After an answer it is settled already.
      reject(new NoAnswerError('left', question));
    });
  });
}
