import type { SQSClient } from '@aws-sdk/client-sqs';
import { ConfigError } from '../../lib/config';
import { FaultError } from '../stack/faults';
import { stageOfStack } from '../stack/options';
import type { Report } from '../stack/report';
import type { Terminal } from '../terminal/terminal';
import type { Texts } from '../texts/texts';
import type { TeardownOptions } from './arguments';
import { confirm } from './confirm';
import { destroy, type DestroyPorts } from './destroy';
import { TeardownError } from './faults';
import { readKeepFile, saveKeepLine } from './keep-file';
import { lookAt } from './look';
import { remove, type RemovalClients } from './remove';
import { countOf, goingIn } from './going';
import { planInWords, planReport, resultReport, type Plan } from './report';

/** What taking a stack away needs. */
export interface TeardownPorts extends RemovalClients, Omit<DestroyPorts, 'say'> {
  readonly sqs: SQSClient;
  readonly terminal: Terminal;
  /** Where the line KeepLine is saved. */
  readonly directory: string;
  /** Where `config.ts` puts the stack of a stage; of the credentials if it does not say. @throws ConfigError */
  readonly regionInConfig: (stage: string | undefined, regionOfCredentials: string) => string;
}

const NOT_ALL = 1;

/**
 * Shows what goes and what stays, asks, and takes the stack away, and what else was asked for.
 * @throws FaultError of finding the stack; TeardownError; and what the clients throw
 */
export async function teardown(
  options: TeardownOptions,
  ports: TeardownPorts,
  allTexts: Texts,
): Promise<Report> {
  const { teardown: texts } = allTexts;
  const { name } = options;
  const stage = stageOf(name);
  const plan = await planOf(options, ports, stage);
  const { stack, keepLine } = plan;
  if (options.dryRun || (!stack && plan.removed.length === 0)) return planReport(plan, texts);

  ports.terminal.say(planInWords(plan, texts));
  const canSave = stack !== undefined && keepLine !== undefined;
  const agreed = await confirm(ports.terminal, options, plan.kept, canSave, allTexts);
  const savedIn =
    agreed.isSaved && keepLine !== undefined
      ? saveKeepLine(ports.directory, name, plan.region, keepLine)
      : options.keepFile;
  if (stack) {
    ports.terminal.say(texts.destroying(name));
    const say = (line: string): void => ports.terminal.say(`  ${line}`);
    await destroy({ ...ports, say }, name, stage, countOf(goingIn(stack.resources)));
  }
  const goes = plan.kept.filter(({ kind }) => agreed.removed.some((each) => each === kind));
  const removals = await remove(ports, goes);
  if (removals.some(({ outcome }) => outcome === 'failed')) process.exitCode = NOT_ALL;
  return resultReport(plan, removals, savedIn, texts);
}

async function planOf(
  { name, removed, keepFile }: TeardownOptions,
  { cloudFormation, sqs, regionInConfig }: TeardownPorts,
  stage: string | undefined,
): Promise<Plan> {
  const region = await cloudFormation.config.region();
  try {
    const stack = await lookAt(cloudFormation, sqs, name);
    demandRegion(region, () => regionInConfig(stage, region));
    return { name, region, removed, stack, kept: stack.kept, keepLine: stack.keepLine };
  } catch (error) {
    const isGone = error instanceof FaultError && error.code === 'no-such-stack';
    if (!isGone || keepFile === undefined) throw error;
    return { name, region, removed, stack: undefined, ...readKeepFile(keepFile, name, region) };
  }
}

/** @throws TeardownError foreign-stack */
function stageOf(stack: string): string | undefined {
  const found = stageOfStack(stack);
  if (!found) throw new TeardownError({ code: 'foreign-stack', stack });
  return found.stage;
}

/** CDK deletes the stack in the region of the configuration, whatever was looked at. @throws TeardownError */
function demandRegion(stackRegion: string, regionInConfig: () => string): void {
  try {
    const configRegion = regionInConfig();
    if (configRegion !== stackRegion)
      throw new TeardownError({ code: 'other-region', stackRegion, configRegion });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new TeardownError({ code: 'bad-configuration', reason: error.message });
  }
}
