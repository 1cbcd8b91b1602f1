import type { SecretsFaultDetails } from '../secrets/faults';
import type { SecretField } from '../secrets/fields';
import type { SecretName } from '../secrets/secret-store';
import type { FieldStatus } from '../secrets/status';
import type { FaultTexts } from './stack-texts';

/** What is said of a call that can't work. */
export interface SecretsUsageTexts {
  readonly unknownAction: string;
  readonly noAction: string;
  readonly oneApp: string;
  readonly allIsForEnter: string;
  readonly rotateWhat: string;
  readonly modelIsOfAll: string;
  readonly tokenIsMade: string;
}

/** What is to be pasted into WeCom's page. */
export interface NewPair {
  readonly app: string;
  /** The callback's. */
  readonly url: string;
  readonly token: string;
  readonly encodingAesKey: string;
  /** Until when the values before are taken: date and time. */
  readonly until: string;
}

/** A field, perhaps of an app. */
interface Named {
  readonly field: SecretField;
  readonly app?: string;
}

/** Everything that `secrets` says, in one language. */
export interface SecretsTexts {
  readonly help: string;
  readonly usage: SecretsUsageTexts;

  /** App, field, state. */
  readonly columns: readonly string[];
  /** Secret, last changed. */
  readonly secretColumns: readonly string[];
  /** In place of an app. */
  readonly ofCompany: string;
  readonly states: Readonly<Record<FieldStatus['state']['is'], string>>;
  readonly allThere: string;
  readonly missing: (count: number) => string;
  /** WeCom was not yet seen to use new values. @param until date and time */
  readonly isOpen: (app: string, until: string) => string;

  readonly emptyKeeps: string;
  readonly emptyLeaves: string;
  readonly willWrite: (secrets: readonly SecretName[], entered: readonly Named[]) => string;
  readonly nothingAsked: string;
  readonly nothingWritten: string;
  readonly hasWritten: (names: readonly string[]) => string;
  readonly stillMissing: (names: readonly string[]) => string;
  /** Where they are among what is missing. */
  readonly pairIsMade: string;

  /** Before new values are shown again. @param since date and time */
  readonly goesOn: (app: string, since: string) => string;
  readonly waitsForCallback: string;
  readonly pasteThese: (pair: NewPair) => string;
  readonly refusedCheck: (code: string) => string;
  /** @param until date and time */
  readonly tokenIsTaken: (app: string, until: string) => string;

  /** Before a new value is asked for. */
  readonly about: Readonly<Record<'secret' | 'model', string>>;
  readonly asksWhetherTaken: string;
  readonly waitsForRecovery: (app: string) => string;
  readonly isTaken: Readonly<Record<'secret' | 'model', string>>;
  readonly isUnchecked: Readonly<Record<'secret' | 'model', string>>;

  /** Ctrl-C at a question. */
  readonly left: Readonly<Record<'enter' | 'secret' | 'model', string>>;
  /** Ctrl-C while WeCom was waited for. */
  readonly leftWaiting: Readonly<Record<'token' | 'secret', (app: string) => string>>;
  readonly faults: FaultTexts<SecretsFaultDetails>;
}
