import type { ReportedFinding } from '../../../lambda/doctor/handler';
import { askDoctor } from '../../doctor/inside';
import type { SetupWorld } from '../world';

/** What the doctor function sees now. */
export async function findingsOf({ lambda, stack }: SetupWorld): Promise<readonly ReportedFinding[]> {
  return (await askDoctor(lambda, stack.outputs.DoctorFunctionName)).findings;
}

/** A finding, and what to do. */
export function inWords({ options, texts }: SetupWorld, { words }: ReportedFinding): string {
  const { says, next } = words[options.language];
  return [`  ! ${says}`, ...(next === undefined ? [] : [`    ${texts.next}${next}`])].join('\n');
}
