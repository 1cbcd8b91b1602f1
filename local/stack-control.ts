import { AwsFaults, readAwsFaults } from './aws-faults';
import type { Withholds } from './aws/iam/execution-role';
import { OPERATIONS } from './aws/operations';
import type { Result } from './aws/lambda-function';
import type { LocalAws } from './aws/stack';
import { ControlError, parseControlBody, type ControlRoutes } from './control-input';
import { Crashes, readCrashes, type Crashable } from './crashes';
import type { CallObserver, Concern } from './function-call';
import { MODEL_OPERATIONS } from './model/stand-in';
import { RecordedCalls } from './recorded-calls';
import { WECOM_OPERATIONS } from './wecom/simulator';
import { readWithheldGrants, WithheldGrants } from './withheld-grants';

/** What a test steers and sees of the functions, whatever they call. */
export interface StackControl {
  readonly observe: CallObserver;
  readonly withholds: Withholds;
  readonly routes: ControlRoutes;
}

/** @param aws the stack, once it runs */
export function stackControl(aws: () => LocalAws | undefined): StackControl {
  const crashes = new Crashes();
  const faults = new AwsFaults();
  const withheld = new WithheldGrants();
  const recorded = new RecordedCalls();
  const running = (): LocalAws => {
    const stack = aws();
    if (stack === undefined) throw new ControlError(409, 'The stack is still starting.');
    return stack;
  };
  return {
    observe: (call) => {
      recorded.add(call);
      const death = crashes.take(call);
      if (death === undefined) faults.strike(call);
      return death;
    },
    withholds: (grant, invocation) => withheld.withholds(grant, invocation),
    routes: {
      'PUT /crashes': ({ body }) =>
        crashes.replace(readCrashes(parseControlBody(body), crashableOf(running()))),
      'PUT /aws-faults': ({ body }) =>
        faults.replace(readAwsFaults(parseControlBody(body), crashableOf(running()))),
      'PUT /withheld-grants': ({ body }) =>
        withheld.replace(readWithheldGrants(parseControlBody(body), running().grants())),
      'GET /grants': () => running().grants(),
      'GET /crashes': () => crashes.list(),
      'GET /calls': ({ query }) => recorded.of(concernIn(query)),
      'DELETE /sandboxes': async () => ({ ended: await running().endIdleSandboxes() }),
      'POST /alarms': async ({ body }) => ({ called: await running().publish(body.toString()) }),
      'POST /doctor': async () => reportOf(await running().invoke('DoctorFunction')),
      'POST /schedules/run': async () => ({ ran: await running().runSchedules() }),
    },
  };
}

function reportOf(result: Result): unknown {
  if (result.ok) return result.value;
  const { errorType, errorMessage } = result.failure;
  throw new ControlError(502, `The doctor failed: ${errorType}: ${errorMessage}`);
}

function crashableOf({ functionNames }: LocalAws): Crashable {
  const operations: Record<string, string[]> = {};
  for (const { service, name } of OPERATIONS.values()) (operations[service] ??= []).push(name);
  return {
    functions: functionNames,
    operations: { ...operations, wecom: WECOM_OPERATIONS, model: MODEL_OPERATIONS },
  };
}

function concernIn(query: URLSearchParams): Concern {
  return { member: query.get('member') ?? '', message: query.get('message') ?? '' };
}
