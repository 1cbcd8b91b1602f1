import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { environmentWithDotEnv } from '../local/credentials';
import { readArguments, type CheckOptions } from './callback-check/arguments';
import { checkCallback, WECOM_LIMITS } from './callback-check/check';
import { readCredentials } from './callback-check/credentials';
import type { CheckFaultDetails } from './callback-check/faults';
import { isFault } from './callback-check/findings';
import { callbackOf, type CheckedCallback } from './callback-check/local';
import { checkReport } from './callback-check/report';
import { LeftError } from './left-error';
import { SecretStore } from './secrets/secret-store';
import { CLIENT, find, runCommand } from './stack/command';
import type { Report } from './stack/report';
import { NoAnswerError, terminalOver } from './terminal/terminal';
import type { FaultTexts } from './texts/stack-texts';
import type { Texts } from './texts/texts';

const FAULT = 1;

void runCommand(
  {
    texts: ({ help, secrets, checkFaults }): { help: string; faults: FaultTexts<CheckFaultDetails> } => ({
      help,
      faults: { ...secrets.faults, ...checkFaults },
    }),
    read: (args, { usage }) => readArguments(args, usage),
    act: check,
  },
  process.argv.slice(2),
);

async function check(options: CheckOptions, texts: Texts): Promise<Report> {
  const { url, credentials } = await (options.target === 'local'
    ? ofNpmStart(options)
    : ofUrl(options.target, options, texts));
  const result = await checkCallback(url, credentials, {
    randomBytes,
    clock: Date.now,
    limits: WECOM_LIMITS,
  });
  if (result.findings.some(isFault)) process.exitCode = FAULT;
  return checkReport(result, texts);
}

async function ofNpmStart(options: CheckOptions): Promise<CheckedCallback> {
  const { allOutputs, secretsManager } = await find(options, ['Step3CallbackSecret', 'AppNames']);
  const store = new SecretStore(new SecretsManagerClient({ ...CLIENT, ...secretsManager }), allOutputs);
  return callbackOf(store, allOutputs, options.app);
}

async function ofUrl(url: URL, { app }: CheckOptions, texts: Texts): Promise<CheckedCallback> {
  const environment = environmentWithDotEnv(process.env, join(__dirname, '..', '.env'));
  const terminal = terminalOver({ input: process.stdin, output: process.stderr });
  const credentials = await readCredentials({ environment, app, texts, terminal }).catch((error: unknown) => {
    throw error instanceof NoAnswerError ? new LeftError(texts.usage.left) : error;
  });
  return { url, credentials };
}
