import type { TeardownFaultDetails } from '../teardown/faults';
import type { Group } from '../teardown/going';
import type { KeptKind, RemovableKind } from '../teardown/kept';
import type { LocalEnd } from '../teardown/local';
import type { MessageCounts } from '../teardown/look';
import type { FaultTexts } from './stack-texts';

/** What is said of a call that can't work. */
export interface TeardownUsageTexts {
  /** @param name what is to stand behind --yes */
  readonly nobodyToAsk: (name: string) => string;
  readonly yesNamesAnother: (name: string) => string;
  readonly notOfLocal: string;
}

/** Everything that `teardown` says, in one language. */
export interface TeardownTexts {
  readonly help: string;
  readonly usage: TeardownUsageTexts;

  readonly stackIs: (name: string, region: string, status: string) => string;
  readonly stackIsGone: (name: string, region: string) => string;
  readonly goes: string;
  readonly groups: Readonly<Record<Group, string>>;
  readonly messages: (counts: MessageCounts) => string;
  readonly outlives: string;
  readonly nothingOutlives: string;
  /** Kind, price a month, what becomes of it, name. */
  readonly columns: readonly string[];
  readonly kinds: Readonly<Record<KeptKind, string>>;
  readonly bySize: string;
  readonly fates: { readonly stays: string; readonly goes: string };
  /** @param usd a month @param asOf when the prices were looked up */
  readonly sum: (usd: string, asOf: string) => string;
  /** What the star stands for. */
  readonly adoptedMeans: string;
  readonly keyStays: string;
  /** Before the line KeepLine. */
  readonly keepLine: string;
  /** @param fields of that line whose things are gone */
  readonly leaveOut: (fields: string) => string;
  /** Before what is no part of the stack. */
  readonly besides: string;
  readonly alwaysBesides: readonly string[];
  readonly cname: string;
  readonly untrust: (addresses: string) => string;
  readonly onlyShown: string;

  /** Ends where the answer begins. */
  readonly confirm: (name: string) => string;
  /** Ctrl-C at a question. */
  readonly left: string;
  /** A question for yes or no. @param ids what would go */
  readonly confirmRemoval: Readonly<Record<RemovableKind, (ids: string) => string>>;
  readonly askSave: string;
  readonly saved: (file: string) => string;
  readonly destroying: (name: string) => string;

  readonly stackDeleted: (name: string) => string;
  readonly removed: Readonly<Record<RemovableKind, (id: string) => string>>;
  /** Of what was to be deleted, and is not there. */
  readonly absent: (kind: string, id: string) => string;
  /** What is to be looked at if one of them should be there. */
  readonly absentMeans: string;
  /** How what could not be removed is tried again. @param keepFile with the line KeepLine */
  readonly again: (keepFile: string) => string;

  readonly local: Readonly<Record<LocalEnd | 'goes' | 'nothingStays', string>>;
  readonly faults: FaultTexts<TeardownFaultDetails>;
}
