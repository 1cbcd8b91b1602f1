import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { environmentWithDotEnv } from '../local/credentials';
import { languageOf, readArguments } from './callback-check/arguments';
import { checkCallback, WECOM_LIMITS } from './callback-check/check';
import { readCredentials } from './callback-check/credentials';
import { isFault } from './callback-check/findings';
import { asJson, asText } from './callback-check/report';
import { NoAnswerError, terminalOver } from './terminal/terminal';
import { textsIn } from './texts';
import { UsageError } from './usage-error';

const FAULT = 1;
const USAGE = 2;

void main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  // Node gives up a connection attempt after 250 ms where a host has several addresses: too soon from far away.
  setDefaultAutoSelectFamilyAttemptTimeout(5000);
  const texts = textsIn(languageOf(args));
  try {
    const options = readArguments(args, texts.usage);
    if (options === 'help') {
      console.log(texts.help);
      return;
    }
    const credentials = await readCredentials({
      environment: environmentWithDotEnv(process.env, join(__dirname, '..', '.env')),
      app: options.app,
      texts,
      ...(process.stdin.isTTY && {
        ask: (question: string) => askHidden(question, texts.usage.cancelled),
      }),
    });
    const result = await checkCallback(options.url, credentials, {
      randomBytes,
      clock: Date.now,
      limits: WECOM_LIMITS,
    });
    console.log((options.json ? asJson : asText)(result, texts));
    if (result.findings.some(isFault)) process.exitCode = FAULT;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = USAGE;
  }
}

/** @param cancelled what to say when there is no answer (Ctrl-C, end of input) @throws UsageError */
function askHidden(question: string, cancelled: string): Promise<string> {
  const terminal = terminalOver({ input: process.stdin, output: process.stderr });
  return terminal.ask(question, { hidden: true }).catch((error: unknown) => {
    throw error instanceof NoAnswerError ? new UsageError(cancelled) : error;
  });
}
