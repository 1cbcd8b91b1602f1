import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { UsageError } from '../usage-error';

/**
 * Asks for one line that nobody is to read over a shoulder: what is typed is not shown.
 * @param cancelled what to say when there is no answer (Ctrl-C, end of input)
 * @throws UsageError
 */
export function askHidden(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  cancelled: string,
): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  output.write(question);
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => {
      resolve(line.trim());
      lines.close();
    });
    lines.once('close', () => {
      output.write('\n');
      reject(new UsageError(cancelled));
    });
  });
}
