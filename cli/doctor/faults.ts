import { FaultError, type FaultOf, type StackFaultDetails } from '../stack/faults';

/** How asking the doctor function can fail. */
export interface InsideFaultDetails {
  'doctor-failed': { readonly reason: string };
  'doctor-answer': object;
}

/** What each class of fault knows beyond its name. */
export interface DoctorFaultDetails extends StackFaultDetails, InsideFaultDetails {}

/** Why the doctor function gave no report. */
export type InsideFault = FaultOf<InsideFaultDetails>;

/** The doctor function gave no report. */
export class DoctorError extends FaultError<InsideFault> {}
