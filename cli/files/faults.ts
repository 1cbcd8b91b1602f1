import { FaultError, type FaultOf } from '../stack/faults';

/** What each fault of writing a file knows beyond its name. */
export interface FileFaultDetails {
  'file-exists': { readonly file: string };
  'not-written': { readonly file: string; readonly reason: string };
}

/** Why a file was not written. */
export class FileError extends FaultError<FaultOf<FileFaultDetails>> {}
