import type { DoctorReport } from '../../lambda/doctor/handler';
import { find } from '../stack/command';
import type { FoundStack } from '../stack/find';
import type { DoctorOptions } from './arguments';
import { attempt, lookFault, merged } from './attempt';
import { checksFromHere, checksOfStack, lambdaOf, type CheckPorts } from './checks';
import { checkRelease } from './checks/versions';
import { found, type CheckName, type LookFault, type OutsideFinding } from './findings';
import { askDoctor } from './inside';

/** What was seen, from here and from inside. */
export interface Seen {
  readonly outside: readonly OutsideFinding[];
  /** Undefined: the function gave no report; why is among the findings. */
  readonly inside: DoctorReport | undefined;
  readonly leftOut: readonly LeftOut[];
}

/** What was not looked at, and why not. */
export interface LeftOut {
  readonly checks: readonly CheckName[];
  readonly because: 'local' | 'no-drift' | 'no-stack';
}

/** What is asked of {@link look}. */
export type LookOptions = Pick<DoctorOptions, 'from' | 'stage' | 'drift'>;

/** A stack of which no output is taken for granted. */
type AnyStack = FoundStack<never>;

/** What may be left out. */
const CHECKS: readonly CheckName[] = [
  'credentials',
  'stack',
  'outputs',
  'drift',
  'address',
  'domain',
  'certificate',
  'callback',
  'inside',
];
const REASONS: readonly LeftOut['because'][] = ['local', 'no-drift', 'no-stack'];
/** What there is only in AWS. */
const OF_AWS: ReadonlySet<CheckName> = new Set([
  'credentials',
  'stack',
  'drift',
  'address',
  'domain',
  'certificate',
]);

/** Looks at everything, side by side. What can't be looked at is a finding too. */
export async function look(options: LookOptions, ports: CheckPorts): Promise<Seen> {
  const stack = await stackOf(options);
  const isThere = !('fault' in stack);
  const checks = [
    ...checksFromHere(options, ports),
    ...(isThere ? checksOfStack(options, stack, ports) : []),
  ];
  const [findings, inside] = await Promise.all([
    Promise.all(checks.map((check) => attempt(check, options))),
    isThere ? lookInside(options, stack) : { findings: [found('stack-unseen', stack)] },
  ]);
  const { report } = inside as Inside;
  const release = report ? [checkRelease(report.version, ports.release)] : [];
  return {
    outside: merged([...inside.findings, ...findings.flat(), ...release]),
    inside: report,
    // That there is no stack is what was found of it.
    leftOut: leftOut(options, [...checks.map(({ name }) => name), isThere ? 'inside' : 'stack']),
  };
}

async function stackOf(options: LookOptions): Promise<AnyStack | { readonly fault: LookFault }> {
  try {
    return await find(options, []);
  } catch (error) {
    return { fault: lookFault(error, options) };
  }
}

interface Inside {
  readonly report?: DoctorReport;
  readonly findings: readonly OutsideFinding[];
}

async function lookInside(options: LookOptions, stack: AnyStack): Promise<Inside> {
  const { DoctorFunctionName: name } = stack.allOutputs;
  const unseen = (fault: LookFault): Inside => ({
    findings: [found('inside-unseen', { fault })],
  });
  if (name === undefined) return unseen({ code: 'old-stack', output: 'DoctorFunctionName' });
  try {
    return { report: await askDoctor(lambdaOf(stack), name), findings: [] };
  } catch (error) {
    return unseen(lookFault(error, options));
  }
}

function leftOut(options: LookOptions, run: readonly CheckName[]): LeftOut[] {
  const because = (name: CheckName): LeftOut['because'] => {
    if (options.from === 'local' && OF_AWS.has(name)) return 'local';
    return name === 'drift' && !options.drift ? 'no-drift' : 'no-stack';
  };
  const names = CHECKS.filter((name) => !run.includes(name));
  return REASONS.map((reason) => ({
    checks: names.filter((name) => because(name) === reason),
    because: reason,
  })).filter(({ checks }) => checks.length > 0);
}
