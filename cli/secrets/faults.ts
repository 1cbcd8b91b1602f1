import { FaultError, type FaultOf, type StackFaultDetails } from '../stack/faults';
import type { Rotated } from './arguments';
import type { ShapeFault } from './fields';
import type { Entry } from './places';
import type { SecretStoreFaultDetails } from './secret-store';

/** What each class of fault knows beyond its name. */
export interface SecretsFaultDetails extends StackFaultDetails, SecretStoreFaultDetails {
  'no-such-app': { readonly app: string; readonly apps: readonly string[] };
  /** There are several. */
  'which-app': { readonly apps: readonly string[]; readonly rotated: Rotated };
  /** There is nobody to ask, or to show new values to. */
  'no-terminal': { readonly action: 'enter' | Rotated };
  /** Variables of the environment. */
  'no-values': { readonly variables: readonly string[] };
  'wrong-values': {
    readonly faults: readonly { readonly variable: string; readonly fault: ShapeFault }[];
  };
  /** What has to be there first. */
  unfilled: { readonly fields: readonly Entry[] };
  /** WeCom may still use the Token before: another change of the secret would throw that away. */
  'not-taken-over': {
    readonly app: string;
    /** Ms since epoch. */
    readonly changedAt: number;
    /** Until when the Token before is taken; ms since epoch. */
    readonly until: number;
  };
  /** What WeCom, or the model's provider, said to the new value; in the language of the texts. */
  refused: { readonly rotated: 'secret' | 'model'; readonly says: string; readonly remedy: string };
}

/** Why secrets could not be shown or changed. */
export class SecretsError extends FaultError<FaultOf<SecretsFaultDetails>> {}
