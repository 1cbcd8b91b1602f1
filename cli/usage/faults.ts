import type { FileFaultDetails } from '../files/faults';
import type { InsightsFaultDetails } from '../insights/faults';

/** What each class of fault knows beyond its name. */
export interface UsageFaultDetails extends InsightsFaultDetails, FileFaultDetails {}
