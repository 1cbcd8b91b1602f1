import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { environmentWithDotEnv } from '../local/credentials';
import { languageOf, readArguments } from './callback-check/arguments';
import { checkCallback, WECOM_LIMITS } from './callback-check/check';
import { readCredentials } from './callback-check/credentials';
import { isFault } from './callback-check/findings';
import { askHidden } from './callback-check/hidden-input';
import { asJson, asText } from './callback-check/report';
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
        ask: (question: string) => askHidden(question, process.stdin, process.stderr, texts.usage.cancelled),
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
