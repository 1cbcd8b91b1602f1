import type { SecretField, ShapeFault } from '../secrets/fields';

/** What is said of the fields that an operator enters. */
export interface FieldTexts {
  /** As WeCom's or the provider's page calls it. */
  readonly names: Readonly<Record<SecretField, string>>;
  /** Where a person finds it. */
  readonly where: Readonly<Record<SecretField, string>>;
  /** A question for it; ends where the answer begins. @param name of the field, perhaps with more */
  readonly ask: (name: string, isHidden: boolean) => string;
  /** Behind a sentence about a value that may be right all the same. */
  readonly insist: string;
  /** A sentence about the value, which is not in it. */
  readonly shapeFault: (fault: ShapeFault) => string;
}
