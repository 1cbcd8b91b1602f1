import { LEFT, LeftError } from '../left-error';
import { runCommand } from '../stack/command';
import { simulatorUrlIn } from '../stack/find';
import { flagsIn, withFlags } from '../stack/flags';
import { NoAnswerError } from '../terminal/terminal';
import { textsIn } from '../texts';
import type { SetupTexts } from '../texts/setup-texts';
import { languageOf } from '../callback-check/arguments';
import { readArguments } from './arguments';
import { checkSetup } from './check';
import { runSetup } from './run';
import { SetupWorld, type SetupPorts } from './world';

const NOT_DONE = 1;

/** `npm run setup`. */
export async function setup(asGiven: SetupPorts, args: string[]): Promise<void> {
  const flags = flagsIn(args);
  const { say, ...terminal } = asGiven.terminal;
  const given = { ...asGiven, terminal: { ...terminal, say: (text: string) => say(withFlags(text, flags)) } };
  const { setup: texts } = textsIn(languageOf(args));
  const leave = (): never => {
    given.terminal.say(texts.left);
    process.exit(LEFT);
  };
  process.on('SIGINT', leave);
  try {
    await run(withoutLeaving(given, leave), args);
  } finally {
    process.off('SIGINT', leave);
  }
}

async function run(ports: SetupPorts, args: string[]): Promise<void> {
  await runCommand(
    {
      texts: ({ setup }) => setup,
      read: (args, { usage, stack, setup }) => readArguments(args, { ...usage, ...stack, ...setup.usage }),
      act: async (options, texts) => {
        const world = new SetupWorld(ports, options, texts);
        if (!options.check) begin(world);
        const report = options.check
          ? await checkSetup(world)
          : await untilLeft(runSetup(world), texts.setup);
        if (!report.ok) process.exitCode = NOT_DONE;
        return report;
      },
    },
    args,
  );
}

function begin({ isLocal, terminal, texts, ports: { endpointsFile } }: SetupWorld): void {
  terminal.say(texts.begins);
  const simulatorUrl = isLocal ? simulatorUrlIn(endpointsFile) : undefined;
  if (simulatorUrl !== undefined) terminal.say(texts.practice(simulatorUrl));
}

/** @throws LeftError at Ctrl-C at a question */
async function untilLeft<T>(running: Promise<T>, { left }: SetupTexts): Promise<T> {
  try {
    return await running;
  } catch (error) {
    throw error instanceof NoAnswerError ? new LeftError(left) : error;
  }
}

/** While CDK runs it is the one to end: it tells CloudFormation's last words. */
function withoutLeaving(ports: SetupPorts, leave: () => never): SetupPorts {
  return {
    ...ports,
    runCdk: async (args, onLine) => {
      process.off('SIGINT', leave);
      try {
        return await ports.runCdk(args, onLine);
      } finally {
        process.on('SIGINT', leave);
      }
    },
  };
}
