import { join, relative } from 'node:path';
import { ActivityLog } from './activity';
import { plainName } from './aws/physical';
import { environmentWithDotEnv } from './credentials';
import { EndpointsFile } from './endpoints-file';
import { assertPortsFree } from './http';
import { startLocalStack } from './local-stack';
import { readableLine } from './log-line';
import { portsOf, readOptions, USAGE, UsageError } from './options';
import { startPage } from './page/server';
import { synth } from './synth';

const ROOT = join(__dirname, '..');
/** About as fast as a model of the usual size. */
const TOKENS_PER_SECOND = 40;

const NOT_SET_UP = `Not set up yet. In another terminal: npm run setup -- --local --lang en
What WeCom's console is for here: docs/guide.md, "Practise it"
尚未设置。在另一个终端：npm run setup -- --local
企业微信管理后台的那几步在这里怎么做：docs/guide.zh-CN.md 的“练习”
`;
const FAULT = 1;
const CALLED_WRONGLY = 2;

main().catch((error: unknown) => {
  const isExpected = error instanceof Error && 'code' in error;
  console.error(isExpected ? error.message : error);
  process.exit(error instanceof UsageError ? CALLED_WRONGLY : FAULT);
});

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(USAGE);
    return;
  }
  const { WECOM_GPT_ENDPOINTS: named = '' } = process.env;
  const endpointsFile = new EndpointsFile(ROOT, named);
  endpointsFile.assertFree();
  await assertPortsFree(portsOf(options));
  const stop = stopOnSignals();
  // The SDK's words about Node 20 would stand between ours.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

  console.log('cdk synth …');
  const assemblyDirectory = join(endpointsFile.directory, 'cdk.out');
  await synth(ROOT, assemblyDirectory, { stage: options.stage });

  const activity = new ActivityLog();
  const stack = await startLocalStack({
    assemblyDirectory,
    environment: environmentWithDotEnv(process.env, join(ROOT, '.env')),
    activity,
    callbackPort: options.port === 0 ? 0 : options.port + 1,
    tokensPerSecond: TOKENS_PER_SECOND,
    leaveUnfilled: options.fresh,
    ...(!options.quiet && { onLog: (id: string, line: string) => printLine(id, line, options.json) }),
  });
  stop.first(() => stack.close());
  const page = options.page
    ? await startPage({
        port: options.port,
        simulatorUrl: stack.endpoints.simulatorUrl,
        modelName: stack.modelName,
        activity,
      })
    : undefined;
  if (page) stop.first(() => page.close());

  endpointsFile.write({ ...stack.endpoints, outputs: stack.outputs, pid: process.pid });
  stop.first(() => endpointsFile.remove());
  if (options.fresh) console.log(NOT_SET_UP);
  else for (const step of stack.unfinished) console.error(`Not set up: ${step}`);
  const hint = stack.isStandIn ? ': set OPENAI_API_KEY for a real model' : '';
  console.log(`Model:    ${stack.modelName}${hint}`);
  console.log(`Callback: ${stack.endpoints.callbackUrl}`);
  console.log(`Others:   ${relative(process.cwd(), endpointsFile.path)}`);
  if (page && options.fresh) console.log(`Page:     ${page.url}`);
  else if (page) console.log(`\n  Open ${page.url} and write a message. / 打开上面的网址，发一条消息。\n`);
  console.log('Ctrl-C ends it.');
}

/** Prints a function's log line, so that a person can read it or as it is. */
function printLine(id: string, line: string, asItIs: boolean): void {
  const shown = asItIs ? `${plainName(id)}: ${line}` : readableLine(id, line, Date.now());
  if (shown !== undefined) console.log(shown);
}

/** Ends the stack on Ctrl-C and its like; a second one ends it at once, whatever hangs. */
function stopOnSignals(): { first(close: () => unknown): void } {
  const closers: (() => unknown)[] = [];
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(130);
    isStopping = true;
    const closed = closers.reduceRight<Promise<unknown>>(
      (before, close) => before.then(close, close),
      Promise.resolve(),
    );
    void closed.finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  return { first: (close) => closers.push(close) };
}
