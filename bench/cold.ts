import { isRecord } from '../local/aws/service';
import { callbackEnvironment, urlCheckEvent } from './callback-process';
import { BARE_NODE, handlerProgram, startCold, type ColdStart } from './cold-start';
import { MeasurementError, type Report, type Row } from './report';
import { withStack } from './stack';
import { percentile } from './statistics';

const RUNS = 21;

/** What the callback's URL check is sealed with, here and in the stack's secrets; of no use anywhere else. */
const SECRETS = {
  corpId: 'ww0123456789abcdef',
  agentId: 1_000_002,
  token: 'benchBenchBench',
  encodingAesKey: 'benchBenchBenchBenchBenchBenchBenchBenchBen',
};

/** The callback from nothing to the answer for WeCom's URL check, which has one second [D90238]. */
export function measureCold(): Promise<Report> {
  const credentials = {
    WECOM_CORP_ID: SECRETS.corpId,
    WECOM_AGENT_ID: String(SECRETS.agentId),
    WECOM_TOKEN: SECRETS.token,
    WECOM_ENCODING_AES_KEY: SECRETS.encodingAesKey,
  };
  return withStack(credentials, async (stack, assemblyDirectory) => {
    const environment = callbackEnvironment(stack, assemblyDirectory);
    const program = handlerProgram();
    const callback: ColdStart[] = [];
    const bare: ColdStart[] = [];
    // By turns, so that a busy minute of the machine falls on both.
    for (let each = 0; each < RUNS; each++) {
      callback.push(await checkUrl(program, environment, stack.endpoints.callbackUrl));
      bare.push(await startCold({ code: BARE_NODE, argument: '', environment }));
    }
    return {
      title: "cold: the callback's URL check in a new process",
      counted: [
        'wall: from spawn() to the result arriving over IPC; the bundle is loaded, the secret read over HTTP from the',
        'local emulator; the HTTP API and the network are left out',
        `CPU: user and system time of that process from its start to its result; ${RUNS} runs each, by turns`,
      ],
      rows: [...rowsOf('callback', callback), ...rowsOf('bare Node', bare)],
    };
  });
}

async function checkUrl(
  code: string,
  environment: Record<string, string>,
  callbackUrl: string,
): Promise<ColdStart> {
  const { event, echo } = urlCheckEvent(callbackUrl, SECRETS);
  const start = await startCold({ code, argument: JSON.stringify(event), environment });
  if (isRecord(start.result) && start.result['body'] === echo) return start;
  throw new MeasurementError(`The callback did not answer the URL check: ${JSON.stringify(start.result)}`);
}

function rowsOf(what: string, starts: readonly ColdStart[]): Row[] {
  const row = (kind: string, values: readonly number[]): Row => ({
    what: `${what}, ${kind}`,
    figures: {
      'median ms': percentile(values, 50),
      'min ms': Math.min(...values),
      'max ms': Math.max(...values),
    },
  });
  return [
    row(
      'wall',
      starts.map(({ wallMs }) => wallMs),
    ),
    row(
      'CPU',
      starts.map(({ cpuMs }) => cpuMs),
    ),
  ];
}
