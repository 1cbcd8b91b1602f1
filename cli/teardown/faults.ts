import { FaultError, type FaultOf, type StackFaultDetails } from '../stack/faults';

/** A resource that CloudFormation could not delete. */
export interface FailedResource {
  /** Its name in the template. */
  readonly resource: string;
  readonly type: string;
  /** CloudFormation's words. */
  readonly reason: string;
}

/** What each class of fault knows beyond its name. */
export interface TeardownFaultDetails extends StackFaultDetails {
  'not-confirmed': { readonly name: string };
  'foreign-stack': { readonly stack: string };
  'bad-configuration': { readonly reason: string };
  'other-region': { readonly stackRegion: string; readonly configRegion: string };
  protected: { readonly stack: string };
  'under-way': { readonly stack: string; readonly status: string };
  'cdk-failed': { readonly words: string };
  'not-deleted': { readonly stack: string; readonly failed: readonly FailedResource[] };
  'bad-keep-file': { readonly file: string; readonly reason: string };
  'keep-file-of-another': {
    readonly file: string;
    /** Undefined: it does not say. */
    readonly stackOfFile: string | undefined;
    readonly regionOfFile: string;
    readonly stack: string;
    readonly region: string;
  };
  'not-saved': { readonly file: string; readonly reason: string };
  'not-ended': { readonly pid: number };
}

/** Why nothing was taken away, or not all. */
export class TeardownError extends FaultError<FaultOf<TeardownFaultDetails>> {}
