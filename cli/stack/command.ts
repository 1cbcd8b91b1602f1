import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { join, resolve } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { languageOf } from '../callback-check/arguments';
import { LEFT, LeftError } from '../left-error';
import { textsIn } from '../texts';
import type { FaultTexts } from '../texts/stack-texts';
import type { Texts } from '../texts/texts';
import { SwallowedError, UsageError } from '../usage-error';
import { awsFault } from './aws-faults';
import { FaultError, type StackFault, type StackFaultDetails } from './faults';
import { flagsIn, withFlags } from './flags';
import { localStack, stackInAws, type FoundStack } from './find';
import type { StackOptions } from './options';
import { regionOfConfig } from './region';
import { faultReport, type Report } from './report';

/** A command of an operator's. */
export interface Command<Options extends StackOptions, Details> {
  readonly texts: (texts: Texts) => { readonly help: string; readonly faults: FaultTexts<Details> };
  /** @throws UsageError */
  readonly read: (args: string[], texts: Texts) => Options | 'help';
  /**
   * @returns undefined: it has printed all there is to say
   * @throws FaultError with a fault that the texts know; UsageError, LeftError, and what AWS's clients throw
   */
  readonly act: (options: Options, texts: Texts) => Promise<Report | undefined>;
}

/** A command that works on a stack that is there, in AWS or on this machine. */
export interface StackCommand<Options extends StackOptions, Output extends string, Details> extends Omit<
  Command<Options, Details>,
  'act'
> {
  /** What it needs to know of the stack. */
  readonly outputs: readonly Output[];
  /** As that of {@link Command}. */
  readonly act: (options: Options, stack: FoundStack<Output>, texts: Texts) => Promise<Report | undefined>;
}

/** Of every AWS client. Longer than a function would wait: an operator may be far away. */
export const CLIENT = {
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
};

const FAULT = 1;
const USAGE = 2;
const ROOT = join(__dirname, '..', '..');

/** The file that a running `npm start` writes, which finds its path in the same way. */
export function endpointsFile(): string {
  const { WECOM_GPT_ENDPOINTS: named = '' } = process.env;
  return resolve(ROOT, named === '' ? '.local/endpoints.json' : named);
}

/** Finds the stack, and runs the command as {@link runCommand} does. */
export async function runStackCommand<
  Options extends StackOptions,
  Output extends string,
  Details extends StackFaultDetails,
>({ outputs, act, ...command }: StackCommand<Options, Output, Details>, args: string[]): Promise<void> {
  await runCommand(
    { ...command, act: async (options, texts) => act(options, await find(options, outputs), texts) },
    args,
  );
}

/** Fields of a report in which we say something; others hold what was found. */
const OUR_WORDS: ReadonlySet<string> = new Set(['says', 'what', 'why', 'next']);

/** Runs it, prints what came of it, and sets the exit code: 0 well, 1 something is wrong, 2 called wrongly, 130 left. */
export async function runCommand<Options extends StackOptions, Details extends StackFaultDetails>(
  command: Command<Options, Details>,
  args: string[],
): Promise<void> {
  // Node gives up a connection attempt after 250 ms where a host has several addresses: too soon from far away.
  setDefaultAutoSelectFamilyAttemptTimeout(5000);
  // The SDK's words about Node 20 would stand between ours.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const texts = textsIn(languageOf(args));
  const flags = flagsIn(args);
  const withOurs = (text: string): string => withFlags(text, flags);
  const jsonOf = (value: unknown): string =>
    JSON.stringify(
      value,
      (key, each: unknown) => (OUR_WORDS.has(key) && typeof each === 'string' ? withOurs(each) : each),
      2,
    );
  try {
    const options = command.read(args, texts);
    if (options === 'help') {
      console.log(command.texts(texts).help);
      return;
    }
    const region = regionOfConfig(ROOT, options, process.env);
    if (region !== undefined) process.env['AWS_REGION'] = region;
    const report = await reportOf(command, options, texts);
    if (report) console.log(options.json ? jsonOf(report.json) : withOurs(report.text));
  } catch (error) {
    if (error instanceof LeftError) {
      console.error(withOurs(error.message));
      process.exitCode = LEFT;
      return;
    }
    if (!(error instanceof UsageError)) throw error;
    console.error(error instanceof SwallowedError ? error.message : withOurs(error.message));
    process.exitCode = USAGE;
  }
}

async function reportOf<Options extends StackOptions, Details extends StackFaultDetails>(
  { act, texts: own }: Command<Options, Details>,
  options: Options,
  texts: Texts,
): Promise<Report | undefined> {
  try {
    return await act(options, texts);
  } catch (error) {
    const fault = faultIn(error, options);
    const { faults } = own(texts);
    if (!fault || !(fault.code in faults)) throw error;
    process.exitCode = FAULT;
    return faultReport(fault as { code: keyof Details & string }, faults, texts.report);
  }
}

/** Finds the stack that is meant. @throws FaultError no-such-stack, old-stack, not-running; and what the client throws */
export async function find<Output extends string>(
  { from }: Pick<StackOptions, 'from'>,
  outputs: readonly Output[],
): Promise<FoundStack<Output>> {
  return from === 'local'
    ? localStack(endpointsFile(), outputs)
    : stackInAws(new CloudFormationClient(CLIENT), from.stack, outputs);
}

/** The fault that an error is of; undefined where it is one of this program. */
export function faultIn(
  error: unknown,
  { from }: Pick<StackOptions, 'from'>,
): { readonly code: string } | undefined {
  if (error instanceof FaultError) return error.fault as StackFault;
  const fault = awsFault(error);
  // npm start was killed before it could take its file away.
  return from === 'local' && fault?.code === 'unreachable' ? { code: 'not-running' } : fault;
}
