import type { FileFaultDetails } from '../files/faults';
import type { FaultTexts } from './stack-texts';

/** Why a file was not written. */
export const fileFaultsEn: FaultTexts<FileFaultDetails> = {
  'file-exists': ({ file }) => ({
    what: `Nothing was written: ${file} is there already.`,
    why: 'A file is written over only if you say so.',
    next: 'Name another file, or add --force.',
  }),
  'not-written': ({ file, reason }) => ({
    what: `${file} could not be written.`,
    why: `The system said: ${reason}`,
    next: 'Name a file in a folder that is there and yours.',
  }),
};
